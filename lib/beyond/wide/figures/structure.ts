/** What makes the most synergistic multiplets of wide layers. */
import * as Plot from "@observablehq/plot";
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import { REFERENCE_STYLE, referenceEntry } from "../../../figures/panels/marks.ts";
import {
  BY_LAYER,
  END_COLUMNS,
  endLines,
  linesFigure,
} from "../../../paper/layers/figures/layer_panels.ts";
import { inBits } from "../../../paper/layers/result.ts";
import { bestRows, pointsBySize } from "../../../paper/layers/rows.ts";
import { summarise } from "../../../statistics/mod.ts";
import { type StructuredRow, structuredRows, structureFinding } from "../structure_findings.ts";
import { inWords, type WideLayerSearch } from "../layers.ts";

/**
 * Draws, of the multiplets with the smallest and the largest Ω of every size that the ladder search found, the largest R²
 * of a member given the others and the share of frustrated triangles, beside random multiplets; and in how many networks
 * the one with the smallest Ω is irreducible; a panel per layer.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function structureFigure(result: WideLayerSearch): DataFigure {
  const synergy = structuredRows(result);
  const rows = [...synergy, ...structuredRows(result, "redundancy")];
  const { statement, estimates } = structureFinding(result);
  type Share = (row: StructuredRow) => number | undefined;
  const points = (own: readonly StructuredRow[], share: Share) =>
    pointsBySize(own.filter((row) => share(row) !== undefined), (row) => 100 * share(row)!);
  const lines = (own: Share, random: Share) => [
    { points: points(synergy, random), colour: PALETTE.ink, dotted: true, band: true },
    ...endLines((end) => [{
      points: points(rows.filter((row) => row.end === end), own),
      band: true,
    }]),
  ];
  const best = [...Map.groupBy(bestRows(synergy), ({ layer }) => layer)]
    .map(([layer, own]) => ({ layer, size: summarise(own.map(({ size }) => size)).mean }));
  const behind = [Plot.ruleX(best, { ...BY_LAYER, ...REFERENCE_STYLE, x: "size" })];
  return linesFigure(result, {
    title: statement,
    subtitle: [
      "Largest R²: of the member that the others determine best. Frustrated: triangles of members whose correlations have " +
      "a negative product (random: all of the layer). Irreducible: networks in which no removal of a member lowers min Ω.",
      estimates.length === 0
        ? ""
        : "k*: the size with the smallest Ω; the title is about hidden layers.",
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: largest R² of a member and share of frustrated " +
      "triangles at both ends and in random multiplets, share of networks in which the multiplet with the smallest Ω is " +
      "irreducible.",
    ],
    rows: [
      {
        label: "Largest R² (%)",
        height: 130,
        behind,
        lines: lines((row) => row.rSquared, (row) => row.randomRSquared),
        values: [100],
      },
      {
        label: "Frustrated (%)",
        height: 130,
        behind,
        lines: lines((row) => row.frustrated, (row) => row.layerFrustrated),
        values: [100],
      },
      {
        label: "Irreducible (%)",
        height: 80,
        behind,
        lines: [{
          points: points(synergy, (row) => row.irreducible ? 1 : 0),
          colour: PALETTE.synergy,
        }],
        values: [100],
      },
    ],
    key: { dotted: "random multiplets" },
    legend: [referenceEntry("k* (mean over networks)")],
    x: "Multiplet size k (neurons, log scale)",
    isLog: true,
    table: rows,
    columns: {
      ...END_COLUMNS,
      o_information_bits: (row) => inBits(row.oInformation),
      multiplet: (row) => row.multiplet.join(" "),
      largest_member_r_squared: (row) => row.rSquared,
      random_multiplets_r_squared: (row) => row.randomRSquared,
      frustrated_triangles_share: (row) => row.frustrated,
      layer_frustrated_triangles_share: (row) => row.layerFrustrated,
      irreducible: ({ irreducible }) => inWords(irreducible),
      rank_bias_bits: (row) => row.rankBias === undefined ? undefined : inBits(row.rankBias),
      bootstrap_deviation_bits: (row) =>
        row.bootstrapDeviation === undefined ? undefined : inBits(row.bootstrapDeviation),
    },
  });
}
