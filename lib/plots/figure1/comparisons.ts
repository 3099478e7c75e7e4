/** The extremes beside those of the other search, and beside those before training. */
import { type Figure1Result, layerDominance } from "../../experiments/figure1_result.ts";
import type { DataFigure } from "../kit/figure.ts";
import { bits, enumerate, percent, plural, withInterval } from "../kit/format.ts";
import type { SearchedFigureOptions } from "./figure1.ts";
import {
  allResults,
  type End,
  END_LOOKS,
  ENDS,
  EXTREME_COLUMNS,
  extremeRows,
  inBits,
  layerEstimates,
  type LayerGroup,
  layerGroups,
  type NetworkLayer,
  OUTWEIGHS,
  PLACE_COLUMNS,
  placeOf,
  sidesInWords,
  sidesTitle,
  type SideWords,
} from "./layers.ts";
import {
  bandKey,
  endLines,
  extremePoints,
  linesFigure,
  matchedSizes,
  type SizePoint,
  sizePoints,
} from "./lines.ts";

/** Mean gaps below this, in bits, are not told apart. */
const SMALL = 0.01;
/** Gaps up to this, in nats, are rounding. */
const SAME = 1e-9;

/**
 * Draws the extremes of the exact search and of the paper's greedy one, the gap between them in bits,
 * and the share of networks where the greedy search is not optimal, by size and layer.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function greedyGapFigure(result: Figure1Result): DataFigure {
  const groups = layerGroups(result);
  const all = allResults(groups).flatMap((own) => ENDS.flatMap((end) => comparisons(own, end)));
  return linesFigure({
    result,
    groups,
    title: gapTitle(groups, all),
    subtitle: [
      "Extremes found by the exact search and by the paper’s greedy one, the gap between them, " +
      "and the share of networks where greedy misses the exact extreme.",
    ],
    description: [
      "Line charts over multiplet size, a column for every layer. Largest mean gaps: " +
      `${enumerate(groups.map(describe))}.`,
    ],
    rows: [
      {
        label: "Ω(X, y) (bits)",
        height: 150,
        lines: endLines((end) => [
          { points: extremePoints(groups, ({ exact }) => exact, end) },
          { points: extremePoints(groups, ({ greedy }) => greedy, end), dashed: true },
        ]),
      },
      {
        label: "Gap (bits)",
        height: 90,
        lines: endLines((end) => [{ points: gapPoints(groups, end), band: true }]),
      },
      {
        label: "Missed (%)",
        height: 80,
        lines: endLines((end) => [{ points: missedPoints(groups, end) }]),
        values: [100],
      },
    ],
    key: { solid: "exact", dashed: "greedy", ...bandKey(result) },
    table: all,
    columns: {
      ...PLACE_COLUMNS,
      size: (row) => row.size,
      extreme: (row) => row.end,
      exact_bits: (row) => inBits(row.exact),
      greedy_bits: (row) => inBits(row.greedy),
      gap_bits: (row) => inBits(row.gap),
    },
  });
}

/** Both searches at one end, size by size, in nats; `gap`: how much less extreme the greedy one is. */
function comparisons(own: NetworkLayer, end: End) {
  return matchedSizes(own.exact, own.greedy).map(({ size, first, second }) => {
    const [exact, greedy] = [first[end].oInformation, second[end].oInformation];
    const gap = Math.max(0, END_LOOKS[end].sign * (exact - greedy));
    return { ...placeOf(own), size, end, exact, greedy, gap };
  });
}

function gapPoints(groups: readonly LayerGroup[], end: End): SizePoint[] {
  return sizePoints(groups, (own) => comparisons(own, end), ({ gap }) => gap);
}

type Comparison = ReturnType<typeof comparisons>[number];

/** In per cent of the networks. */
function missedPoints(groups: readonly LayerGroup[], end: End): SizePoint[] {
  const missed = ({ gap }: Comparison) => gap > SAME ? 100 : 0;
  return sizePoints(groups, (own) => comparisons(own, end), missed, (share) => share);
}

/** The largest mean gap among layers, in bits, and where it is. */
function worstGap(groups: readonly LayerGroup[]): SizePoint & { readonly end: End } {
  const gaps = ENDS.flatMap((end) => gapPoints(groups, end).map((point) => ({ ...point, end })));
  return gaps.reduce((worst, one) => one.mean > worst.mean ? one : worst);
}

function describe(group: LayerGroup): string {
  const { mean, size, end } = worstGap([group]);
  return `${bits(mean)} in ${group.name} (${END_LOOKS[end].adjective}, ${size} neurons)`;
}

function gapTitle(groups: readonly LayerGroup[], all: readonly Comparison[]): string {
  const missed = all.filter(({ gap }) => gap > SAME).length;
  const searches = plural(all.length, "search", "searches");
  if (missed === 0) return `Greedy search finds the exact extreme in all of ${searches}`;
  const { mean, size, end, layer } = worstGap(groups);
  const gap = mean < SMALL
    ? `stays below ${bits(SMALL)}`
    : `reaches ${bits(mean)} (${END_LOOKS[end].adjective} ${size} neurons of ${layer})`;
  return `Greedy search misses the exact extreme in ${percent(missed / all.length)} of ` +
    `${searches}; the mean gap ${gap}`;
}

/** What the sign of d after training minus d before means. */
const SHIFTS: SideWords = {
  above: "towards redundancy",
  below: "towards synergy",
  around: "neither way",
};

/**
 * Draws the extremes of the networks before and after training, and the difference after − before of
 * each network's own values. The title says in which layers training changes the balance d, the mean
 * over sizes below n of max Ω + min Ω.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function untrainedFigure(
  result: Figure1Result,
  { search = "greedy" }: SearchedFigureOptions = {},
): DataFigure {
  const groups = layerGroups(result);
  const shifts = layerEstimates(
    groups,
    (own) => inBits(layerDominance(own[search]) - layerDominance(own.untrained[search])),
  );
  const changes = shifts.map((shift) => `${withInterval(shift, "bits")} in ${shift.layer}`);
  const before = layerEstimates(groups, (own) => layerDominance(own.untrained[search]));
  const untrained = before.length === 0
    ? ""
    : `Before training ${sidesInWords(before, OUTWEIGHS)}.`;
  return linesFigure({
    result,
    groups,
    title: sidesTitle(result, shifts, SHIFTS, "training shifts the balance "),
    subtitle: [
      `Extremes of the ${search} search in the same networks before and after training, and the ` +
      "difference after − before.",
      untrained,
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: extremes before and after " +
      "training, then their difference.",
      untrained,
      shifts.length === 0
        ? ""
        : `The mean over sizes below n of max Ω + min Ω changes by ${enumerate(changes)}.`,
    ],
    rows: [
      {
        label: "Ω(X, y) (bits)",
        height: 170,
        lines: endLines((end) => [
          { points: extremePoints(groups, (own) => own[search], end) },
          { points: extremePoints(groups, (own) => own.untrained[search], end), dashed: true },
        ]),
      },
      {
        label: "Difference (bits)",
        height: 130,
        lines: endLines((end) => [{
          points: sizePoints(
            groups,
            (own) => matchedSizes(own[search], own.untrained[search]),
            ({ first, second }) => first[end].oInformation - second[end].oInformation,
          ),
          band: true,
        }]),
      },
    ],
    key: { solid: "after training, difference", dashed: "before training", ...bandKey(result) },
    table: allResults(groups).flatMap((own) =>
      (["after", "before"] as const).flatMap((training) => {
        const extremes = training === "after" ? own[search] : own.untrained[search];
        return extremeRows(own, extremes).map((row) => ({ training, ...row }));
      })
    ),
    columns: { search: () => search, training: (row) => row.training, ...EXTREME_COLUMNS },
  });
}
