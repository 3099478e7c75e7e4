/**
 * How much depends on the numbers that classes happen to have.
 * @module
 */
import type { Figure1Result } from "../../experiments/figure1_result.ts";
import { summarise } from "../../statistics/summary.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import type { DataFigure } from "../figure.ts";
import { bits, percent, plural, sentences } from "../format.ts";
import { PALETTE } from "../theme.ts";
import { type End, ENDS } from "./ends.ts";
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
import { lineRow, linesLegend } from "./mean_lines.ts";
import { matchedSizes, type SizePoint, sizePoints } from "./size_points.ts";

/** One end and size of one network, in nats. */
interface Renamed {
  readonly size: number;
  readonly end: End;
  /** Ω with the classes as they are numbered. */
  readonly original: number;
  /** What each renumbering adds to it. */
  readonly changes: readonly number[];
}

/** Renumbering hardly matters when it changes less than this share of the spread between networks. */
const MINOR = 0.25;

/**
 * Draws the extremes of Ω(X, y) with the classes as they are numbered, and how far they move when the
 * classes are renumbered at random: the mean and the range over the renumberings, each a mean over the
 * networks. The title compares the root mean square of the changes with that of the standard
 * deviations between networks.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function renamingFigure(result: Figure1Result): DataFigure {
  const groups = layerGroups(result);
  const all = groups.flatMap(({ results }) => results.flatMap(renamedExtremes));
  const original = ENDS.map((end) => ({
    points: extremePoints(groups, ({ exact }) => exact, end),
    colour: PALETTE[end],
    stroke: "solid" as const,
  }));
  const changes = ENDS.map((end) => ({
    points: changePoints(groups, end),
    colour: PALETTE[end],
    stroke: "solid" as const,
    band: true,
  }));
  const { svg, height } = drawLayerPanels({
    layers: groups,
    sizes: original.flatMap(({ points }) => points.map(({ size }) => size)),
    rows: [
      lineRow({ label: "Ω(X, y) (bits)", height: 160, lines: original }),
      ...(all.length === 0
        ? []
        : [lineRow({ label: "Change (bits)", height: 130, lines: changes })]),
    ],
  });
  const count = plural(result.renamings, "random renumbering");
  return {
    ...composeFigure({
      title: titleOf(result, groups, all),
      subtitle: sentences(
        "Extremes in the exact search with the classes as they are numbered" +
          (all.length === 0 ? "." : `, and what ${count} of them change: mean and range.`),
        meansNote(result),
        droppedNote(groups),
      ),
      description: sentences(
        "Line charts over multiplet size, a column for every layer: extremes of Ω(X, y), then how " +
          "far they move when the classes are renumbered.",
        all.length === 0 ? "" : `The largest single change is ${bits(largestChange(all))}.`,
        droppedNote(groups),
      ),
      legend: linesLegend(all.length === 0 ? {} : { band: "range over renumberings" }),
      drawing: svg,
      height,
    }),
    csv: csvText(
      {
        ...PLACE_COLUMNS,
        size: "size",
        end: "extreme",
        original: "original_bits",
        mean: "renamed_mean_bits",
        minimum: "renamed_minimum_bits",
        maximum: "renamed_maximum_bits",
        renamings: "renamings",
      },
      groups.flatMap(({ results }) =>
        results.flatMap((own) => renamedExtremes(own).map((one) => csvRow(own, one)))
      ),
    ),
  };
}

/** Extremes that were searched under renumbered classes as well. */
function renamedExtremes(own: NetworkLayer): Renamed[] {
  return ENDS.flatMap((end) =>
    own.exact.flatMap((extremes) => {
      const { size, [end]: { oInformation: original } } = extremes;
      const changes = own.renamings.flatMap((renamed) =>
        matchedSizes([extremes], renamed).map(({ second }) => second[end].oInformation - original)
      );
      return changes.length === 0 ? [] : [{ size, end, original, changes }];
    })
  );
}

/** Mean change, and from `low` to `high` its range over renumberings; means over networks. */
function changePoints(groups: readonly LayerGroup[], end: End): SizePoint[] {
  const [means, lows, highs] = (["mean", "minimum", "maximum"] as const).map((statistic) =>
    sizePoints(groups, (own) =>
      renamedExtremes(own).filter((one) => one.end === end)
        .map(({ size, changes }) => ({ size, value: summarise(changes)[statistic] })))
  );
  return means!.map((point, at) => ({
    ...point,
    low: lows![at]!.mean,
    high: highs![at]!.mean,
  }));
}

/** Root mean square, in bits. */
function rootMeanSquare(nats: readonly number[]): number {
  return inBits(Math.sqrt(summarise(nats.map((value) => value ** 2)).mean));
}

function largestChange(all: readonly Renamed[]): number {
  const changes = all.flatMap((one) => one.changes.map(Math.abs));
  return inBits(summarise(changes).maximum);
}

/** Root mean square of the standard deviations between networks, in bits; 0 for one network. */
function spreadBetweenNetworks(groups: readonly LayerGroup[]): number {
  const deviations = ENDS.flatMap((end) =>
    extremePoints(groups, ({ exact }) => exact, end)
      .map(({ summary }) => summary.standardDeviation ?? 0)
  );
  return Math.sqrt(summarise(deviations.map((value) => value ** 2)).mean);
}

function titleOf(
  { networks }: Figure1Result,
  groups: readonly LayerGroup[],
  all: readonly Renamed[],
): string {
  if (all.length === 0) return "Not tested: the classes were not renumbered";
  const change = rootMeanSquare(all.flatMap(({ changes }) => changes));
  const moves = `moves the extremes by ${bits(change)}`;
  if (networks.length === 1) {
    return `Renumbering the classes ${moves} in network ${networks[0]!.index} (root mean square)`;
  }
  const ratio = change / spreadBetweenNetworks(groups);
  const compared = `${percent(ratio)} of the spread between networks`;
  if (ratio <= MINOR) return `Renumbering the classes hardly matters: it ${moves}, ${compared}`;
  if (ratio < 1) return `Renumbering the classes ${moves}, ${compared}`;
  return `Renumbering the classes matters as much as the choice of the network: it ${moves}, ` +
    compared;
}

function csvRow(own: NetworkLayer, { size, end, original, changes }: Renamed) {
  const { mean, minimum, maximum } = summarise(changes.map((change) => original + change));
  return {
    ...placeOf(own),
    size,
    end,
    original: inBits(original),
    mean: inBits(mean),
    minimum: inBits(minimum),
    maximum: inBits(maximum),
    renamings: changes.length,
  };
}
