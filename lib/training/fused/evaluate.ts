/**
 * Loss and accuracy, measured by the kernel.
 * @module
 */
import type { FusedKernel } from "../../kernels/mod.ts";
import type { Evaluation } from "../../networks/evaluation.ts";
import type { KernelNetwork } from "./kernel_network.ts";
import type { KernelSamples } from "./kernel_samples.ts";

/** Rows between two moments at which others may get a turn; fixed, it is part of the sum's order. */
const ROWS = 1000;

/**
 * The network on all samples.
 *
 * @param breathe called now and then; may wait, may throw
 */
export async function evaluateInKernel(
  kernel: FusedKernel,
  network: KernelNetwork,
  samples: KernelSamples,
  breathe: () => Promise<void>,
): Promise<Evaluation> {
  let loss = 0;
  let correct = 0;
  for (let from = 0; from < samples.count; from += ROWS) {
    const count = Math.min(ROWS, samples.count - from);
    const part = kernel.evaluate(network.address, samples.address, samples.rows + 4 * from, count);
    loss += part.loss;
    correct += part.correct;
    await breathe();
  }
  return { loss: loss / samples.count, accuracy: correct / samples.count };
}
