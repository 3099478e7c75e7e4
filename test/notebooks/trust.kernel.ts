/** The notebook 05-trust, on the smoke preset, from an empty store. */
import { ok } from "node:assert/strict";
import { testFigureNotebook } from "./_figures.ts";

testFigureNotebook({
  name: "05-trust",
  figures: ["trust-figure-1", "trust-significance", "trust-untrained"],
  tables: 7,
  formulas: 10,
  title: "How far can the extremes be trusted?",
  checkCsv: async (read) => {
    const [header] = (await read("trust-significance")).split("\n");
    for (const column of ["permuted_classes_p", "other_half_bits", "carried_over"]) {
      ok(header!.includes(column), `${column} is missing in trust-significance.csv`);
    }
  },
});
