/** Differences between strategies and random neurons, and between choices on test and on training activations. */
import { judgedSize } from "../../claims/subnetworks.ts";
import { type RetrainingResult, sizesAmong, type SubnetworkSize } from "../result.ts";
import { boundsOf } from "../../../figures/kit/estimate.ts";
import {
  type DataFigure,
  dataFigure,
  PlotError,
  undrawnFigure,
} from "../../../figures/kit/figure.ts";
import { SELECTION_NOTE, selectionFinding } from "../../claims/arm_findings.ts";
import { AGAINST_RANDOM_NOTE, againstRandomFinding } from "../../claims/subnetwork_findings.ts";
import { atSize } from "../../claims/wording.ts";
import { EQUIVALENCE_ENTRY, equivalenceBand, POINTS_AXIS_NOTE, pointsAxis } from "./axes.ts";
import { byRemoval, differenceEntries, STRATEGY_STYLES } from "./styles.ts";
import { differenceMarks, drawSizePanels, drawStrategyRows } from "./panels.ts";
import {
  complementNote,
  DIFFERENCE_COLUMNS,
  estimatesOf,
  inWords,
  mainSize,
  requireNetworks,
  requireSize,
  retrainedSizes,
  type SizeEstimate,
  sizesNote,
  strategiesAmong,
  type SubnetworkFigureOptions,
} from "./values.ts";

/** Accuracies of strategies minus those of random neurons, in points. */
const againstRandom = (result: RetrainingResult, sizes: readonly SubnetworkSize[]) =>
  estimatesOf(result, { sizes, minus: STRATEGY_STYLES.random });

const HEIGHT = 62;

const COLUMNS = {
  strategy: (row: SizeEstimate) => row.strategy,
  removal: (row: SizeEstimate) => row.removal,
  size: (row: SizeEstimate) => row.size,
  ...DIFFERENCE_COLUMNS,
};

/**
 * Draws strategy − random (mean over its draws) after re-training, for every size and k*: the mean of the
 * networks' differences in points with its 95 % interval, a row for every strategy. The other neurons are
 * removed in one column and frozen in the other; a band marks ±0.5 points.
 *
 * @throws {PlotError} when there is no network, or none has both random neurons and another strategy
 * @throws {UnpairedNetworksError} when networks were re-trained by different plans
 */
export function pairedDifferencesFigure(result: RetrainingResult): DataFigure {
  requireNetworks(result);
  const differences = againstRandom(result, retrainedSizes(result));
  if (differences.length === 0) {
    throw new PlotError(
      "Cannot draw differences to random neurons: no network has both random neurons and another " +
        "strategy of the same size",
    );
  }
  const sizes = sizesAmong(differences);
  const main = mainSize(result, sizes);
  const atMain = differences.filter(({ size }) => size === main);
  const axis = pointsAxis(boundsOf(differences), HEIGHT, 15);
  const several = result.networks.length > 1;
  const { statement, note } = againstRandomFinding(result, main);
  return dataFigure({
    title: statement,
    subtitle: [
      "Test accuracy after re-training minus that of random neurons in the same network" +
      (several ? `, mean over ${result.networks.length} networks.` : "."),
      note,
      sizesNote(result, sizes),
      complementNote(differences),
      POINTS_AXIS_NOTE,
      several ? AGAINST_RANDOM_NOTE : "",
    ],
    description: [
      "Charts of the paired difference in accuracy to random neurons, in points, over the neurons " +
      "kept in each layer; a row for every strategy, a column for what happens to the other " +
      "neurons.",
      ...byRemoval(atMain).map(({ name, own }) =>
        `${name}, ${atSize(main)}: ${inWords(own, "points")}.`
      ),
    ],
    legend: [...differenceEntries(result), EQUIVALENCE_ENTRY],
    drawing: drawSizePanels(
      differences,
      strategiesAmong(differences).map((strategy) => {
        const { label, colour } = strategy;
        const own = differences.filter(({ style }) => style === strategy);
        return {
          label: "points",
          height: HEIGHT,
          axis,
          heading: { text: `${label.includes("−") ? `(${label})` : label} − random`, colour },
          marks: (position) => [equivalenceBand("y"), ...differenceMarks(own, position, colour)],
        };
      }),
    ),
    table: differences,
    columns: COLUMNS,
  });
}

/** What is subtracted: the same strategy, its neurons chosen on training activations. */
const ON_TRAINING = { selection: "training" } as const;

/**
 * Draws the accuracy of sub-networks whose neurons were chosen by activations on test samples, as in the paper, minus
 * that of sub-networks chosen on as many training samples, in the same networks: the mean of the networks'
 * differences in points with its 95 % interval, a row for every strategy. Each choice has its own k*. Where none was
 * made on training activations, the figure says so and draws nothing.
 *
 * @throws {PlotError} when there is no network or no sub-network of that size
 */
export function selectionFigure(
  result: RetrainingResult,
  { size = judgedSize(result) }: SubnetworkFigureOptions = {},
): DataFigure {
  requireSize(result, size);
  const finding = selectionFinding(result, size);
  if (finding === undefined) {
    const reason = "The study was run without the control “training-activations”, or without its " +
      `choices ${atSize(size)}.`;
    return undrawnFigure("No neurons were chosen on training activations", reason, COLUMNS);
  }
  const differences = estimatesOf(result, { sizes: [size], minus: ON_TRAINING });
  return dataFigure({
    title: finding.statement,
    subtitle: [
      `Test accuracy of sub-networks re-trained ${
        atSize(size)
      }: neurons chosen by activations on test ` +
      "samples minus chosen on as many training samples, in the same network; each choice has its own k*.",
      finding.note,
      result.networks.length > 1 ? SELECTION_NOTE : "",
      POINTS_AXIS_NOTE,
    ],
    description: [
      "Charts of the paired difference in accuracy, chosen on test minus on training activations, in " +
      "points, a row for every strategy.",
      ...byRemoval(differences).map(({ name, own }) => `${name}: ${inWords(own, "points")}.`),
    ],
    legend: [...differenceEntries(result), EQUIVALENCE_ENTRY],
    drawing: drawStrategyRows({
      points: differences,
      label: "Chosen on test − on training activations (points)",
      axis: (panel) => pointsAxis(boundsOf(differences), panel, 30),
      marks: (rowOf) => [
        equivalenceBand("x"),
        ...strategiesAmong(differences).flatMap((style) =>
          differenceMarks(
            differences.filter((one) => one.style === style),
            () => rowOf(style),
            style.colour,
            "x",
          )
        ),
      ],
    }),
    table: differences,
    columns: COLUMNS,
  });
}
