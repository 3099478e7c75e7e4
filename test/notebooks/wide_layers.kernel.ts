/** The notebook 04-wide-layers, on the smoke preset, from an empty store. */
import { ok } from "node:assert/strict";
import { testFigureNotebook } from "./_figures.ts";

const FIGURES = [
  "wide-ablation",
  "wide-against-random",
  "wide-balance-by-size",
  "wide-figure-1",
  "wide-figure-2",
  "wide-figure-2-fixed",
  "wide-ladder-against-greedy",
  "wide-parts",
  "wide-rank-bias",
  "wide-shared-neurons",
  "wide-structure",
  "wide-trained-against-untrained",
  "wide-widths",
];

testFigureNotebook({
  name: "04-wide-layers",
  figures: FIGURES,
  tables: 8,
  formulas: 12,
  title: "Wide layers: 100 neurons, and another data set",
  checkCsv: async (read) => {
    const csv = await read("wide-figure-1");
    for (
      const words of ["ladder,after", "ladder,before", "greedy,after", "optimal", "best found"]
    ) {
      ok(csv.includes(words), `${words} is missing in wide-figure-1.csv`);
    }
  },
});
