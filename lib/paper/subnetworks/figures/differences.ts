/** Differences between strategies and random neurons; the effect of selecting on validation data. */
import * as Plot from "@observablehq/plot";
import { type RetrainingResult, sizesAmong, type SubnetworkSize } from "../result.ts";
import { boundsOf, isRange } from "../../../figures/kit/estimate.ts";
import { type DataFigure, dataFigure, PlotError } from "../../../figures/kit/figure.ts";
import { INTERVAL, meanInWords } from "../../../figures/kit/text.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import {
  AGAINST_RANDOM_NOTE,
  againstRandomFinding,
  REVERSED_NOTE,
  selectionFinding,
} from "../../claims/subnetwork_findings.ts";
import { atSize } from "../../claims/wording.ts";
import { EQUIVALENCE_ENTRY, equivalenceBand, POINTS_AXIS_NOTE, pointsAxis } from "./axes.ts";
import {
  byRemoval,
  differenceEntries,
  type Kind,
  type LineStyle,
  STRATEGY_STYLES,
  styleEntry,
} from "./styles.ts";
import { BY_COLUMN, differenceMarks, drawSizePanels, drawStrategyRows } from "./panels.ts";
import {
  complementNote,
  DIFFERENCE_COLUMNS,
  estimatesOf,
  inWords,
  mainSize,
  numberNote,
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
    columns: {
      strategy: (row) => row.strategy,
      removal: (row) => row.removal,
      size: (row) => row.size,
      ...DIFFERENCE_COLUMNS,
    },
  });
}

/** Data that strategies see. */
type SelectionData = RetrainingResult["selection"];

/** A strategy minus random neurons under one selection. */
type SelectionDifference = SizeEstimate & { readonly selection: SelectionData };

/** Styles of selections; `shift` is in rows from the middle. */
export const SELECTION_STYLES = {
  test: { label: "selected on the test set", colour: PALETTE.test, symbol: "circle", shift: -0.18 },
  // Validation data are withheld from the training set.
  validation: { label: "on validation data", colour: PALETTE.train, symbol: "square", shift: 0.18 },
} as const satisfies Readonly<Record<SelectionData, LineStyle & { readonly shift: number }>>;

/**
 * Draws each strategy minus random neurons (mean over their draws), once with neurons selected on the test
 * set, as in the paper, and once on validation data that neither training nor test use: the mean of the
 * networks' differences in points with its 95 % interval, a panel for what happens to the other neurons.
 *
 * @param test the result of selection on the test set
 * @param validation that of selection on validation data; it may have fewer sizes and strategies
 * @throws {PlotError} when a result has another selection, no network or no sub-networks of that size,
 *   or when the results have no strategy and removal in common
 */
export function selectionFigure(
  test: RetrainingResult,
  validation: RetrainingResult,
  { size = "k*" }: SubnetworkFigureOptions = {},
): DataFigure {
  const tested = differencesOf(test, "test", size);
  const validated = differencesOf(validation, "validation", size);
  const differences = [...tested, ...validated];
  const pairs = tested.flatMap((one) => {
    const other = validated.find(({ strategy, removal }) =>
      strategy === one.strategy && removal === one.removal
    );
    return other === undefined ? [] : [[one, other] as const];
  });
  if (pairs.length === 0) {
    throw new PlotError(
      `Cannot compare selections ${atSize(size)}: test and validation have no strategy and ` +
        "removal in common that both have random neurons for",
    );
  }
  const interval = test.networks.length > 1 ? ` (${INTERVAL})` : "";
  const { statement, note } = selectionFinding(test, validation, size);
  return dataFigure({
    title: statement,
    subtitle: [
      `Test accuracy of sub-networks re-trained ${atSize(size)}, minus that of random neurons ` +
      "in the same network; neurons were selected on the test set or on validation data.",
      note,
      test.networks.length > 1 ? REVERSED_NOTE : "",
      typeof size === "number" ? numberNote(test) : "",
      complementNote(differences),
      POINTS_AXIS_NOTE,
    ],
    description: [
      "Charts of the paired difference in accuracy to random neurons in points, a row for every " +
      "strategy, a panel for what happens to the other neurons, two marks a row.",
      ...pairs.map(([one, other]) =>
        `${one.style.label}, ${one.column.toLowerCase()}: ` +
        `${meanInWords(one, "points")} selected on the test set, ` +
        `${meanInWords(other, "points")} on validation data.`
      ),
    ],
    legend: [
      styleEntry({ ...SELECTION_STYLES.test, label: SELECTION_STYLES.test.label + interval }),
      styleEntry(SELECTION_STYLES.validation),
      EQUIVALENCE_ENTRY,
    ],
    drawing: drawStrategyRows({
      points: byRemoval(differences).flatMap(({ own }) => own),
      label: "Accuracy minus that of random neurons (points)",
      axis: (panel) => pointsAxis(boundsOf(differences), panel, 30),
      marks: (rowOf) => [equivalenceBand("x"), ...marksOf(differences, rowOf)],
    }),
    table: differences,
    columns: {
      selection: (row) => row.selection,
      strategy: (row) => row.strategy,
      size: (row) => row.size,
      removal: (row) => row.removal,
      ...DIFFERENCE_COLUMNS,
    },
  });
}

/** @throws {PlotError} when the result has another selection, no network or none of that size */
function differencesOf(
  result: RetrainingResult,
  selection: SelectionData,
  size: SubnetworkSize,
): SelectionDifference[] {
  requireSize(result, size);
  if (result.selection !== selection) {
    throw new PlotError(
      `Cannot compare selections: the ${selection} result selects on ${result.selection} data`,
    );
  }
  return againstRandom(result, [size]).map((one) => ({ ...one, selection }));
}

/** Means with whiskers for their intervals, the selection on the test set above the other one. */
function marksOf(
  differences: readonly SelectionDifference[],
  rowOf: (strategy: Kind) => number,
): Plot.Markish[] {
  const at = {
    ...BY_COLUMN,
    y: ({ style, selection }: SelectionDifference) =>
      rowOf(style) + SELECTION_STYLES[selection].shift,
  };
  const colour = ({ selection }: SelectionDifference) => SELECTION_STYLES[selection].colour;
  const symbol = ({ selection }: SelectionDifference) => SELECTION_STYLES[selection].symbol;
  const whisker = { x1: "low", x2: "high", stroke: colour, strokeWidth: 2 };
  return [
    Plot.ruleY(differences.filter(isRange), { ...at, ...whisker }),
    Plot.dot(differences, { ...at, x: "mean", r: 4, symbol, fill: colour }),
  ];
}
