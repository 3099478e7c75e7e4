/**
 * How far the paper's search stays from the exact extremes.
 * @module
 */
import type { Figure1Result } from "../../experiments/figure1_result.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import type { DataFigure } from "../figure.ts";
import { bits, enumerate, percent, plural, sentences } from "../format.ts";
import { PALETTE } from "../theme.ts";
import { type End, END_ADJECTIVES, ENDS } from "./ends.ts";
import { extremePoints } from "./extreme_points.ts";
import { PLACE_COLUMNS, placeOf } from "./extreme_rows.ts";
import { inBits } from "./in_bits.ts";
import {
  droppedNote,
  type LayerGroup,
  layerGroups,
  meansNote,
  type NetworkLayer,
} from "./layer_groups.ts";
import { drawLayerPanels } from "./layer_panels.ts";
import { bandKey, lineRow, linesLegend } from "./mean_lines.ts";
import { matchedSizes, type SizePoint, sizePoints } from "./size_points.ts";

/** Both searches at one end and size, in nats. */
interface Comparison {
  readonly size: number;
  readonly end: End;
  readonly exact: number;
  readonly greedy: number;
  /** How much less extreme the greedy one is, at least 0. */
  readonly gap: number;
}

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
  const all = groups.flatMap(({ results }) => results.flatMap(comparisons));
  const line = (points: readonly SizePoint[], end: End) => ({ points, colour: PALETTE[end] });
  const { svg, height } = drawLayerPanels({
    layers: groups,
    sizes: all.map(({ size }) => size),
    rows: [
      lineRow({
        label: "Ω(X, y) (bits)",
        height: 150,
        lines: ENDS.flatMap((end) => [
          { ...line(extremePoints(groups, ({ exact }) => exact, end), end), stroke: "solid" },
          { ...line(extremePoints(groups, ({ greedy }) => greedy, end), end), stroke: "dashed" },
        ]),
      }),
      lineRow({
        label: "Gap (bits)",
        height: 90,
        lines: ENDS.map((end) => ({
          ...line(gapPoints(groups, end), end),
          stroke: "solid",
          band: true,
        })),
      }),
      lineRow({
        label: "Missed (%)",
        height: 80,
        lines: ENDS.map((end) => ({ ...line(missedPoints(groups, end), end), stroke: "solid" })),
        values: [100],
      }),
    ],
  });
  return {
    ...composeFigure({
      title: titleOf(groups, all),
      subtitle: sentences(
        "Extremes found by the exact search and by the paper’s greedy one, the gap between them, " +
          "and the share of networks where greedy misses the exact extreme.",
        meansNote(result),
        droppedNote(groups),
      ),
      description: sentences(
        "Line charts over multiplet size, a column for every layer. Largest mean gaps: " +
          `${enumerate(groups.map(describe))}.`,
        droppedNote(groups),
      ),
      legend: linesLegend({ solid: "exact", dashed: "greedy", ...bandKey(result) }),
      drawing: svg,
      height,
    }),
    csv: csvText(
      {
        ...PLACE_COLUMNS,
        size: "size",
        end: "extreme",
        exact: "exact_bits",
        greedy: "greedy_bits",
        gap: "gap_bits",
      },
      groups.flatMap(({ results }) =>
        results.flatMap((own) =>
          comparisons(own).map(({ size, end, exact, greedy, gap }) => ({
            ...placeOf(own),
            size,
            end,
            exact: inBits(exact),
            greedy: inBits(greedy),
            gap: inBits(gap),
          }))
        )
      ),
    ),
  };
}

function comparisons(own: NetworkLayer): Comparison[] {
  return ENDS.flatMap((end) => {
    const sign = end === "synergy" ? -1 : 1;
    return matchedSizes(own.exact, own.greedy).map(({ size, first, second }) => {
      const [exact, greedy] = [first[end].oInformation, second[end].oInformation];
      return { size, end, exact, greedy, gap: Math.max(0, sign * (exact - greedy)) };
    });
  });
}

function gapPoints(groups: readonly LayerGroup[], end: End): SizePoint[] {
  return sizePoints(groups, (own) =>
    comparisons(own).filter((one) => one.end === end)
      .map(({ size, gap }) => ({ size, value: gap })));
}

function missedPoints(groups: readonly LayerGroup[], end: End): SizePoint[] {
  return sizePoints(
    groups,
    (own) =>
      comparisons(own).filter((one) => one.end === end)
        .map(({ size, gap }) => ({ size, value: gap > SAME ? 100 : 0 })),
    (share) => share,
  );
}

/** The largest mean gap among layers, in bits, and where it is. */
function worstGap(groups: readonly LayerGroup[]): SizePoint & { readonly end: End } {
  const gaps = ENDS.flatMap((end) => gapPoints(groups, end).map((point) => ({ ...point, end })));
  return gaps.reduce((worst, one) => one.mean > worst.mean ? one : worst);
}

function describe(group: LayerGroup): string {
  const { mean, size, end } = worstGap([group]);
  return `${bits(mean)} in ${group.name} (${END_ADJECTIVES[end]}, ${size} neurons)`;
}

function titleOf(groups: readonly LayerGroup[], all: readonly Comparison[]): string {
  const missed = all.filter(({ gap }) => gap > SAME).length;
  const searches = plural(all.length, "search", "searches");
  if (missed === 0) return `Greedy search finds the exact extreme in all of ${searches}`;
  const { mean, size, end, layer } = worstGap(groups);
  const gap = mean < SMALL
    ? `stays below ${bits(SMALL)}`
    : `reaches ${bits(mean)} (${END_ADJECTIVES[end]} ${size} neurons of ${layer})`;
  return `Greedy search misses the exact extreme in ${percent(missed / all.length)} of ` +
    `${searches}; the mean gap ${gap}`;
}
