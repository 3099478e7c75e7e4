/** The balance of redundancy and synergy by multiplet size. */
import {
  balanceBySizeFinding,
  type BalanceOptions,
  balancePoints,
  signsBySize,
  sizesInWords,
} from "../../claims/layer_balance.ts";
import { estimate } from "../../../figures/kit/estimate.ts";
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { unbroken } from "../../../figures/kit/text.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import type { LayerSearchResult } from "../result.ts";
import { linesFigure } from "./layer_panels.ts";

const STATES = ["trained", "untrained"] as const;

/**
 * Draws max Ω + min Ω over multiplet size with its 95 % interval, a panel per layer, of the trained networks and of
 * the same networks before training: the range of sizes decides on which side of 0 its mean d lies.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function balanceBySizeFigure(
  result: LayerSearchResult,
  { search = "exact" }: Pick<BalanceOptions, "search"> = {},
): DataFigure {
  const rows = STATES.flatMap((state) =>
    result.layers.flatMap(({ name: layer }) =>
      balancePoints(result, layer, { search, networks: state }).map((point) => (
        { layer, state, ...point, ...estimate(point.values) }
      ))
    )
  );
  const lineOf = (state: typeof STATES[number]) => rows.filter((row) => row.state === state);
  const signs = signsBySize(result, { search }).flatMap(({ layer, above, below }) => {
    const words = [
      ...(below.length > 0 ? [`below 0 at k = ${sizesInWords(below)}`] : []),
      ...(above.length > 0 ? [`above 0 at k = ${sizesInWords(above)}`] : []),
    ];
    return words.length === 0 ? [] : `${layer}: ${words.join(", ")}`;
  });
  return linesFigure(result, {
    title: balanceBySizeFinding(result, { search }).statement,
    subtitle: [
      `${
        unbroken("max Ω + min Ω")
      } of multiplets of k neurons by the ${search} search: above 0 redundancy ` +
      "outweighs synergy, below 0 synergy outweighs redundancy.",
      signs.length === 0 ? "" : `Trained networks, significantly: ${signs.join("; ")}.`,
    ],
    description: [
      "Line charts of max Ω + min Ω over multiplet size, a column for every layer, before and after training.",
    ],
    rows: [{
      label: "max Ω + min Ω (bits)",
      height: 190,
      lines: [
        { points: lineOf("untrained"), colour: PALETTE.muted, dashed: true, band: true },
        { points: lineOf("trained"), colour: PALETTE.ink, band: true },
      ],
    }],
    ends: false,
    key: { solid: "trained", dashed: "before training" },
    table: rows.flatMap(({ layer, state, size, values }) =>
      values.map((balance, at) => ({ network: result.networks[at]!, layer, state, size, balance }))
    ),
    columns: {
      network: (row) => row.network,
      layer: (row) => row.layer,
      state: (row) => row.state,
      search: () => search,
      size: (row) => row.size,
      max_plus_min_o_information_bits: (row) => row.balance,
    },
  });
}
