/**
 * What selecting neurons on validation data changes.
 * @module
 */
import type { Figure2Result, SubnetworkSize } from "../../experiments/figure2_result.ts";
import { STRATEGY_NAMES } from "../../selection/strategies.ts";
import { REMOVALS } from "../../selection/treatments.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import { PlotError } from "../error.ts";
import type { DataFigure } from "../figure.ts";
import { finding } from "../finding.ts";
import { enumerate, sentences, threshold, withInterval } from "../format.ts";
import { randomClause } from "./comparisons.ts";
import { DIFFERENCE_COLUMNS, differenceCells } from "./difference_rows.ts";
import type { SubnetworkFigureOptions } from "./figure2.ts";
import { lookEntry } from "./keys.ts";
import { EQUIVALENCE_ENTRY, equivalenceBand, POINTS_AXIS_NOTE, pointsAxis } from "./points_axis.ts";
import { clausesByRemoval, REMOVAL_NAMES } from "./removals.ts";
import { differencesOf, pairsOf, type SelectionPair } from "./selection_differences.ts";
import { SELECTION_LOOKS, selectionMarks } from "./selection_marks.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";
import { drawStrategyRows } from "./strategy_rows.ts";
import { atSize, numberNote } from "./subnetwork_sizes.ts";

/** Width of a panel per number on its axis. */
const TICK_WIDTH = 30;

/**
 * Draws each strategy minus random neurons (mean over their draws), once with neurons selected on the
 * test set, as in the paper, and once on validation data that neither training nor test use: the mean
 * of the networks' differences in points with its 95 % interval, a panel for what happens to the other
 * neurons. The title says for which strategies the comparison with random neurons comes out
 * differently.
 *
 * @param test the result of selection on the test set
 * @param validation that of selection on validation data; it may have fewer sizes and strategies
 * @throws {PlotError} when a result has another selection, no network or no sub-networks of that size,
 *   or when the results have no strategy and removal in common
 */
export function selectionFigure(
  test: Figure2Result,
  validation: Figure2Result,
  { size = "k*" }: SubnetworkFigureOptions = {},
): DataFigure {
  const differences = [
    ...differencesOf(test, "test", size),
    ...differencesOf(validation, "validation", size),
  ];
  const pairs = pairsOf(differences);
  if (pairs.length === 0) {
    throw new PlotError(
      `Cannot compare selections ${atSize(size)}: test and validation have no strategy and ` +
        "removal in common that both have random neurons for",
    );
  }
  const removals = REMOVALS.filter((removal) => differences.some((one) => one.removal === removal));
  const { svg, height } = drawStrategyRows({
    columns: removals.map((removal) => REMOVAL_NAMES[removal]),
    strategies: STRATEGY_NAMES.filter((strategy) =>
      differences.some((one) => one.strategy === strategy)
    ),
    label: "Accuracy minus that of random neurons (points)",
    axis: (panel) =>
      pointsAxis(differences.flatMap(({ low, high }) => [low, high]), panel, TICK_WIDTH),
    marks: (rowOf) => [equivalenceBand("x"), ...selectionMarks(differences, rowOf)],
  });
  const interval = test.networks.length > 1 ? ` (${threshold(0.95)} interval)` : "";
  return {
    ...composeFigure({
      title: titleOf(test, size, pairs),
      subtitle: sentences(
        `Test accuracy of sub-networks re-trained ${atSize(size)}, minus that of random neurons ` +
          "in the same network; neurons were selected on the test set or on validation data.",
        typeof size === "number" ? numberNote(test) : "",
        POINTS_AXIS_NOTE,
      ),
      description: sentences(
        "Charts of the paired difference in accuracy to random neurons in points, a row for every " +
          "strategy, a panel for what happens to the other neurons, two marks a row.",
        ...pairs.map(describe),
      ),
      legend: [
        lookEntry(SELECTION_LOOKS.test, `selected on the test set${interval}`),
        lookEntry(SELECTION_LOOKS.validation, "on validation data"),
        EQUIVALENCE_ENTRY,
      ],
      drawing: svg,
      height,
    }),
    csv: csvText(
      {
        selection: "selection",
        strategy: "strategy",
        size: "size",
        removal: "removal",
        ...DIFFERENCE_COLUMNS,
      },
      differences.map((one) => {
        const { selection, strategy, removal } = one;
        return { selection, strategy, size, removal, ...differenceCells(one) };
      }),
    ),
  };
}

function titleOf(
  result: Figure2Result,
  size: SubnetworkSize,
  pairs: readonly SelectionPair[],
): string {
  const byRemoval = (clauseOf: (own: readonly SelectionPair[]) => string | undefined) =>
    clausesByRemoval(REMOVALS, (removal) => {
      const own = pairs.filter(({ test }) => test.removal === removal);
      return own.length === 0 ? undefined : clauseOf(own);
    });
  const changed = byRemoval((own) => {
    const others = own.filter(({ test, validation }) => test.side !== validation.side);
    if (others.length === 0) return undefined;
    return enumerate(others.map(({ test }) => STRATEGY_LOOKS[test.strategy].label));
  });
  return finding(
    result,
    changed === ""
      ? `selecting on validation data agrees with the test set ${atSize(size)}: ` +
        byRemoval((own) => randomClause(own.map(({ test }) => test)))
      : "selecting on validation instead of test data changes what is told apart from random " +
        `neurons ${atSize(size)}: ${changed}`,
  );
}

function describe({ test, validation }: SelectionPair): string {
  return `${STRATEGY_LOOKS[test.strategy].label}, ${test.column.toLowerCase()}: ` +
    `${withInterval(test.summary, "points")} selected on the test set, ` +
    `${withInterval(validation.summary, "points")} on validation data.`;
}
