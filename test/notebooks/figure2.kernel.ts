/** The notebook 03-figure-2, on the smoke preset, from an empty store. */
import { ok } from "node:assert/strict";
import { testFigureNotebook } from "./_figures.ts";

const FIGURES = [
  "ablation",
  "accuracy-by-size",
  "against-random",
  "controls",
  "cumulative-ablation",
  "figure-2",
  "figure-2-by-layer",
  "figure-2-exact",
  "lottery-ticket",
  "selection",
  "shared-neurons",
];

testFigureNotebook({
  name: "03-figure-2",
  figures: FIGURES,
  tables: 7,
  formulas: 8,
  title: "Sub-networks of synergistic neurons, re-trained",
  checkCsv: async (read) => {
    const csv = await read("figure-2");
    for (const strategy of ["synergy", "random", "mi-model", "mi-mixture"]) {
      ok(csv.includes(strategy), `${strategy} is missing in figure-2.csv`);
    }
  },
});
