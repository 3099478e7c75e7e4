/** Accuracy over the size of sub-networks: of all strategies, and of the lottery ticket's control. */
import { numbersAmong, type RetrainingResult, sizesAmong } from "../result.ts";
import { boundsOf, type Estimate } from "../../../figures/kit/estimate.ts";
import { type DataFigure, dataFigure, PlotError } from "../../../figures/kit/figure.ts";
import { capitalised, integer, percent } from "../../../figures/kit/text.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import { SIMILAR_MARGIN } from "../../claims/subnetworks.ts";
import {
  DENSE_NOTE,
  denseFinding,
  lotteryTicketFinding,
  withFreshDraws,
} from "../../claims/arm_findings.ts";
import {
  chanceNote,
  MINIMAL_CHANGE_NOTE,
  minimalSizeFinding,
  NEEDED_NOTE,
  sizesRunNote,
} from "../../claims/subnetwork_findings.ts";
import { atSize } from "../../claims/wording.ts";
import {
  ACCURACY_AXIS_NOTE,
  accuracyAxis,
  EQUIVALENCE_ENTRY,
  equivalenceBand,
  pointsAxis,
} from "./axes.ts";
import { byRemoval, type Kind, linesLegend, STRATEGY_STYLES, wholeMarks } from "./styles.ts";
import { drawSizePanels, type Line, lineMarks, type SizeRow } from "./panels.ts";
import {
  complementNote,
  drawsNote,
  estimatesOf,
  inWords,
  mainSize,
  numberNote,
  requireNetworks,
  RETRAINED_COLUMNS,
  retrainedSizes,
  type SizeEstimate,
  sizesNote,
  strategiesAmong,
  wholeEstimate,
} from "./values.ts";

/** Height of a panel per number on its axis. */
const TICK_HEIGHT = 24;

/** For the subtitle of a figure with {@link accuracyRow} and {@link differenceRow}. */
const BOTH_AXES_NOTE =
  `${ACCURACY_AXIS_NOTE} That of differences is logarithmic beyond ±${SIMILAR_MARGIN} points.`;

/** Test accuracies beside that of the whole network; the first line on top. */
function accuracyRow(lines: readonly Line[], whole: Estimate, height: number): SizeRow {
  const shown = [...lines.flat(), whole];
  const most = Math.floor(height / TICK_HEIGHT);
  const axis = accuracyAxis(shown.map(({ mean }) => mean), boundsOf(shown), most);
  return {
    label: "Test accuracy (%)",
    height,
    axis,
    marks: (position) => [
      ...wholeMarks(whole, "y", axis.position),
      ...lineMarks(lines.toReversed(), position, axis.position),
    ],
  };
}

/** Differences of accuracies, in points, over the band of those that are alike; the first line on top. */
function differenceRow(label: string, lines: readonly Line[], height: number): SizeRow {
  return {
    label,
    height,
    axis: pointsAxis(boundsOf(lines.flat()), height, TICK_HEIGHT),
    marks: (position) => [
      equivalenceBand("y"),
      ...lineMarks(lines.toReversed(), position, (difference) => difference),
    ],
  };
}

/**
 * Draws the test accuracy of re-trained sub-networks over their size, a line for every strategy, beside
 * that of the whole network; and below it minus that of random neurons, network by network. Lines are means
 * over networks with their 95 % interval. The other neurons are removed in one column and frozen in the
 * other.
 *
 * @throws {PlotError} when there is no network, or no sub-network whose size is a number
 */
export function accuracyBySizeFigure(result: RetrainingResult): DataFigure {
  requireNetworks(result);
  const sizes = numbersAmong(retrainedSizes(result));
  const accuracies = estimatesOf(result, { sizes });
  if (accuracies.length === 0) {
    throw new PlotError(
      "Cannot draw accuracy over size: no sub-network has a number of neurons as its size",
    );
  }
  const table = accuracies.flatMap(({ values }) => values);
  const lines = strategyLines(accuracies);
  const differences = strategyLines(estimatesOf(result, { sizes, minus: STRATEGY_STYLES.random }));
  const alone = differences.length === 0;
  const whole = wholeEstimate(result);
  const { statement, note } = minimalSizeFinding(result, sizes);
  return dataFigure({
    title: statement,
    subtitle: [
      `Test accuracy of sub-networks re-trained from their initial weights (${
        integer(result.updates)
      } updates)` +
      (alone ? "." : ", and its difference to that of random neurons."),
      note,
      NEEDED_NOTE,
      result.networks.length > 1 ? MINIMAL_CHANGE_NOTE : "",
      sizesRunNote(result, sizes),
      chanceNote(result, sizes),
      numberNote(result),
      drawsNote(table),
      complementNote(accuracies),
      alone ? ACCURACY_AXIS_NOTE : BOTH_AXES_NOTE,
    ],
    description: [
      "Line charts of test accuracy in per cent over the neurons kept in each layer, a line for " +
      "every strategy, a column for what happens to the other neurons. The whole network has " +
      `${percent(whole.mean / 100)}.`,
      ...lines.map(describe),
    ],
    legend: [
      ...linesLegend(result, strategiesAmong(accuracies)),
      ...(alone ? [] : [EQUIVALENCE_ENTRY]),
    ],
    drawing: drawSizePanels(accuracies, [
      accuracyRow(lines, whole, 230),
      ...(alone ? [] : [differenceRow("Minus random (points)", differences, 160)]),
    ]),
    table,
    columns: RETRAINED_COLUMNS,
  });
}

function describe(points: readonly SizeEstimate[]): string {
  const [first, last] = [points[0]!, points.at(-1)!];
  const ends = (first === last ? [first] : [first, last])
    .map(({ mean, size }) => `${percent(mean / 100)} (${size})`);
  return `${capitalised(first.style.label)}, ` +
    `${first.column.toLowerCase()}: ${ends.join(" to ")}.`;
}

/** Random neurons with new weights: the control. */
const FRESH: Kind = {
  colour: PALETTE.fresh,
  symbol: "square",
  label: "random, fresh weights",
  strategy: "random",
  start: "fresh",
};

/** Compared with them: neurons that are re-trained from the network's initial weights. */
const REWOUND: readonly Kind[] = [
  { ...STRATEGY_STYLES.synergy, label: "synergy, rewound" },
  { ...STRATEGY_STYLES.random, label: "random, rewound" },
];
/** Dense networks with new weights. */
const DENSE: Kind = {
  colour: PALETTE.dense,
  symbol: "diamond",
  label: "dense, fresh weights",
  dashes: "4,2.5",
  strategy: "random",
  start: "dense",
};
export const LOTTERY_KINDS: readonly Kind[] = [...REWOUND, FRESH, DENSE];

/**
 * Draws the lottery ticket control over the size of sub-networks: synergistic neurons and random ones with
 * their initial weights, the same random ones with fresh weights, and dense networks as wide, where there are some;
 * below it the others minus the random ones with fresh weights, network by network. Lines are means over networks with their 95 % interval. There is a column for every removal that
 * has fresh weights.
 *
 * @throws {PlotError} when there is no network, none with fresh weights, or none rewound beside those
 */
export function lotteryTicketFigure(all: RetrainingResult): DataFigure {
  requireNetworks(all);
  const result = withFreshDraws(all);
  const fresh = result.rows.filter(({ strategy, start }) =>
    strategy === "random" && start === "fresh"
  );
  if (fresh.length === 0) {
    throw new PlotError(
      "Cannot draw the lottery ticket: no sub-network started from fresh weights",
    );
  }
  const sizes = sizesAmong(fresh);
  const differences = estimatesOf(result, { sizes, kinds: [...REWOUND, DENSE], minus: FRESH });
  const kinds = LOTTERY_KINDS.filter((kind) =>
    kind !== DENSE || differences.some(({ style }) => style === DENSE)
  );
  if (!differences.some(({ style }) => style !== DENSE)) {
    throw new PlotError(
      "Cannot draw the lottery ticket: no network has a rewound sub-network as well",
    );
  }
  const accuracies = estimatesOf(result, { sizes, kinds })
    .filter(({ removal }) => fresh.some((one) => one.removal === removal));
  const table = accuracies.flatMap(({ values }) => values);
  const main = mainSize(result, sizesAmong(differences));
  const atMain = differences.filter(({ size }) => size === main);
  const ticket = lotteryTicketFinding(result, main);
  const dense = denseFinding(result);
  return dataFigure({
    title: (dense ?? ticket).statement,
    subtitle: [
      "Test accuracy of sub-networks re-trained from the network’s own initial weights (rewound) " +
      "and, with the same random neurons, from new ones (fresh); and the difference between both.",
      ...(dense === undefined ? [] : [DENSE_NOTE, `${ticket.statement}.`]),
      ticket.note,
      drawsNote(table.filter(({ start }) => start === "rewound")),
      drawsNote(table.filter(({ start }) => start === "fresh"), "fresh weights"),
      sizesNote(result, sizes),
      BOTH_AXES_NOTE,
    ],
    description: [
      "Line charts over the neurons kept in each layer: test accuracy in per cent, then the paired " +
      "difference to sub-networks with fresh weights in points.",
      ...byRemoval(fresh).map(({ removal, name }) => {
        const own = atMain.filter((one) => one.removal === removal);
        return `${name}, minus fresh ${atSize(main)}: ${inWords(own, "points")}.`;
      }),
    ],
    legend: [...linesLegend(result, kinds), EQUIVALENCE_ENTRY],
    drawing: drawSizePanels(accuracies, [
      accuracyRow(kindLines(accuracies), wholeEstimate(result), 190),
      differenceRow("Minus fresh (points)", kindLines(differences), 150),
    ]),
    table,
    columns: RETRAINED_COLUMNS,
  });
}

/** A line for every strategy under every removal, and for every kind. */
const strategyLines = (points: Line): Line[] => [
  ...Map.groupBy(points, ({ strategy, removal }) => `${strategy}, ${removal}`).values(),
];
const kindLines = (points: Line): Line[] => [...Map.groupBy(points, ({ style }) => style).values()];
