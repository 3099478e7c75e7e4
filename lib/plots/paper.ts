/**
 * What the paper reports, to compare with.
 * @module
 */
import { PAPER_ACCURACY } from "../experiments/training_result.ts";
import { REFERENCE_DASHES } from "./axes.ts";
import { threshold } from "./format.ts";
import { type LegendEntry, lineSample } from "./legend.ts";
import { PALETTE } from "./theme.ts";

/** The entry of {@link PAPER_ACCURACY} in a key. */
export const PAPER_ENTRY: LegendEntry = {
  sample: lineSample(PALETTE.reference, { dashes: REFERENCE_DASHES }),
  label: `paper’s ${threshold(PAPER_ACCURACY)}`,
};
