/**
 * Ω(X), the target's part Δ and their sum.
 * @module
 */
import type { Figure1Result } from "../../experiments/figure1_result.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import type { DataFigure } from "../figure.ts";
import { bitsRange, enumerate, percent, sentences, unbroken } from "../format.ts";
import { PALETTE } from "../theme.ts";
import { type End, ENDS } from "./ends.ts";
import { extremePoints, type Part } from "./extreme_points.ts";
import { EXTREME_COLUMNS, extremeRows } from "./extreme_rows.ts";
import { droppedNote, layerGroups, meansNote, type NetworkLayer } from "./layer_groups.ts";
import { drawLayerPanels } from "./layer_panels.ts";
import { bandKey, lineRow, linesLegend, type MeanLine } from "./mean_lines.ts";
import type { SizePoint } from "./size_points.ts";

/** The smaller of both parts has this share of their sizes or less: the other one decides. */
const MINOR = 0.25;

/**
 * Draws the parts of the most redundant and the most synergistic multiplets of each size: Ω(X, y) with
 * Ω(X), and the target's part Δ = Ω(X, y) − Ω(X) on an axis of its own.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function partsFigure(result: Figure1Result): DataFigure {
  const groups = layerGroups(result);
  const points = (end: End, part: Part) => extremePoints(groups, ({ exact }) => exact, end, part);
  const targets = ENDS.flatMap((end) => points(end, "targetContribution"));
  const line = (end: End, part: Part, stroke: MeanLine["stroke"]): MeanLine => (
    { points: points(end, part), colour: PALETTE[end], stroke }
  );
  const { svg, height } = drawLayerPanels({
    layers: groups,
    sizes: points("synergy", "oInformation").map(({ size }) => size),
    rows: [
      lineRow({
        label: "Ω (bits)",
        height: 170,
        lines: ENDS.flatMap((end) => [
          line(end, "oInformation", "solid"),
          line(end, "featuresOInformation", "dashed"),
        ]),
      }),
      lineRow({
        label: "Δ (bits)",
        height: 110,
        lines: ENDS.map((end) => ({ ...line(end, "targetContribution", "solid"), band: true })),
      }),
    ],
  });
  const share = targetShare(groups.flatMap(({ results }) => results));
  return {
    ...composeFigure({
      title: titleOf(share),
      subtitle: sentences(
        "Ω of the extreme multiplets with and without the target y, and the target’s part " +
          `${unbroken("Δ = Ω(X, y) − Ω(X)")}; for two neurons ${unbroken("Ω(X) = 0")}.`,
        meansNote(result),
        droppedNote(groups),
      ),
      description: sentences(
        "Line charts over multiplet size, a column for every layer: total and Ω(X), then Δ. Δ lies " +
          `${enumerate(groups.map(({ name }) => describe(name, targets)))}.`,
        droppedNote(groups),
      ),
      legend: linesLegend({ solid: "Ω(X, y) and Δ", dashed: "Ω(X)", ...bandKey(result) }),
      drawing: svg,
      height,
    }),
    csv: csvText(
      EXTREME_COLUMNS,
      groups.flatMap(({ results }) => results.flatMap((own) => extremeRows(own, own.exact))),
    ),
  };
}

function describe(layer: string, targets: readonly SizePoint[]): string {
  const means = targets.filter((point) => point.layer === layer).map(({ mean }) => mean);
  return `${bitsRange(Math.min(...means), Math.max(...means))} bits in ${layer}`;
}

/** |Δ| as a share of |Δ| + |Ω(X)|, summed over extremes of at least three neurons. */
function targetShare(results: readonly NetworkLayer[]): number | undefined {
  let target = 0;
  let features = 0;
  for (const { exact } of results) {
    for (const extremes of exact) {
      if (extremes.size < 3) continue;
      for (const end of ENDS) {
        target += Math.abs(extremes[end].targetContribution);
        features += Math.abs(extremes[end].featuresOInformation);
      }
    }
  }
  return target + features === 0 ? undefined : target / (target + features);
}

function titleOf(share: number | undefined): string {
  if (share === undefined) return "Of two neurons all of Ω(X, y) is the target’s part";
  const [own, other] = [percent(share), percent(1 - share)];
  if (share <= MINOR) {
    return `The extremes are made by the neurons among themselves: the target’s part is only ${own} of |Ω(X)| + |Δ|`;
  }
  if (share >= 1 - MINOR) {
    return `The extremes are made by the target: its part is ${own} of |Ω(X)| + |Δ|`;
  }
  return `Neurons and target both make the extremes: Ω(X) is ${other} and the target’s part ${own} of |Ω(X)| + |Δ|`;
}
