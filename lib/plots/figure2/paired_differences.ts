/**
 * What each strategy gains over random neurons.
 * @module
 */
import type { Figure2Result } from "../../experiments/figure2_result.ts";
import { type DataFigure, dataFigure, PlotError } from "../kit/figure.ts";
import { enumerate, finding, withInterval } from "../kit/format.ts";
import { EQUIVALENCE_ENTRY, equivalenceBand, POINTS_AXIS_NOTE, pointsAxis } from "./axes.ts";
import { byRemoval, clausesByRemoval, differenceEntries, STRATEGY_LOOKS } from "./looks.ts";
import { boundsOf, differenceMarks, drawSizePanels } from "./panels.ts";
import { atSize, mainSize, retrainedSizes, sizesAmong, sizesNote } from "./sizes.ts";
import {
  DIFFERENCE_COLUMNS,
  differencesToRandom,
  requireNetworks,
  strategiesAmong,
  type StrategyEstimate,
} from "./values.ts";

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
  const differences = differencesToRandom(result, retrainedSizes(result));
  if (differences.length === 0) {
    throw new PlotError(
      "Cannot draw differences to random neurons: no network has both random neurons and another " +
        "strategy of the same size",
    );
  }
  const sizes = sizesAmong(differences);
  const main = mainSize(result, sizes);
  const atMain = differences.filter(({ size }) => size === main);
  const axis = pointsAxis(boundsOf([{ points: differences }]), HEIGHT, TICK_HEIGHT);
  const several = result.networks.length > 1;
  return dataFigure(
    {
      title: finding(result, `${atSize(main)} ${clausesByRemoval(atMain, randomClause)}`),
      subtitle: [
        "Test accuracy after re-training minus that of random neurons in the same network" +
        (several ? `, mean over ${result.networks.length} networks.` : "."),
        sizesNote(result, sizes),
        POINTS_AXIS_NOTE,
        several ? "Intervals are not corrected for their number." : "",
      ],
      description: [
        "Charts of the paired difference in accuracy to random neurons, in points, over the neurons " +
        "kept in each layer; a row for every strategy, a column for what happens to the other " +
        "neurons.",
        ...byRemoval(atMain).map(({ name, own }) =>
          `${name}, ${atSize(main)}: ${enumerate(own.map(inWords))}.`
        ),
      ],
      legend: [...differenceEntries(result), EQUIVALENCE_ENTRY],
      drawing: drawSizePanels({
        columns: byRemoval(differences).map(({ name }) => name),
        sizes,
        rows: strategiesAmong(differences).map((strategy) => {
          const { label, colour } = STRATEGY_LOOKS[strategy];
          const own = differences.filter((one) => one.strategy === strategy);
          return {
            label: "points",
            height: HEIGHT,
            axis,
            heading: { text: `${label} − random`, colour },
            marks: (position) => [
              equivalenceBand("y"),
              ...differenceMarks(own, position, colour),
            ],
          };
        }),
      }),
    },
    {
      strategy: (row) => row.strategy,
      removal: (row) => row.removal,
      size: (row) => row.size,
      ...DIFFERENCE_COLUMNS,
    },
    differences,
  );
}

function inWords(difference: StrategyEstimate): string {
  return `${STRATEGY_LOOKS[difference.strategy].label} ${withInterval(difference, "points")}`;
}

/**
 * What holds of strategy − random: "synergy and MI model keep more accuracy than random neurons, and
 * redundancy keeps less".
 */
export function randomClause(differences: readonly StrategyEstimate[]): string {
  const [more, less] = (["above", "below"] as const).map((side) =>
    differences.filter((one) => one.side === side)
      .map(({ strategy }) => STRATEGY_LOOKS[strategy].label)
  );
  const verb = (names: readonly string[]) => names.length === 1 ? "keeps" : "keep";
  const than = "than random neurons";
  if (more!.length > 0) {
    const also = less!.length > 0 ? ` while ${enumerate(less!)} ${verb(less!)} less` : "";
    return `${enumerate(more!)} ${verb(more!)} more accuracy ${than}${also}`;
  }
  return less!.length > 0
    ? `no strategy keeps more accuracy ${than}, and ${enumerate(less!)} ${verb(less!)} less`
    : `no strategy is told apart from random neurons`;
}
