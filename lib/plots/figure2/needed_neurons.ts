/**
 * How many neurons it takes to lose next to nothing, in words.
 * @module
 */
import { type Figure2Result, isMinimalDrop } from "../../experiments/figure2_result.ts";
import { estimate } from "../estimate.ts";
import { enumerate, plural } from "../format.ts";
import { pairedDifferences, retrainedAccuracies, wholeAccuracies } from "./network_values.ts";
import type { StrategyCurve } from "./strategy_curves.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";
import { numbersAmong } from "./subnetwork_sizes.ts";

/**
 * "12 neurons a layer for synergy and random", "12 … for synergy and more than 16 for random":
 * the size from which on the drop against the whole network is minimal. Empty without curves.
 *
 * @param curves whose sizes are numbers
 */
export function neededInWords(result: Figure2Result, curves: readonly StrategyCurve[]): string {
  // Where no size suffices, the largest one with a minus sign.
  const groups = Map.groupBy(curves, (curve) => neededSize(result, curve) ?? -largestSize(curve));
  const clauses = [...groups].map(([size, own], at) => {
    const neurons = Math.abs(size);
    const amount = at === 0 ? `${plural(neurons, "neuron")} a layer` : String(neurons);
    const names = own.map(({ strategy }) => STRATEGY_LOOKS[strategy].label);
    return `${size < 0 ? "more than " : ""}${amount} for ${enumerate(names)}`;
  });
  return enumerate(clauses);
}

/**
 * The size from which on the drop is minimal; nothing where the largest one has more. A single network,
 * which has no interval, counts by its value.
 */
function neededSize(
  result: Figure2Result,
  { strategy, removal, points }: StrategyCurve,
): number | undefined {
  const whole = wholeAccuracies(result);
  let needed: number | undefined;
  for (const size of sizesOf(points).toReversed()) {
    const accuracies = retrainedAccuracies(result, { strategy, size, removal });
    const drops = pairedDifferences(whole, accuracies).map(({ value }) => value);
    const { low, high } = estimate(drops);
    if (!isMinimalDrop([low, high])) break;
    needed = size;
  }
  return needed;
}

function largestSize({ points }: StrategyCurve): number {
  return sizesOf(points).at(-1)!;
}

/** Numbers of neurons, ascending. */
function sizesOf(points: StrategyCurve["points"]): number[] {
  return numbersAmong(points.map(({ size }) => size));
}
