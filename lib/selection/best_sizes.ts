/**
 * The size that the paper draws: that of the best synergistic multiplet.
 * @module
 */
import { requireChoice } from "../system/checks/options.ts";
import { SubnetworkError } from "./error.ts";
import { layerExtremes, MULTIPLET_SEARCHES } from "./layer_extremes.ts";
import type { MultipletSearch, SelectionSubject } from "./strategy.ts";
import { requireSubject } from "./checks.ts";

/**
 * k*_l = argmin_k min Ω_k of every hidden layer, by its name, k from 2 to the number of neurons that can
 * be analysed; the smallest of equal ones. 1 where only one neuron can be analysed.
 *
 * @throws SubnetworkError, NetworkError or InformationError for a subject that does not fit together,
 *   or a layer that cannot be analysed
 * @throws SubnetworkError for search `"exact"` of a layer with more than 24 neurons
 * @example
 * ```ts
 * import { discreteTarget, toVariables } from "@multiplet/multiplet/information";
 * import { initialParameters, mlp } from "@multiplet/multiplet/models";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { bestSizes } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Four independent neurons on 500 samples; 0, 1 and 3 together make the class.
 * const random = randomSource(1);
 * const values = Float64Array.from({ length: 500 * 4 }, () => uniform(random));
 * const labels = Array.from({ length: 500 }, (_, i) =>
 *   Math.floor(3 * (values[4 * i]! + values[4 * i + 1]! + values[4 * i + 3]!)));
 * const spec = mlp([8, 4, 9]);
 * const parameters = initialParameters(spec, "default", random);
 * const subject = {
 *   spec,
 *   initial: parameters,
 *   final: parameters,
 *   activations: [{ layer: "fc1", ...toVariables({ samples: 500, variables: 4, values }) }],
 *   target: discreteTarget(labels),
 *   retrain: () => Promise.resolve(parameters),
 * };
 * deepEqual(await bestSizes(subject, "exact"), { fc1: 3 });
 * ```
 */
export async function bestSizes(
  subject: SelectionSubject,
  search: MultipletSearch,
): Promise<Readonly<Record<string, number>>> {
  requireSubject(subject);
  requireChoice(SubnetworkError, "search", search, MULTIPLET_SEARCHES);
  const layers = await layerExtremes(subject, search);
  return Object.fromEntries(layers.map(({ layer, extremes }) => {
    // Size 1 has Ω = 0 by definition and says nothing.
    const candidates = extremes.length > 1 ? extremes.slice(1) : extremes;
    const best = candidates.reduce((best, one) =>
      one.synergy[0]!.oInformation < best.synergy[0]!.oInformation ? one : best
    );
    return [layer, best.size];
  }));
}
