/** Invented results of all three experiments. */
import { compared, shifted, WHOLE } from "../paper/subnetworks/invented.ts";
import { flat, inventedLayers } from "../paper/layers/invented.ts";
import { inventedResult } from "../paper/training/figures/invented_results.ts";

const layers = { fc1: { exact: flat(2, -1, 4) }, fc_out: { exact: flat(1, -3, 4) } };
const strategies = {
  synergy: shifted(WHOLE, -0.5),
  random: shifted(WHOLE, -1),
  "mi-model": shifted(WHOLE, -1),
  "mi-mixture": shifted(WHOLE, -2),
};
export const results = {
  training: inventedResult({ networks: 3, epochs: 2 }),
  figure1: inventedLayers([layers, layers, layers]),
  figure2: compared(WHOLE, strategies),
  figure2Validation: compared(WHOLE, strategies, { selection: "validation" }),
};
