/**
 * What every single neuron tells about the class.
 * @module
 */
import {
  type Column,
  DegenerateColumnsError,
  type DiscreteTarget,
  soundVariables,
  targetInformation,
  type TargetInformationMethod,
} from "../information/mod.ts";
import type { SelectionSubject, UnitScores } from "./strategy.ts";

/**
 * I(x_j; y) in nats of every neuron of every hidden layer, −∞ for neurons that cannot be analysed:
 * non-finite, constant and duplicate ones, and those that the method cannot normalise.
 *
 * @throws DegenerateColumnsError when a layer has no neuron that can be analysed
 * @throws ClassTooSmallError that names a class with one sample only
 */
export function neuronInformation(
  { activations, target }: SelectionSubject,
  method: TargetInformationMethod,
): UnitScores {
  return Object.fromEntries(activations.map((layer) => {
    const { leftOut } = soundVariables(layer, { degenerate: "drop" });
    const scores = layer.columns.map((column) =>
      leftOut.some(({ index }) => index === column.index)
        ? -Infinity
        : informationOf(column, target, method)
    );
    return [layer.layer, scores];
  }));
}

/** By itself, so that a neuron which cannot be normalised within a class does not stop the others. */
function informationOf(
  column: Column,
  target: DiscreteTarget,
  method: TargetInformationMethod,
): number {
  const own = { samples: column.values.length, columns: [column] };
  try {
    return targetInformation(own, target, [0], { method }).information[0]!;
  } catch (error) {
    if (error instanceof DegenerateColumnsError) return -Infinity;
    throw error;
  }
}
