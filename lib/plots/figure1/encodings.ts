/**
 * How much depends on the way the target enters.
 * @module
 */
import {
  type Figure1Result,
  layerDominance,
  type LayerExtremes,
  type LayerResult,
} from "../../experiments/figure1_result.ts";
import { TARGET_ENCODINGS, type TargetEncoding } from "../../information/target_encoding.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import type { DataFigure } from "../figure.ts";
import { enumerate, sentences } from "../format.ts";
import { PALETTE } from "../theme.ts";
import { type End, ENDS } from "./ends.ts";
import { extremePoints } from "./extreme_points.ts";
import { EXTREME_COLUMNS, extremeRows } from "./extreme_rows.ts";
import { droppedNote, type LayerGroup, layerGroups, meansNote } from "./layer_groups.ts";
import { drawLayerPanels } from "./layer_panels.ts";
import { type LayerSide, layerSides, OUTWEIGHS, sidesInWords } from "./layer_sides.ts";
import { lineRow, linesLegend, type MeanLine } from "./mean_lines.ts";

const HEIGHT = 88;

/**
 * Draws the extremes of the exact search under each encoding of the target, one below the other on the
 * same axes, with those of the literal `copula` encoding dashed behind the others. The title says in
 * which layers the encoding decides whether redundancy outweighs synergy.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function encodingsFigure(result: Figure1Result): DataFigure {
  const groups = layerGroups(result);
  const linesOf = (encoding: TargetEncoding, stroke: MeanLine["stroke"]) =>
    ENDS.map((end): MeanLine => ({
      points: pointsOf(groups, encoding, end),
      colour: PALETTE[end],
      stroke,
    }));
  const rows = TARGET_ENCODINGS.map((encoding) =>
    lineRow({
      label: `${encoding} (bits)`,
      height: HEIGHT,
      lines: [
        ...(encoding === "copula" ? [] : linesOf("copula", "dashed")),
        ...linesOf(encoding, "solid"),
      ],
    })
  );
  const values = rows.flatMap((row) => row.values);
  const { svg, height } = drawLayerPanels({
    layers: groups,
    sizes: TARGET_ENCODINGS.flatMap((encoding) =>
      linesOf(encoding, "solid").flatMap(({ points }) => points.map(({ size }) => size))
    ),
    rows: rows.map((row) => ({ ...row, values })),
  });
  const sides = TARGET_ENCODINGS.map((encoding) => ({
    encoding,
    sides: layerSides(groups, (own) => layerDominance(extremesUnder(own, encoding))),
  }));
  return {
    ...composeFigure({
      title: titleOf(result, sides.map((one) => one.sides)),
      subtitle: sentences(
        "Extremes of Ω(X, y) in the exact search, a row for every encoding of the target y; none: y " +
          "is left out.",
        meansNote(result),
        droppedNote(groups),
      ),
      description: sentences(
        "Line charts over multiplet size, a row for every encoding, a column for every layer.",
        ...sides.filter((one) => one.sides.length > 0)
          .map((one) => `Under ${one.encoding} ${sidesInWords(one.sides, OUTWEIGHS)}.`),
        droppedNote(groups),
      ),
      legend: linesLegend({ dashed: "copula, to compare" }),
      drawing: svg,
      height,
    }),
    csv: csvText(
      { encoding: "encoding", ...EXTREME_COLUMNS },
      groups.flatMap(({ results }) =>
        results.flatMap((own) =>
          TARGET_ENCODINGS.flatMap((encoding) =>
            extremeRows(own, extremesUnder(own, encoding)).map((row) => ({ encoding, ...row }))
          )
        )
      ),
    ),
  };
}

function extremesUnder(
  { exact, encodings }: LayerResult,
  encoding: TargetEncoding,
): readonly LayerExtremes[] {
  return encoding === "copula" ? exact : encodings[encoding];
}

function pointsOf(groups: readonly LayerGroup[], encoding: TargetEncoding, end: End) {
  return extremePoints(groups, (own) => extremesUnder(own, encoding), end);
}

/** @param encodings sides of the layers under each encoding, `copula` first */
function titleOf(
  { networks }: Figure1Result,
  encodings: readonly (readonly LayerSide[])[],
): string {
  const [copula] = encodings;
  if (copula === undefined || copula.length === 0) {
    return "No layer has the three neurons that it takes to compare target encodings";
  }
  const where = networks.length === 1 ? ` of network ${networks[0]!.index}` : "";
  const agree = (layer: string) => {
    const own = encodings.flat().filter((one) => one.layer === layer);
    return own.every(({ side }) => side === own[0]!.side);
  };
  const layers = copula.map(({ layer }) => layer);
  const depends = layers.filter((layer) => !agree(layer));
  const stable = layers.filter(agree);
  if (depends.length === 0) {
    return `All four target encodings agree: ${sidesInWords(copula, OUTWEIGHS)}${where}`;
  }
  return `How the target is encoded decides whether redundancy outweighs synergy in ` +
    `${enumerate(depends)}${
      stable.length === 0 ? "" : `, but not in ${enumerate(stable)}`
    }${where}`;
}
