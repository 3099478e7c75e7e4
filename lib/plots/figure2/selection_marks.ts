/**
 * Differences under both selections as marks in the rows of strategies.
 * @module
 */
import * as Plot from "@observablehq/plot";
import type { StrategyName } from "../../selection/strategies.ts";
import { PALETTE } from "../theme.ts";
import type { SelectionData, SelectionDifference } from "./selection_differences.ts";
import type { Look } from "./strategy_looks.ts";

/** How a selection is drawn; `shift` is in rows from the middle. */
export const SELECTION_LOOKS = {
  test: { colour: PALETTE.test, symbol: "circle", shift: -0.18 },
  // Validation data are withheld from the training set.
  validation: { colour: PALETTE.train, symbol: "square", shift: 0.18 },
} as const satisfies Readonly<Record<SelectionData, Look & { readonly shift: number }>>;

const RADIUS = 4;
const WIDTH = 2;

/** Means with whiskers for their intervals, the selection on the test set above the other one. */
export function selectionMarks(
  differences: readonly SelectionDifference[],
  rowOf: (strategy: StrategyName) => number,
): Plot.Markish[] {
  const at = {
    fx: "column",
    y: ({ strategy, selection }: SelectionDifference) =>
      rowOf(strategy) + SELECTION_LOOKS[selection].shift,
  };
  const colour = ({ selection }: SelectionDifference) => SELECTION_LOOKS[selection].colour;
  return [
    Plot.ruleY(differences.filter(({ low, high }) => low < high), {
      ...at,
      x1: "low",
      x2: "high",
      stroke: colour,
      strokeWidth: WIDTH,
    }),
    Plot.dot(differences, {
      ...at,
      x: "mean",
      r: RADIUS,
      symbol: ({ selection }: SelectionDifference) => SELECTION_LOOKS[selection].symbol,
      fill: colour,
    }),
  ];
}
