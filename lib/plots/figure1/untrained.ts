/**
 * What training changes.
 * @module
 */
import {
  type Figure1Result,
  layerDominance,
  type LayerExtremes,
} from "../../experiments/figure1_result.ts";
import type { MultipletSearch } from "../../selection/strategy.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import type { DataFigure } from "../figure.ts";
import { enumerate, sentences } from "../format.ts";
import type { Side } from "../side.ts";
import { PALETTE } from "../theme.ts";
import { type End, ENDS } from "./ends.ts";
import { extremePoints } from "./extreme_points.ts";
import { EXTREME_COLUMNS, extremeRows } from "./extreme_rows.ts";
import type { SearchedFigureOptions } from "./figure1.ts";
import { droppedNote, layerGroups, meansNote, type NetworkLayer } from "./layer_groups.ts";
import { drawLayerPanels } from "./layer_panels.ts";
import {
  bitsWithInterval,
  layerSides,
  OUTWEIGHS,
  sidesInWords,
  sidesTitle,
} from "./layer_sides.ts";
import { bandKey, lineRow, linesLegend, type MeanLine } from "./mean_lines.ts";
import { matchedSizes, sizePoints, type SizeValue } from "./size_points.ts";

/** What the sign of d after training minus d before means. */
const SHIFTS: Readonly<Record<Side, string>> = {
  above: "towards redundancy",
  below: "towards synergy",
  neither: "neither way",
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
  const line = (end: End, points: MeanLine["points"]) => ({ points, colour: PALETTE[end] });
  const { svg, height } = drawLayerPanels({
    layers: groups,
    sizes: groups.flatMap(({ results }) =>
      results.flatMap((own) => [...own[search], ...own.untrained[search]].map(({ size }) => size))
    ),
    rows: [
      lineRow({
        label: "Ω(X, y) (bits)",
        height: 170,
        lines: ENDS.flatMap((end) => [
          { ...line(end, extremePoints(groups, (own) => own[search], end)), stroke: "solid" },
          {
            ...line(end, extremePoints(groups, (own) => own.untrained[search], end)),
            stroke: "dashed",
          },
        ]),
      }),
      lineRow({
        label: "Difference (bits)",
        height: 130,
        lines: ENDS.map((end) => ({
          ...line(end, sizePoints(groups, (own) => differences(own, search, end))),
          stroke: "solid",
          band: true,
        })),
      }),
    ],
  });
  const shifts = layerSides(
    groups,
    (own) => layerDominance(own[search]) - layerDominance(own.untrained[search]),
  );
  const changes = shifts.map(({ layer, summary }) => `${bitsWithInterval(summary)} in ${layer}`);
  const before = layerSides(groups, (own) => layerDominance(own.untrained[search]));
  const untrained = before.length === 0
    ? ""
    : `Before training ${sidesInWords(before, OUTWEIGHS)}.`;
  return {
    ...composeFigure({
      title: sidesTitle(result, shifts, SHIFTS, "training shifts the balance "),
      subtitle: sentences(
        `Extremes of the ${search} search in the same networks before and after training, and the ` +
          "difference after − before.",
        untrained,
        meansNote(result),
        droppedNote(groups),
      ),
      description: sentences(
        "Line charts over multiplet size, a column for every layer: extremes before and after " +
          "training, then their difference.",
        untrained,
        shifts.length === 0
          ? ""
          : `The mean over sizes below n of max Ω + min Ω changes by ${enumerate(changes)}.`,
        droppedNote(groups),
      ),
      legend: linesLegend({
        solid: "after training, difference",
        dashed: "before training",
        ...bandKey(result),
      }),
      drawing: svg,
      height,
    }),
    csv: csvText(
      { search: "search", training: "training", ...EXTREME_COLUMNS },
      groups.flatMap(({ results }) =>
        results.flatMap((own) => {
          const rows = (training: string, extremes: readonly LayerExtremes[]) =>
            extremeRows(own, extremes).map((row) => ({ search, training, ...row }));
          return [...rows("after", own[search]), ...rows("before", own.untrained[search])];
        })
      ),
    ),
  };
}

/** Ω after training − Ω before, by size, in nats. */
function differences(own: NetworkLayer, search: MultipletSearch, end: End): SizeValue[] {
  return matchedSizes(own[search], own.untrained[search]).map(({ size, first, second }) => ({
    size,
    value: first[end].oInformation - second[end].oInformation,
  }));
}
