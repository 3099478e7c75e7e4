/** Whether initial weights matter: the control of the lottery ticket hypothesis. */
import type { Figure2Result, SubnetworkChoice } from "../../experiments/figure2_result.ts";
import type { Removal } from "../../selection/treatments.ts";
import type { IntervalSide } from "../../statistics/summary.ts";
import { type DataFigure, dataFigure, PlotError } from "../kit/figure.ts";
import { enumerate, finding, points, withInterval } from "../kit/format.ts";
import { PALETTE } from "../kit/theme.ts";
import { EQUIVALENCE_ENTRY } from "./axes.ts";
import {
  bandEntry,
  byRemoval,
  clausesByRemoval,
  type Look,
  lookEntry,
  STRATEGY_LOOKS,
  WHOLE_ENTRY,
} from "./looks.ts";
import { accuracyRow, BOTH_AXES_NOTE, differenceRow, drawSizePanels } from "./panels.ts";
import { atSize, mainSize, sizesAmong, sizesNote } from "./sizes.ts";
import {
  drawsNote,
  type NetworkValue,
  pairedDifferences,
  requireNetworks,
  RETRAINED_COLUMNS,
  retrainedAccuracies,
  type SizeEstimate,
  sizeEstimates,
  wholeEstimate,
} from "./values.ts";

/** Sub-networks of one kind. */
interface Kind extends Look, Required<Pick<SubnetworkChoice, "strategy" | "start">> {
  readonly adjective: string;
}

/** What is compared, the control last. */
export const KINDS = {
  synergy: {
    ...STRATEGY_LOOKS.synergy,
    label: "synergy, rewound",
    adjective: "synergistic",
    strategy: "synergy",
    start: "rewound",
  },
  random: {
    ...STRATEGY_LOOKS.random,
    label: "random, rewound",
    adjective: "random",
    strategy: "random",
    start: "rewound",
  },
  fresh: {
    colour: PALETTE.fresh,
    symbol: "square",
    label: "random, fresh weights",
    adjective: "fresh",
    strategy: "random",
    start: "fresh",
  },
} as const satisfies Readonly<Record<string, Kind>>;

type KindName = keyof typeof KINDS;

const ALL = ["synergy", "random", "fresh"] as const;
/** Neurons that are re-trained from the network's initial weights. */
const REWOUND = ["synergy", "random"] as const;

/** Sub-networks of any kind. */
type Place = Pick<SubnetworkChoice, "size" | "removal">;

/** A mean of one kind under one removal. */
interface KindEstimate extends SizeEstimate {
  readonly kind: KindName;
  readonly removal: Removal;
}

/**
 * Draws the lottery ticket control over the size of sub-networks: synergistic neurons and random ones
 * with their initial weights, and random ones with fresh weights; below it both minus the fresh ones,
 * network by network. Lines are means over networks with their 95 % interval. There is a column for
 * every removal that has fresh weights. The title says whether initial weights matter at k*.
 *
 * @throws {PlotError} when there is no network, none with fresh weights, or none rewound beside those
 */
export function lotteryTicketFigure(result: Figure2Result): DataFigure {
  requireNetworks(result);
  const fresh = result.networks.flatMap(({ retrainings }) =>
    retrainings.filter(({ strategy, start }) => strategy === "random" && start === "fresh")
  );
  if (fresh.length === 0) {
    throw new PlotError(
      "Cannot draw the lottery ticket: no sub-network started from fresh weights",
    );
  }
  const sizes = sizesAmong(fresh);
  const removals = byRemoval(fresh);
  const accuraciesOf = (kind: KindName, place: Place) =>
    retrainedAccuracies(result, { ...place, ...KINDS[kind] });
  const estimates = (
    kinds: readonly KindName[],
    read: (kind: KindName, place: Place) => readonly NetworkValue[],
  ): KindEstimate[] =>
    kinds.flatMap((kind) =>
      removals.flatMap(({ removal, name }) =>
        sizeEstimates(name, sizes, (size) => read(kind, { size, removal }))
          .map((point) => ({ ...point, kind, removal }))
      )
    );
  const differences = estimates(
    REWOUND,
    (kind, place) => pairedDifferences(accuraciesOf(kind, place), accuraciesOf("fresh", place)),
  );
  if (differences.length === 0) {
    throw new PlotError(
      "Cannot draw the lottery ticket: no network has a rewound sub-network as well",
    );
  }
  const table = removals.flatMap(({ removal }) =>
    ALL.flatMap((kind) => sizes.flatMap((size) => accuraciesOf(kind, { size, removal })))
  );
  const main = mainSize(result, sizesAmong(differences));
  const atMain = differences.filter(({ size }) => size === main);
  return dataFigure({
    title: finding(result, `${atSize(main)} ${clausesByRemoval(atMain, rewoundClause)}`),
    subtitle: [
      "Test accuracy of sub-networks re-trained from the network’s own initial weights (rewound) " +
      "and from new ones (fresh), and the difference between both.",
      drawsNote(table.filter(({ start }) => start === "fresh")),
      sizesNote(result, sizes),
      BOTH_AXES_NOTE,
    ],
    description: [
      "Line charts over the neurons kept in each layer: test accuracy in per cent, then the paired " +
      "difference to sub-networks with fresh weights in points.",
      ...removals.map(({ removal, name }) => {
        const words = atMain.filter((one) => one.removal === removal)
          .map((one) => `${KINDS[one.kind].label} ${withInterval(one, "points")}`);
        return `${name}, minus fresh ${atSize(main)}: ${enumerate(words)}.`;
      }),
    ],
    legend: [
      ...ALL.map((name) => lookEntry(KINDS[name])),
      ...bandEntry(result),
      WHOLE_ENTRY,
      EQUIVALENCE_ENTRY,
    ],
    drawing: drawSizePanels({
      columns: removals.map(({ name }) => name),
      sizes,
      rows: [
        accuracyRow(linesOf(estimates(ALL, accuraciesOf)), wholeEstimate(result), 190),
        differenceRow("Minus fresh (points)", linesOf(differences), 150),
      ],
    }),
    table,
    columns: RETRAINED_COLUMNS,
  });
}

/** A line for every kind. */
function linesOf(all: readonly KindEstimate[]) {
  return [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, points]) => (
    { look: KINDS[kind], points }
  ));
}

/** What holds on each side; of further sides it is said in fewer words. */
const PHRASES: Readonly<Record<IntervalSide, readonly [first: string, further: string]>> = {
  above: ["keep more accuracy than freshly initialised ones", "keep more"],
  below: ["keep less accuracy than freshly initialised ones", "keep less"],
  around: ["are not told apart from freshly initialised ones", "are not told apart from them"],
};

/** "rewound synergistic neurons keep more accuracy than freshly initialised ones (0.31 points)". */
function rewoundClause(differences: readonly KindEstimate[]): string {
  const parts: string[] = [];
  for (const side of ["above", "below", "around"] as const) {
    const own = differences.filter((one) => one.side === side);
    if (own.length === 0) continue;
    const phrase = PHRASES[side][parts.length === 0 ? 0 : 1];
    const amounts = enumerate(own.map(({ mean }) => points(Math.abs(mean))));
    parts.push(
      `rewound ${enumerate(own.map(({ kind }) => KINDS[kind].adjective))} neurons ${phrase}` +
        (side === "around" ? "" : ` (${amounts})`),
    );
  }
  return parts.join(" while ");
}
