/**
 * Loss and accuracy, measured by the kernel.
 * @module
 */
import type { Evaluation } from "../../models/evaluation.ts";
import type { KernelCohort, Tally } from "./kernel_cohort.ts";
import type { KernelSamples } from "./kernel_samples.ts";

/** Rows between two moments at which others may get a turn; fixed, it is part of the sum's order. */
const ROWS = 1000;

/**
 * Every network of a cohort on all samples.
 *
 * @param breathe called now and then; may wait, may throw
 */
export async function evaluateCohort(
  cohort: KernelCohort,
  samples: KernelSamples,
  breathe: () => Promise<void>,
): Promise<Evaluation[]> {
  const parts: Tally[][] = [];
  for (let from = 0; from < samples.count; from += ROWS) {
    const count = Math.min(ROWS, samples.count - from);
    parts.push(cohort.evaluate(samples, samples.rows + 4 * from, count));
    await breathe();
  }
  const total = (n: number, of: "loss" | "correct") =>
    parts.reduce((sum, part) => sum + part[n]![of], 0) / samples.count;
  return (parts[0] ?? []).map((_, n) => ({
    loss: total(n, "loss"),
    accuracy: total(n, "correct"),
  }));
}
