/** Accuracy of the trained network while its neurons are removed one after the other. */
import type { RemovalOrder, RetrainingResult } from "../result.ts";
import { boundsOf } from "../../../figures/kit/estimate.ts";
import { type DataFigure, dataFigure, undrawnFigure } from "../../../figures/kit/figure.ts";
import { percent } from "../../../figures/kit/text.ts";
import { MI_METHODS } from "../../claims/subnetworks.ts";
import { cumulativeAblationFinding, cumulativeSizes } from "../../claims/arm_findings.ts";
import { type Kind, linesLegend, STRATEGY_STYLES, wholeMarks } from "./styles.ts";
import { clamped, percentAxis } from "./kept_neurons.ts";
import { drawSizePanels, lineMarks } from "./panels.ts";
import {
  drawsNote,
  estimatesOf,
  NETWORK_COLUMNS,
  requireNetworks,
  type SizeEstimate,
  wholeEstimate,
} from "./values.ts";

/** Lines, each with its order; both orders of a strategy have its colour. */
const LINES: readonly (Kind & { readonly order: RemovalOrder })[] = [
  ...MI_METHODS.flatMap((strategy) => {
    const { dashes: _, ...style } = STRATEGY_STYLES[strategy];
    return ([["highest-first", "highest first"], ["lowest-first", "lowest first"]] as const).map(
      ([order, words]) => ({
        ...style,
        label: `${style.label}, ${words}`,
        order,
        ...(order === "lowest-first" && { dashes: "4,2.5" }),
      }),
    );
  }),
  { ...STRATEGY_STYLES.random, label: "random order", order: "random" },
];

const COLUMNS = {
  strategy: (row: SizeEstimate["values"][number]) => row.strategy,
  removal_order: (row: SizeEstimate["values"][number]) => row.order,
  size: (row: SizeEstimate["values"][number]) => row.size,
  ...NETWORK_COLUMNS,
};

/**
 * Draws the test accuracy of the trained networks, without re-training, over the neurons that are left in each hidden
 * layer: removed by their mutual information with the class (both estimates of the paper) from the highest or from
 * the lowest on, or in random order. Lines are means over networks with their 95 % interval. Where there is no
 * cumulative ablation, the figure says so and draws nothing.
 *
 * @throws {PlotError} when there is no network
 */
export function cumulativeAblationFigure(result: RetrainingResult): DataFigure {
  requireNetworks(result);
  const finding = cumulativeAblationFinding(result);
  if (finding === undefined) {
    const reason = "The study was run without the control “cumulative-ablation”, or without a " +
      "strategy that ranks neurons by mutual information.";
    return undrawnFigure("Neurons were not removed one after the other", reason, COLUMNS);
  }
  const sizes = cumulativeSizes(result);
  const lines = LINES.map(({ order, ...kind }) =>
    estimatesOf(result, { sizes, kinds: [kind], columns: [{ column: PANEL, order }] })
  ).filter(({ length }) => length > 0);
  const points = lines.flat();
  const table = points.flatMap(({ values }) => values);
  const whole = wholeEstimate(result);
  return dataFigure({
    title: finding.statement,
    subtitle: [
      "Test accuracy of the trained networks, neurons of all hidden layers removed by their mutual information " +
      "with the class; no re-training.",
      finding.note,
      drawsNote(table, "random order"),
    ],
    description: [
      "Line charts of test accuracy in per cent over the neurons left in each hidden layer. The whole " +
      `network has ${percent(whole.mean / 100)}.`,
      ...lines.map((line) => {
        const middle = line[Math.floor(line.length / 2)]!;
        return `${middle.style.label}: ${percent(middle.mean / 100)} with ${middle.size} left.`;
      }),
    ],
    legend: linesLegend(result, lines.map((line) => line[0]!.style)),
    drawing: drawSizePanels(points, [{
      label: "Test accuracy (%)",
      height: 270,
      axis: percentAxis([...boundsOf(points), whole.high]),
      marks: (position) => [
        ...wholeMarks(whole, "y", clamped),
        ...lineMarks(lines.toReversed(), position, clamped),
      ],
    }]),
    table,
    columns: COLUMNS,
  });
}

const PANEL = "Without re-training";
