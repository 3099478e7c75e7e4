/**
 * Local measures: every entropy replaced by −ln N(z; m, C). Their mean over the samples is the measure
 * without bias correction, because Σ (z−m)ᵀC⁻¹(z−m) = (N−1)·k for every set of k columns and these
 * terms cancel in all four measures.
 */
import { strictEqual as equal } from "node:assert/strict";
import {
  copulaNormalise,
  covariance,
  localMeasures,
  multipletMeasures,
} from "../../lib/information/mod.ts";
import { close, columnsOf, features, reference, withValues } from "./reference.ts";

const { thoi } = reference;
const normalised = copulaNormalise(features);

/** TC, DTC, Ω, S, the order of the reference. */
const MEASURES = [
  "totalCorrelation",
  "dualTotalCorrelation",
  "oInformation",
  "sInformation",
] as const;

Deno.test("local measures of single samples are THOI's", () => {
  const numbers = Object.entries(thoi.local_tc_dtc_o_s_first5_samples_uncorrected_eps0);
  equal(numbers.length, 2);
  for (const [key, samples] of numbers) {
    const local = localMeasures(normalised, columnsOf(key));
    samples.forEach((row, sample) =>
      MEASURES.forEach((measure, at) =>
        close(local[measure][sample]!, row[at]!, 1e-10, `${measure} of ${key}, sample ${sample}`)
      )
    );
  }
});

Deno.test("their means are THOI's", () => {
  for (const [key, row] of Object.entries(thoi.local_mean_over_samples)) {
    const local = localMeasures(normalised, columnsOf(key));
    MEASURES.forEach((measure, at) =>
      close(mean(local[measure]), row[at]!, 1e-10, `${measure} of ${key}`)
    );
  }
});

Deno.test("their means are the uncorrected measures, for blocks and shifted samples too", () => {
  const shifted = withValues(features, (value) => value + 3);
  const variables = [[0, 5], 1, [3, 4]];
  const local = localMeasures(shifted, variables);
  const expected = multipletMeasures(covariance(features), variables, { biasCorrected: false });
  for (const measure of MEASURES) close(mean(local[measure]), expected[measure], 1e-11, measure);
});

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
