/** What makes the most synergistic multiplets of wide layers. */
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import { lineAcross, REFERENCE_STYLE, referenceEntry } from "../../../figures/panels/marks.ts";
import { END_COLUMNS, linesFigure } from "../../../paper/layers/figures/layer_panels.ts";
import { inBits } from "../../../paper/layers/result.ts";
import { pointsBySize } from "../../../paper/layers/rows.ts";
import { type StructuredRow, structuredRows, structureFinding } from "../findings.ts";
import type { WideLayerSearch } from "../layers.ts";

/** The share of triangles with a negative product that independent variables have. */
const BY_CHANCE = 50;

/**
 * Draws, of the most synergistic multiplet of every size that the ladder search found, the largest R² of a member given
 * the others, the share of frustrated triangles, and in how many networks it is irreducible; a panel per layer.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function structureFigure(result: WideLayerSearch): DataFigure {
  const rows = structuredRows(result);
  const { statement, estimates: [rSquared, frustrated] } = structureFinding(result);
  const points = (own: readonly StructuredRow[], valueOf: (row: StructuredRow) => number) => [
    { points: pointsBySize(own, valueOf), colour: PALETTE.synergy },
  ];
  return linesFigure(result, {
    title: statement,
    subtitle: [
      "Of the most synergistic multiplet of each size, ladder search. Largest R²: of the member that the other members " +
      "determine best; it is large in redundant multiplets, too.",
      "Frustrated: triangles of members whose correlations have a negative product; half of them in independent " +
      "variables. Irreducible: networks in which no removal of one member makes Ω smaller.",
      rSquared === undefined || frustrated === undefined
        ? ""
        : "The title has means over all layers and networks, at the size with the smallest Ω.",
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: largest R² of a member, share of frustrated " +
      "triangles, share of networks in which the multiplet is irreducible.",
    ],
    rows: [
      {
        label: "Largest R² (%)",
        height: 100,
        lines: points(rows, (row) => 100 * row.rSquared),
        values: [100],
      },
      {
        label: "Frustrated (%)",
        height: 100,
        lines: points(
          rows.filter((row) => row.frustrated !== undefined),
          (row) => 100 * row.frustrated!,
        ),
        behind: [lineAcross("y", [BY_CHANCE], REFERENCE_STYLE)],
        values: [100],
      },
      {
        label: "Irreducible (%)",
        height: 80,
        lines: [{
          points: pointsBySize(rows, (row) => row.irreducible ? 100 : 0),
          colour: PALETTE.synergy,
        }],
        values: [100],
      },
    ],
    ends: false,
    key: {},
    legend: [referenceEntry("independent variables")],
    table: rows,
    columns: {
      ...END_COLUMNS,
      o_information_bits: (row) => inBits(row.oInformation),
      multiplet: (row) => row.multiplet.join(" "),
      largest_member_r_squared: (row) => row.rSquared,
      frustrated_triangles_share: (row) => row.frustrated,
      irreducible: (row) => row.irreducible ? "yes" : "no",
      rank_bias_bits: (row) => row.rankBias === undefined ? undefined : inBits(row.rankBias),
      bootstrap_deviation_bits: (row) =>
        row.bootstrapDeviation === undefined ? undefined : inBits(row.bootstrapDeviation),
    },
  });
}
