/** The effect of {@link UnitTreatment}s on the parameters of a network. */
import type { LayerParameters, NetworkParameters } from "../models/parameters.ts";
import { type LayerShape, layerShapes, type NetworkSpec } from "../models/spec.ts";
import type { TrainingJob, UnitTreatment } from "./trainer.ts";

/** Treatments of the units before and of a layer itself; `undefined` where all are trained. */
function sides({ treatments }: TrainingJob, { before, layer }: LayerShape) {
  return { incoming: before && treatments?.[before.name], outgoing: treatments?.[layer.name] };
}

/** True if a treatment sets a unit's incoming weights to zero. */
const cutOff = (treatment: UnitTreatment | undefined) =>
  treatment === "zero" || treatment === "constant";

/** True if the incoming weights of a unit with this treatment are trained. */
export const trainsIncoming = (treatment: UnitTreatment = "trained"): boolean =>
  treatment === "trained";

/** True if the bias and the outgoing weights of a unit with this treatment are trained. */
export const trainsOutgoing = (treatment: UnitTreatment = "trained"): boolean =>
  treatment === "trained" || treatment === "constant";

/**
 * The job's initial parameters with zeros in the incoming weights of `"zero"` and `"constant"` units
 * and in the bias and the outgoing weights of `"zero"` ones.
 *
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { startingParameters } from "@multiplet/multiplet/training";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const hidden = { weights: Float32Array.of(1, 2), biases: Float32Array.of(3, 4) };
 * const output = { weights: Float32Array.of(5, 6), biases: Float32Array.of(7) };
 * // Of two hidden neurons the second is removed.
 * const treatments = { fc1: ["trained", "zero"] } as const;
 * const job = { name: "example", initial: [hidden, output], treatments };
 * deepEqual(startingParameters(mlp([1, 2, 1]), job), [
 *   { weights: Float32Array.of(1, 0), biases: Float32Array.of(3, 0) },
 *   { weights: Float32Array.of(5, 0), biases: Float32Array.of(7) },
 * ]);
 * ```
 */
export function startingParameters(spec: NetworkSpec, job: TrainingJob): LayerParameters[] {
  const parameters = job.initial.map(({ weights, biases }) => ({
    weights: weights.slice(),
    biases: biases.slice(),
  }));
  for (const [l, shape] of layerShapes(spec).entries()) {
    const { incoming, outgoing } = sides(job, shape);
    if (incoming === undefined && outgoing === undefined) continue;
    const { weights, biases } = parameters[l]!;
    for (let at = 0; at < weights.length; at++) {
      if (incoming?.[shape.from(at)] === "zero" || cutOff(outgoing?.[shape.to(at)])) {
        weights[at] = 0;
      }
    }
    for (let j = 0; j < biases.length; j++) if (outgoing?.[j] === "zero") biases[j] = 0;
  }
  return parameters;
}

/**
 * 1 for a trained parameter, 0 for one that keeps its initial value because of a treatment or because its
 * layer has no biases. Absent when everything is trained.
 *
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { updateMask } from "@multiplet/multiplet/training";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const hidden = { weights: Float32Array.of(1, 2), biases: Float32Array.of(3, 4) };
 * const output = { weights: Float32Array.of(5, 6), biases: Float32Array.of(7) };
 * // Of two hidden neurons the second is frozen.
 * const treatments = { fc1: ["trained", "frozen"] } as const;
 * const job = { name: "example", initial: [hidden, output], treatments };
 * deepEqual(updateMask(mlp([1, 2, 1]), job), [
 *   { weights: Float32Array.of(1, 0), biases: Float32Array.of(1, 0) },
 *   { weights: Float32Array.of(1, 0), biases: Float32Array.of(1) },
 * ]);
 * ```
 */
export function updateMask(spec: NetworkSpec, job: TrainingJob): NetworkParameters | undefined {
  if (job.treatments === undefined && spec.layers.every(({ bias }) => bias)) return undefined;
  return layerShapes(spec).map((shape, l) => {
    const { incoming, outgoing } = sides(job, shape);
    const { weights, biases } = job.initial[l]!;
    return {
      weights: weights.map((_, at) =>
        Number(
          trainsOutgoing(incoming?.[shape.from(at)]) && trainsIncoming(outgoing?.[shape.to(at)]),
        )
      ),
      biases: biases.map((_, j) => Number(shape.spec.bias && trainsOutgoing(outgoing?.[j]))),
    };
  });
}
