/**
 * How much accuracy sub-networks of each size keep.
 * @module
 */
import { type Figure2Result, MINIMAL_DROP } from "../../experiments/figure2_result.ts";
import { STRATEGY_NAMES } from "../../selection/strategies.ts";
import { REMOVALS } from "../../selection/treatments.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import { PlotError } from "../error.ts";
import type { DataFigure } from "../figure.ts";
import { finding } from "../finding.ts";
import { capitalised, percent, plural, sentences, threshold } from "../format.ts";
import { ACCURACY_AXIS_NOTE } from "./accuracy_axis.ts";
import { RETRAINED_COLUMNS, retrainedRows } from "./accuracy_rows.ts";
import { bandEntry, strategyEntries } from "./keys.ts";
import { neededInWords } from "./needed_neurons.ts";
import { drawsNote, requireNetworks, retrainedAccuracies } from "./network_values.ts";
import { EQUIVALENCE_ENTRY } from "./points_axis.ts";
import { clausesByRemoval, REMOVAL_NAMES } from "./removals.ts";
import { drawSizePanels } from "./size_panels.ts";
import { accuracyRow, BOTH_AXES_NOTE, differenceRow } from "./size_rows.ts";
import { accuracyCurves, differenceCurves, type StrategyCurve } from "./strategy_curves.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";
import { numberNote, numbersAmong, retrainedSizes } from "./subnetwork_sizes.ts";
import { WHOLE_ENTRY, wholeEstimate } from "./whole_network.ts";

const HEIGHT = { accuracy: 230, difference: 160 } as const;

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
  const curves = accuracyCurves(result, sizes);
  if (curves.length === 0) {
    throw new PlotError(
      "Cannot draw accuracy over size: no sub-network has a number of neurons as its size",
    );
  }
  const removals = REMOVALS.filter((removal) => curves.some((curve) => curve.removal === removal));
  const strategies = STRATEGY_NAMES.filter((strategy) =>
    curves.some((curve) => curve.strategy === strategy)
  );
  const differences = differenceCurves(result, sizes);
  const whole = wholeEstimate(result);
  const { svg, height } = drawSizePanels({
    columns: removals.map((removal) => REMOVAL_NAMES[removal]),
    sizes,
    rows: [
      accuracyRow(curves, whole, HEIGHT.accuracy),
      ...(differences.length === 0
        ? []
        : [differenceRow("Minus random (points)", differences, HEIGHT.difference)]),
    ],
  });
  const accuracies = curves.flatMap(({ strategy, removal }) =>
    sizes.flatMap((size) => retrainedAccuracies(result, { strategy, size, removal }))
  );
  return {
    ...composeFigure({
      title: titleOf(result, curves),
      subtitle: sentences(
        "Test accuracy of sub-networks re-trained from their initial weights" +
          (differences.length === 0 ? "." : ", and its difference to that of random neurons."),
        withinNote(result),
        numberNote(result),
        drawsNote(accuracies),
        differences.length === 0 ? ACCURACY_AXIS_NOTE : BOTH_AXES_NOTE,
      ),
      description: sentences(
        "Line charts of test accuracy in per cent over the neurons kept in each layer, a line for " +
          "every strategy, a column for what happens to the other neurons. The whole network has " +
          `${percent(whole.mean / 100)}.`,
        ...curves.map(describe),
      ),
      legend: [
        ...strategyEntries(strategies),
        ...bandEntry(result),
        WHOLE_ENTRY,
        ...(differences.length === 0 ? [] : [EQUIVALENCE_ENTRY]),
      ],
      drawing: svg,
      height,
    }),
    csv: csvText(
      RETRAINED_COLUMNS,
      curves.flatMap(({ strategy, removal }) =>
        sizes.flatMap((size) => retrainedRows(result, { strategy, size, removal }))
      ),
    ),
  };
}

/** What the title counts as staying within a drop. */
function withinNote({ networks }: Figure2Result): string {
  if (networks.length < 2) return "";
  const limit = plural(MINIMAL_DROP, "point");
  return `“Within ${limit}” means that the ${threshold(0.95)} upper bound of the drop is at most ` +
    `${limit}.`;
}

function titleOf(result: Figure2Result, curves: readonly StrategyCurve[]): string {
  const compared = curves.filter(({ strategy }) => strategy === "synergy" || strategy === "random");
  const named = compared.length > 0 ? compared : curves;
  const clauses = clausesByRemoval(REMOVALS, (removal) => {
    const own = named.filter((curve) => curve.removal === removal);
    return own.length === 0 ? undefined : neededInWords(result, own);
  });
  return finding(
    result,
    `staying within ${plural(MINIMAL_DROP, "point")} of the whole network takes ${clauses}`,
  );
}

function describe({ strategy, removal, points }: StrategyCurve): string {
  const [first, last] = [points[0]!, points.at(-1)!];
  const ends = (first === last ? [first] : [first, last])
    .map(({ mean, size }) => `${percent(mean / 100)} (${size})`);
  return `${capitalised(STRATEGY_LOOKS[strategy].label)}, ` +
    `${REMOVAL_NAMES[removal].toLowerCase()}: ${ends.join(" to ")}.`;
}
