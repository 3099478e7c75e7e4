/** How much accuracy sub-networks of each size keep. */
import {
  type Figure2Result,
  isMinimalDrop,
  MINIMAL_DROP,
} from "../../experiments/figure2_result.ts";
import { estimate } from "../kit/estimate.ts";
import { type DataFigure, dataFigure, PlotError } from "../kit/figure.ts";
import { capitalised, enumerate, finding, percent, plural, threshold } from "../kit/format.ts";
import { ACCURACY_AXIS_NOTE, EQUIVALENCE_ENTRY } from "./axes.ts";
import {
  bandEntry,
  byRemoval,
  clausesByRemoval,
  REMOVAL_NAMES,
  STRATEGY_LOOKS,
  strategyEntries,
  WHOLE_ENTRY,
} from "./looks.ts";
import { accuracyRow, BOTH_AXES_NOTE, differenceRow, drawSizePanels } from "./panels.ts";
import { numberNote, numbersAmong, retrainedSizes } from "./sizes.ts";
import {
  differencesToRandom,
  drawsNote,
  pairedDifferences,
  requireNetworks,
  RETRAINED_COLUMNS,
  retrainedAccuracies,
  strategiesAmong,
  strategyAccuracies,
  type StrategyEstimate,
  strategyLines,
  wholeAccuracies,
  wholeEstimate,
} from "./values.ts";

/**
 * Draws the test accuracy of re-trained sub-networks over their size, a line for every strategy, beside
 * that of the whole network; and below it minus that of random neurons, network by network. Lines are
 * means over networks with their 95 % interval. The other neurons are removed in one column and frozen
 * in the other. The title says how many synergistic and how many random neurons it takes to stay within
 * 1 point of the whole network, by the upper end of the 95 % interval of the drop.
 *
 * @throws {PlotError} when there is no network, or no sub-network whose size is a number
 */
export function accuracyBySizeFigure(result: Figure2Result): DataFigure {
  requireNetworks(result);
  const sizes = numbersAmong(retrainedSizes(result));
  const accuracies = strategyAccuracies(result, sizes);
  if (accuracies.length === 0) {
    throw new PlotError(
      "Cannot draw accuracy over size: no sub-network has a number of neurons as its size",
    );
  }
  const table = accuracies.flatMap((point) => retrainedAccuracies(result, point));
  const lines = strategyLines(accuracies);
  const differences = strategyLines(differencesToRandom(result, sizes));
  const alone = differences.length === 0;
  const whole = wholeEstimate(result);
  return dataFigure({
    title: titleOf(result, accuracies),
    subtitle: [
      "Test accuracy of sub-networks re-trained from their initial weights" +
      (alone ? "." : ", and its difference to that of random neurons."),
      withinNote(result),
      numberNote(result),
      drawsNote(table),
      alone ? ACCURACY_AXIS_NOTE : BOTH_AXES_NOTE,
    ],
    description: [
      "Line charts of test accuracy in per cent over the neurons kept in each layer, a line for " +
      "every strategy, a column for what happens to the other neurons. The whole network has " +
      `${percent(whole.mean / 100)}.`,
      ...lines.map(({ points }) => describe(points)),
    ],
    legend: [
      ...strategyEntries(strategiesAmong(accuracies)),
      ...bandEntry(result),
      WHOLE_ENTRY,
      ...(alone ? [] : [EQUIVALENCE_ENTRY]),
    ],
    drawing: drawSizePanels({
      columns: byRemoval(accuracies).map(({ name }) => name),
      sizes,
      rows: [
        accuracyRow(lines, whole, 230),
        ...(alone ? [] : [differenceRow("Minus random (points)", differences, 160)]),
      ],
    }),
    table,
    columns: RETRAINED_COLUMNS,
  });
}

/** What the title counts as staying within a drop. */
function withinNote({ networks }: Figure2Result): string {
  if (networks.length < 2) return "";
  const limit = plural(MINIMAL_DROP, "point");
  return `“Within ${limit}” means that the ${threshold(0.95)} upper bound of the drop is at most ` +
    `${limit}.`;
}

function titleOf(result: Figure2Result, accuracies: readonly StrategyEstimate[]): string {
  const compared = accuracies.filter(({ strategy }) =>
    strategy === "synergy" || strategy === "random"
  );
  const clauses = clausesByRemoval(
    compared.length > 0 ? compared : accuracies,
    (own) => neededInWords(result, own),
  );
  return finding(
    result,
    `staying within ${plural(MINIMAL_DROP, "point")} of the whole network takes ${clauses}`,
  );
}

/** "12 neurons a layer for synergy and more than 16 for random": from where drops are minimal. */
function neededInWords(result: Figure2Result, accuracies: readonly StrategyEstimate[]): string {
  const lines = [...Map.groupBy(accuracies, ({ strategy }) => strategy)];
  const groups = Map.groupBy(lines, ([, points]) => neededSize(result, points));
  const clauses = [...groups].map(([size, own], at) => {
    const neurons = Math.abs(size);
    const amount = at === 0 ? `${plural(neurons, "neuron")} a layer` : String(neurons);
    const names = own.map(([strategy]) => STRATEGY_LOOKS[strategy].label);
    return `${size < 0 ? "more than " : ""}${amount} for ${enumerate(names)}`;
  });
  return enumerate(clauses);
}

/** The size from which on the drop is minimal; where the largest one has more, minus that one. */
function neededSize(result: Figure2Result, points: readonly StrategyEstimate[]): number {
  const whole = wholeAccuracies(result);
  const sizes = numbersAmong(points.map(({ size }) => size));
  const minimal = points.map(({ values }) => {
    const { low, high } = estimate(pairedDifferences(whole, values).map(({ value }) => value));
    return isMinimalDrop([low, high]);
  });
  return sizes[minimal.lastIndexOf(false) + 1] ?? -sizes.at(-1)!;
}

function describe(points: readonly StrategyEstimate[]): string {
  const [first, last] = [points[0]!, points.at(-1)!];
  const ends = (first === last ? [first] : [first, last])
    .map(({ mean, size }) => `${percent(mean / 100)} (${size})`);
  return `${capitalised(STRATEGY_LOOKS[first.strategy].label)}, ` +
    `${REMOVAL_NAMES[first.removal].toLowerCase()}: ${ends.join(" to ")}.`;
}
