/** The bias of the ranks beside the synergy optima. */
import { areaY } from "@observablehq/plot";
import { biasedOptima, biasPoints, rankBiasFinding } from "../../claims/rank_bias_findings.ts";
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { areaSample } from "../../../figures/kit/legend.ts";
import { bits, percent } from "../../../figures/kit/text.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import { inBits, type LayerSearchResult } from "../result.ts";
import { pointsBySize, referenceSearch } from "../rows.ts";
import {
  BY_LAYER,
  dotsOn,
  END_COLUMNS,
  largeDotSample,
  linesFigure,
  meansOf,
} from "./layer_panels.ts";

const MARK = PALETTE.positive;

/** The axis of Ω goes down to so many times the smallest mean estimate: Ω without ranks has no lower limit. */
const LOWEST = 3;

/**
 * Draws, of the most synergistic multiplet of every size that `referenceSearch` found, Ω(X, y) with and without ranks, and the
 * bias of the ranks beside one bootstrap standard deviation.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function rankBiasFigure(result: LayerSearchResult): DataFigure {
  const optima = biasedOptima(result);
  const { statement, estimates: [share, worst, change] } = rankBiasFinding(result, optima);
  const estimated = meansOf(result, { end: "synergy" });
  const raw = optima.filter((row) => row.unrankedOInformation !== undefined);
  const unranked = pointsBySize(raw, (row) => inBits(row.unrankedOInformation!));
  const floor = LOWEST * Math.min(0, ...estimated.map(({ mean }) => mean));
  const cut = unranked.some(({ mean }) => mean < floor);
  const biases = biasPoints(optima);
  const compared = biases.flatMap((point) => {
    const { deviation } = point;
    return deviation === undefined
      ? []
      : [{ ...point, deviation, below: -deviation, exceeds: Math.abs(point.mean) > deviation }];
  });
  const largest = worst ? `Largest mean bias: ${bits(worst.mean)} (${worst.label}).` : "";
  return linesFigure(result, {
    title: statement,
    subtitle: [
      `The most synergistic multiplet of each size, ${
        referenceSearch(result)
      } search. Bias: what ranks add to Ω of ` +
      "Gaussian samples with the same correlations. Deviation: that of Ω over bootstrap draws of the images.",
      largest,
      share ? `The bias exceeds one deviation in ${percent(share.mean / 100)} of the optima.` : "",
      change === undefined
        ? ""
        : `Without ranks, Ω of the same multiplets differs by ${bits(change.mean)} (median)` +
          (Math.abs(change.mean) > Math.abs(worst!.mean)
            ? ", also because activations are not Gaussian."
            : "."),
      cut
        ? `The line without ranks is cut; it falls to ${
          bits(Math.min(...unranked.map(({ mean }) => mean)))
        }, without a limit where activations are nearly linearly dependent.`
        : "",
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: min Ω with and without ranks, then the bias.",
      largest,
    ],
    rows: [
      {
        label: "min Ω (bits)",
        height: 150,
        lines: [
          { points: unranked, colour: PALETTE.synergy, dashed: true, cut },
          { points: estimated, colour: PALETTE.synergy },
        ],
        values: unranked.map(({ mean }) => Math.max(mean, floor)),
      },
      ...(biases.length === 0 ? [] : [{
        label: "Bias (bits)",
        height: 120,
        lines: [{ points: biases, colour: PALETTE.ink, band: true }],
        behind: [
          areaY(compared, {
            ...BY_LAYER,
            x: "size",
            y1: "below",
            y2: "deviation",
            fill: PALETTE.grid,
          }),
        ],
        front: [dotsOn(compared, ({ exceeds }) => exceeds ? MARK : undefined)],
        values: compared.flatMap(({ below, deviation }) => [below, deviation]),
      }]),
    ],
    ends: false,
    key: { solid: "as estimated", dashed: "without ranks" },
    legend: compared.length === 0 ? [] : [
      { sample: areaSample(PALETTE.grid), label: "± one bootstrap deviation" },
      ...(compared.some(({ exceeds }) => exceeds)
        ? [{ sample: largeDotSample(MARK), label: "mean bias exceeds the deviation" }]
        : []),
    ],
    table: optima,
    columns: {
      ...END_COLUMNS,
      o_information_bits: (row) => inBits(row.oInformation),
      unranked_o_information_bits: (row) =>
        row.unrankedOInformation === undefined ? undefined : inBits(row.unrankedOInformation),
      rank_bias_bits: (row) => inBits(row.rankBias),
      bootstrap_deviation_bits: (row) =>
        row.bootstrapDeviation === undefined ? undefined : inBits(row.bootstrapDeviation),
    },
  });
}
