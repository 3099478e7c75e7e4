/**
 * From kept neurons to what training does with all of them.
 * @module
 */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { hiddenWidths, type MlpSpec } from "../models/spec.ts";
import type { NeuronTreatment } from "../training/trainer.ts";
import { SubnetworkError } from "./error.ts";
import type { KeptNeurons } from "./strategy.ts";
import { requireKept } from "./checks.ts";

/**
 * What happens to the neurons that are not kept.
 * - `"zero"`: removed, held at zero throughout.
 * - `"frozen"`: they take part with their initial weights, but are never updated.
 */
export type Removal = "zero" | "frozen";

/** All values of {@link Removal}. */
export const REMOVALS = ["zero", "frozen"] as const satisfies Removal[];

/** How {@link treatmentsOf} treats neurons. */
export interface TreatmentOptions {
  /** Required: neither is the obvious one. */
  readonly removal: Removal;
  /**
   * Whether a removed neuron's bias stays: its incoming weights are zero, its bias and outgoing
   * weights are trained. Default `false`; only with removal `"zero"`.
   */
  readonly keepBias?: boolean;
  /** The only hidden layer that loses neurons, 0-based. Default: all do. */
  readonly layer?: number;
}

/**
 * The treatments of a training job in which only `kept` are ordinary neurons.
 *
 * @returns one entry per hidden layer, one treatment per neuron
 * @throws SubnetworkError unless `kept` names at least one neuron of every hidden layer, ascending,
 *   each once; for a `layer` that there is not, or `keepBias` with removal `"frozen"`
 * @throws SubnetworkError for an unknown option or removal
 * @example
 * ```ts
 * import { treatmentsOf } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const spec = { widths: [784, 3, 2, 10] };
 * deepEqual(treatmentsOf(spec, [[0, 2], [1]], { removal: "zero" }), [
 *   ["trained", "zero", "trained"],
 *   ["zero", "trained"],
 * ]);
 * deepEqual(treatmentsOf(spec, [[0, 2], [1]], { removal: "frozen", layer: 1 }), [
 *   ["trained", "trained", "trained"],
 *   ["frozen", "trained"],
 * ]);
 * ```
 */
export function treatmentsOf(
  spec: MlpSpec,
  kept: KeptNeurons,
  options: TreatmentOptions,
): NeuronTreatment[][] {
  rejectUnknownOptions(SubnetworkError, "treatmentsOf", options, ["removal", "keepBias", "layer"]);
  const { removal, keepBias = false, layer } = options;
  requireChoice(SubnetworkError, "removal", removal, REMOVALS);
  if (keepBias && removal === "frozen") {
    throw new SubnetworkError(
      `keepBias is for neurons that are removed; removal "frozen" keeps all of a neuron`,
    );
  }
  requireKept(spec, kept);
  const widths = hiddenWidths(spec);
  if (
    layer !== undefined && !(Number.isSafeInteger(layer) && layer >= 0 && layer < widths.length)
  ) {
    throw new SubnetworkError(
      `layer must be a hidden layer, 0 to ${widths.length - 1}, got ${layer}`,
    );
  }
  const removed = keepBias ? "constant" : removal;
  return widths.map((width, l) =>
    Array.from(
      { length: width },
      (_, neuron) =>
        kept[l]!.includes(neuron) || (layer !== undefined && layer !== l) ? "trained" : removed,
    )
  );
}
