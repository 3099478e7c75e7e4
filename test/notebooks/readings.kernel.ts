/** The notebook 07-readings, on the smoke preset, from an empty store. */
import { ok } from "node:assert/strict";
import { testFigureNotebook } from "./_figures.ts";

testFigureNotebook({
  name: "07-readings",
  figures: [
    "maps-figure-1",
    "maps-figure-2",
    "maps-on-images",
    "maps-on-images-conv2",
    "maps-shared",
  ],
  tables: 5,
  formulas: 10,
  title: "Feature maps: convolutional networks",
  checkCsv: async (read) => {
    const csv = await read("maps-figure-1");
    for (const words of ["mean,after", "components,before", "optimal", "other_half_bits"]) {
      ok(csv.includes(words), `${words} is missing in maps-figure-1.csv`);
    }
  },
});
