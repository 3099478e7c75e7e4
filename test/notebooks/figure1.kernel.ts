/** The notebook 02-figure-1, on the smoke preset, from an empty store. */
import { ok } from "node:assert/strict";
import { testFigureNotebook } from "./_figures.ts";

const FIGURES = [
  "balance-by-size",
  "class-specificity",
  "exact-against-greedy",
  "figure-1",
  "label-renaming",
  "multiplet-weights",
  "parts",
  "parts-against-whole",
  "rank-bias",
  "significance",
  "target-encodings",
  "trained-against-untrained",
];

testFigureNotebook({
  name: "02-figure-1",
  figures: FIGURES,
  tables: 6,
  formulas: 60,
  title: "Synergy and redundancy of neurons, by layer",
  checkCsv: async (read) => {
    const csv = await read("figure-1");
    ok(csv.startsWith("search,network,layer,size,"), csv.slice(0, 200));
  },
});
