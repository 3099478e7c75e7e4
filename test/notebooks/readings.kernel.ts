/** The notebook 07-readings, on the smoke preset, from an empty store. */
import { ok } from "node:assert/strict";
import { testFigureNotebook } from "./_figures.ts";

testFigureNotebook({
  name: "07-readings",
  figures: [
    "readings-verdicts",
    "readings-layers",
    "readings-lowest-drop",
    "readings-similar",
    "readings-minimal-change",
  ],
  tables: 8,
  formulas: 1,
  title: "Every reading at once",
  checkCsv: async (read) => {
    const csv = await read("readings-layers");
    for (const words of ["initialisation", "analysis_search", "one-hot", "fc_out"]) {
      ok(csv.includes(words), `${words} is missing in readings-layers.csv`);
    }
  },
});
