/**
 * Whether initial weights matter: the control of the lottery ticket hypothesis.
 * @module
 */
import type { Figure2Result, SubnetworkSize } from "../../experiments/figure2_result.ts";
import { type Removal, REMOVALS } from "../../selection/treatments.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import { PlotError } from "../error.ts";
import type { DataFigure } from "../figure.ts";
import { finding } from "../finding.ts";
import { enumerate, sentences, withInterval } from "../format.ts";
import { RETRAINED_COLUMNS, retrainedRows } from "./accuracy_rows.ts";
import { compare } from "./comparisons.ts";
import { bandEntry, lookEntry } from "./keys.ts";
import { drawsNote, requireNetworks } from "./network_values.ts";
import { EQUIVALENCE_ENTRY } from "./points_axis.ts";
import { clausesByRemoval, REMOVAL_NAMES } from "./removals.ts";
import { REWOUND, rewoundClause, type RewoundComparison } from "./rewound_words.ts";
import { drawSizePanels } from "./size_panels.ts";
import { accuracyRow, BOTH_AXES_NOTE, differenceRow } from "./size_rows.ts";
import { atSize, mainSize, sizesAmong, sizesNote } from "./subnetwork_sizes.ts";
import {
  kindAccuracies,
  kindLine,
  type KindName,
  KINDS,
  minusFresh,
  type ReadKind,
} from "./ticket.ts";
import { WHOLE_ENTRY, wholeEstimate } from "./whole_network.ts";

const HEIGHT = { accuracy: 190, difference: 150 } as const;
const ALL = ["synergy", "random", "fresh"] as const;

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
  const removals = REMOVALS.filter((removal) => fresh.some((one) => one.removal === removal));
  const lines = (names: readonly KindName[], read: ReadKind) =>
    names.map((name) => kindLine(result, name, sizes, removals, read))
      .filter((line) => line.points.length > 0);
  const accuracies = lines(ALL, kindAccuracies);
  const differences = lines(REWOUND, minusFresh);
  if (differences.length === 0) {
    throw new PlotError(
      "Cannot draw the lottery ticket: no network has a rewound sub-network as well",
    );
  }
  const whole = wholeEstimate(result);
  const { svg, height } = drawSizePanels({
    columns: removals.map((removal) => REMOVAL_NAMES[removal]),
    sizes,
    rows: [
      accuracyRow(accuracies, whole, HEIGHT.accuracy),
      differenceRow("Minus fresh (points)", differences, HEIGHT.difference),
    ],
  });
  const main = mainSize(result, sizesAmong(differences.flatMap(({ points }) => points)));
  return {
    ...composeFigure({
      title: titleOf(result, main, removals),
      subtitle: sentences(
        "Test accuracy of sub-networks re-trained from the network’s own initial weights (rewound) " +
          "and from new ones (fresh), and the difference between both.",
        drawsNote(
          sizes.flatMap((size) =>
            removals.flatMap((removal) => kindAccuracies(result, "fresh", size, removal))
          ),
        ),
        sizesNote(result, sizes),
        BOTH_AXES_NOTE,
      ),
      description: sentences(
        "Line charts over the neurons kept in each layer: test accuracy in per cent, then the paired " +
          "difference to sub-networks with fresh weights in points.",
        ...removals.map((removal) => describe(result, main, removal)),
      ),
      legend: [
        ...ALL.map((name) => lookEntry(KINDS[name], KINDS[name].label)),
        ...bandEntry(result),
        WHOLE_ENTRY,
        EQUIVALENCE_ENTRY,
      ],
      drawing: svg,
      height,
    }),
    csv: csvText(
      RETRAINED_COLUMNS,
      removals.flatMap((removal) =>
        ALL.flatMap((name) => {
          const { strategy, start } = KINDS[name];
          return sizes.flatMap((size) => retrainedRows(result, { strategy, start, size, removal }));
        })
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
    const comparisons = comparisonsAt(result, size, removal);
    return comparisons.length === 0 ? undefined : rewoundClause(comparisons);
  });
  return finding(result, `${atSize(size)} ${clauses}`);
}

function describe(result: Figure2Result, size: SubnetworkSize, removal: Removal): string {
  const words = comparisonsAt(result, size, removal).map(({ kind, summary }) =>
    `${KINDS[kind].label} ${withInterval(summary, "points")}`
  );
  return `${REMOVAL_NAMES[removal]}, minus fresh ${atSize(size)}: ${enumerate(words)}.`;
}

/** Rewound minus fresh; kinds that no network has beside fresh ones are left out. */
function comparisonsAt(
  result: Figure2Result,
  size: SubnetworkSize,
  removal: Removal,
): RewoundComparison[] {
  const fresh = kindAccuracies(result, "fresh", size, removal);
  return REWOUND.flatMap((kind) => {
    const compared = compare(kindAccuracies(result, kind, size, removal), fresh);
    return compared === undefined ? [] : [{ kind, ...compared }];
  });
}
