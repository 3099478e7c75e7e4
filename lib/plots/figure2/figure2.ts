/**
 * Figure 2 of the paper.
 * @module
 */
import type { Figure2Result, SubnetworkSize } from "../../experiments/figure2_result.ts";
import { STRATEGY_NAMES } from "../../selection/strategies.ts";
import { REMOVALS } from "../../selection/treatments.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import type { DataFigure } from "../figure.ts";
import { enumerate, sentences, withInterval } from "../format.ts";
import { ACCURACY_AXIS_NOTE, accuracyAxis } from "./accuracy_axis.ts";
import { RETRAINED_COLUMNS, retrainedRows } from "./accuracy_rows.ts";
import { figure2Title } from "./figure2_title.ts";
import { drawsNote, requireNetworks } from "./network_values.ts";
import { isNotSearched, notSearchedFigure } from "./not_searched.ts";
import { REMOVAL_NAMES } from "./removals.ts";
import { dotMarks, dotsLegend } from "./strategy_dots.ts";
import { groupsOf, groupsUnder, type StrategyGroup } from "./strategy_groups.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";
import { drawStrategyRows } from "./strategy_rows.ts";
import { atSize, requireSize, retrainedSizes, sizeNote } from "./subnetwork_sizes.ts";
import { wholeEstimate, wholeMarks } from "./whole_network.ts";

/** Which sub-networks a figure shows. */
export interface SubnetworkFigureOptions {
  /**
   * - `"k*"` (default): the best synergistic size of each layer by the paper's greedy search.
   * - `"k* exact"`: the same by the exact search.
   * - a number: so many neurons in every layer.
   */
  readonly size?: SubnetworkSize;
}

/** Width of a panel per number on its axis. */
const TICK_WIDTH = 44;

/**
 * Draws figure 2: test accuracy of the sub-network that each strategy keeps, re-trained from the
 * network's initial weights; a dot a network, the mean with its 95 % interval, and the whole network to
 * compare with. The other neurons are removed in one panel and frozen in the other. The title says
 * which of the paper's baselines (random, MI model, MI mixture) the synergistic neurons beat, by paired
 * differences with 95 % intervals that are Holm-corrected over the three. Where a layer was too wide for the
 * exact search, the figure of its size says so and draws nothing.
 *
 * @throws {PlotError} when there is no network, or none has sub-networks of that size
 *
 * @example
 * ```ts
 * import { figure2Figure } from "@multiplet/multiplet/plots";
 * import { strictEqual as equal } from "node:assert/strict";
 * const same = { size: "k*", removal: "zero", start: "rewound", draw: 0 } as const;
 * const measured = { kept: [[0, 2]], trainAccuracy: 0.97, testLoss: 0.2 };
 * const networks = [0.952, 0.957, 0.955].map((testAccuracy, index) => ({
 *   index,
 *   trainAccuracy: 0.98,
 *   testAccuracy: 0.96,
 *   bestSizes: { greedy: [2], exact: [2] },
 *   retrainings: [
 *     { ...same, ...measured, strategy: "synergy" as const, testAccuracy },
 *     { ...same, ...measured, strategy: "random" as const, testAccuracy: testAccuracy - 0.01 },
 *   ],
 *   ablations: [],
 * }));
 * const layers = [{ name: "fc1", role: "hidden" as const, units: 4, columnsPerUnit: 1 }];
 * const { title } = figure2Figure({ layers, selection: "test", sizeSearch: "exact", networks });
 * equal(title, "Synergistic neurons re-trained at k* beat random with the others removed");
 * ```
 */
export function figure2Figure(
  result: Figure2Result,
  { size = "k*" }: SubnetworkFigureOptions = {},
): DataFigure {
  requireNetworks(result);
  if (size === "k* exact" && isNotSearched(result)) return notSearchedFigure(result);
  requireSize(retrainedSizes(result), size);
  const groups = groupsOf(result, size);
  const removals = REMOVALS.filter((removal) => groups.some((group) => group.removal === removal));
  const whole = wholeEstimate(result);
  const means = groups.map(({ mean }) => mean);
  const { svg, height } = drawStrategyRows({
    columns: removals.map((removal) => REMOVAL_NAMES[removal]),
    strategies: STRATEGY_NAMES.filter((strategy) =>
      groups.some((one) => one.strategy === strategy)
    ),
    label: "Test accuracy (%)",
    axis: (panel) =>
      accuracyAxis(
        [...groups.flatMap((one) => one.accuracies.map(({ value }) => value)), whole.mean],
        [...means, whole].flatMap(({ low, high }) => [low, high]),
        Math.floor(panel / TICK_WIDTH),
      ),
    marks: (rowOf, { position }) => [
      ...wholeMarks(whole, "x", position),
      ...dotMarks(groups, rowOf, position),
    ],
  });
  return {
    ...composeFigure({
      title: figure2Title(result, size, groups, removals),
      subtitle: sentences(
        `Test accuracy of sub-networks, ${atSize(size)}, re-trained from their initial weights.`,
        sizeNote(result, size),
        drawsNote(groups.flatMap(({ accuracies }) => accuracies)),
        ACCURACY_AXIS_NOTE,
      ),
      description: sentences(
        "Dot plots of test accuracy in per cent, a row for every strategy, a panel for what happens " +
          `to the other neurons. The whole network has ${withInterval(whole.summary, "%")}.`,
        ...removals.map((removal) =>
          `${REMOVAL_NAMES[removal]}: ${enumerate(groupsUnder(groups, removal).map(inWords))}.`
        ),
      ),
      legend: dotsLegend(result),
      drawing: svg,
      height,
    }),
    csv: csvText(
      RETRAINED_COLUMNS,
      groups.flatMap(({ strategy, removal }) => retrainedRows(result, { strategy, size, removal })),
    ),
  };
}

function inWords({ strategy, mean }: StrategyGroup): string {
  return `${STRATEGY_LOOKS[strategy].label} ${withInterval(mean.summary, "%")}`;
}
