/** The balance of redundancy and synergy by multiplet size. */
import {
  balanceBySizeFinding,
  balanceBySizeInWords,
  type BalanceOptions,
  type BalancePoint,
  balancesOf,
  changingLayers,
  sidesInWords,
} from "../../claims/layer_balance.ts";
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { unbroken } from "../../../figures/kit/text.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import type { LayerSearchResult } from "../result.ts";
import { referenceSearch } from "../rows.ts";
import { dotsOn, largeDotSample, linesFigure } from "./layer_panels.ts";

const SIDES = { above: PALETTE.redundancy, below: PALETTE.synergy, around: undefined };

/**
 * Draws max Ω + min Ω over multiplet size with its 95 % interval, a panel per layer, of the trained networks and of
 * the same networks before training: on which side of 0 their mean over sizes lies can depend on the range of sizes.
 *
 * @throws {PlotError} when there is no network, no layer, or no layer of three neurons
 */
export function balanceBySizeFigure(
  result: LayerSearchResult,
  { search = referenceSearch(result) }: Pick<BalanceOptions, "search"> = {},
): DataFigure {
  const trained = balancesOf(result, { search });
  const untrained = balancesOf(result, { search, networks: "untrained" });
  const sidesOf = (points: readonly BalancePoint[]) =>
    changingLayers(points).map(sidesOfLayer).join("; ");
  const [changing, changingBefore] = [sidesOf(trained), sidesOf(untrained)];
  const before = "Before training, " +
    (changingBefore === "" ? balanceBySizeInWords(result, untrained) : changingBefore) + ".";
  return linesFigure(result, {
    title: balanceBySizeFinding(result, trained).statement,
    subtitle: [
      `${unbroken("max Ω + min Ω")} of multiplets of k neurons, ${search} search: above 0 ` +
      "redundancy outweighs synergy, below 0 synergy outweighs redundancy.",
      changing === ""
        ? ""
        : `Intervals after training, not corrected for the number of sizes: ${changing}.`,
      before,
    ],
    description: [
      "Line charts of max Ω + min Ω over multiplet size, a column for every layer, before and after training.",
      ...[...Map.groupBy(trained, ({ layer }) => layer)].map((own) => `${sidesOfLayer(own)}.`),
      before,
    ],
    rows: [{
      label: "max Ω + min Ω (bits)",
      height: 190,
      lines: [
        { points: untrained, colour: PALETTE.fresh, dashed: true, band: true },
        { points: trained, colour: PALETTE.ink, band: true },
      ],
      front: [dotsOn(trained, ({ side }) => SIDES[side])],
    }],
    ends: false,
    key: { solid: "trained", dashed: "untrained" },
    legend: [
      { sample: largeDotSample(SIDES.above), label: "interval > 0" },
      { sample: largeDotSample(SIDES.below), label: "interval < 0" },
    ],
    table: [
      ...trained.map((point) => ({ ...point, state: "trained" })),
      ...untrained.map((point) => ({ ...point, state: "untrained" })),
    ].flatMap(({ values, ...point }) =>
      values.map((balance, at) => ({ ...point, network: result.networks[at]!, balance }))
    ),
    columns: {
      search: () => search,
      state: (row) => row.state,
      network: (row) => row.network,
      layer: (row) => row.layer,
      size: (row) => row.size,
      max_plus_min_o_information_bits: (row) => row.balance,
    },
  });
}

/** `"fc3 below 0 at k = 2 to 9, above 0 at k = 12"`. */
function sidesOfLayer([layer, points]: readonly [string, readonly BalancePoint[]]): string {
  return `${layer} ${sidesInWords(points) || "on no side of 0 at any size"}`;
}
