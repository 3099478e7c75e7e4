/**
 * What each strategy gains over random neurons.
 * @module
 */
import type { Figure2Result, SubnetworkSize } from "../../experiments/figure2_result.ts";
import { STRATEGY_NAMES } from "../../selection/strategies.ts";
import { type Removal, REMOVALS } from "../../selection/treatments.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import { PlotError } from "../error.ts";
import type { DataFigure } from "../figure.ts";
import { finding } from "../finding.ts";
import { enumerate, sentences, withInterval } from "../format.ts";
import { comparedWithRandom, randomClause } from "./comparisons.ts";
import { DIFFERENCE_COLUMNS, differenceCells } from "./difference_rows.ts";
import { differenceMarks } from "./estimate_marks.ts";
import { differenceEntries } from "./keys.ts";
import { requireNetworks } from "./network_values.ts";
import { EQUIVALENCE_ENTRY, equivalenceBand, POINTS_AXIS_NOTE, pointsAxis } from "./points_axis.ts";
import { clausesByRemoval, REMOVAL_NAMES } from "./removals.ts";
import { boundsOf } from "./size_estimates.ts";
import { drawSizePanels } from "./size_panels.ts";
import { differenceCurves } from "./strategy_curves.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";
import { atSize, mainSize, retrainedSizes, sizesAmong, sizesNote } from "./subnetwork_sizes.ts";

const HEIGHT = 62;
/** Height of a panel per number on its axis. */
const TICK_HEIGHT = 15;

/**
 * Draws strategy − random (mean over its draws) after re-training, for every size and k*: the mean of
 * the networks' differences in points with its 95 % interval, a row for every strategy. The other
 * neurons are removed in one column and frozen in the other; a band marks ±0.5 points. The title says
 * which strategies are better or worse than random neurons at k*.
 *
 * @throws {PlotError} when there is no network, or none has both random neurons and another strategy
 */
export function pairedDifferencesFigure(result: Figure2Result): DataFigure {
  requireNetworks(result);
  const curves = differenceCurves(result, retrainedSizes(result));
  if (curves.length === 0) {
    throw new PlotError(
      "Cannot draw differences to random neurons: no network has both random neurons and another " +
        "strategy of the same size",
    );
  }
  const sizes = sizesAmong(curves.flatMap(({ points }) => points));
  const removals = REMOVALS.filter((removal) => curves.some((curve) => curve.removal === removal));
  const strategies = STRATEGY_NAMES.filter((strategy) =>
    curves.some((curve) => curve.strategy === strategy)
  );
  const axis = pointsAxis(boundsOf(curves), HEIGHT, TICK_HEIGHT);
  const { svg, height } = drawSizePanels({
    columns: removals.map((removal) => REMOVAL_NAMES[removal]),
    sizes,
    rows: strategies.map((strategy) => {
      const { label, colour } = STRATEGY_LOOKS[strategy];
      const own = curves.filter((curve) => curve.strategy === strategy);
      return {
        label: "points",
        height: HEIGHT,
        axis,
        heading: { text: `${label} − random`, colour },
        marks: (position) => [
          equivalenceBand("y"),
          ...differenceMarks(own.flatMap(({ points }) => points), position, colour),
        ],
      };
    }),
  });
  const main = mainSize(result, sizes);
  return {
    ...composeFigure({
      title: titleOf(result, main, removals),
      subtitle: sentences(
        "Test accuracy after re-training minus that of random neurons in the same network" +
          (result.networks.length > 1 ? `, mean over ${result.networks.length} networks.` : "."),
        sizesNote(result, sizes),
        POINTS_AXIS_NOTE,
        result.networks.length > 1 ? "Intervals are not corrected for their number." : "",
      ),
      description: sentences(
        "Charts of the paired difference in accuracy to random neurons, in points, over the neurons " +
          "kept in each layer; a row for every strategy, a column for what happens to the other " +
          "neurons.",
        ...removals.map((removal) => describe(result, main, removal)),
      ),
      legend: [...differenceEntries(result), EQUIVALENCE_ENTRY],
      drawing: svg,
      height,
    }),
    csv: csvText(
      { strategy: "strategy", removal: "removal", size: "size", ...DIFFERENCE_COLUMNS },
      curves.flatMap(({ strategy, removal, points }) =>
        points.map((point) => ({ strategy, removal, size: point.size, ...differenceCells(point) }))
      ),
    ),
  };
}

function titleOf(
  result: Figure2Result,
  size: SubnetworkSize,
  removals: readonly Removal[],
): string {
  const clauses = clausesByRemoval(removals, (removal) => {
    const comparisons = comparedWithRandom(result, { size, removal });
    return comparisons.length === 0 ? undefined : randomClause(comparisons);
  });
  return finding(result, `${atSize(size)} ${clauses}`);
}

function describe(result: Figure2Result, size: SubnetworkSize, removal: Removal): string {
  const words = comparedWithRandom(result, { size, removal }).map(({ strategy, summary }) =>
    `${STRATEGY_LOOKS[strategy].label} ${withInterval(summary, "points")}`
  );
  return `${REMOVAL_NAMES[removal]}, ${atSize(size)}: ${enumerate(words)}.`;
}
