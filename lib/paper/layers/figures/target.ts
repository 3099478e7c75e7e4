/** Effects of the target on Ω: its contribution, its encoding, the numbers of its classes. */
import { balanceInWords, judgedLayers } from "../../claims/layer_balance.ts";
import {
  encodingsFinding,
  renumberedExtremes,
  renumberingFinding,
  targetFinding,
} from "../../claims/label_findings.ts";
import { ENCODING_WORDS } from "../../claims/wording.ts";
import { ENDS, inBits, type LayerSearchResult } from "../result.ts";
import { byPlace, extremesIn } from "../rows.ts";
import { TARGET_ENCODINGS } from "../../../information/target_encoding.ts";
import { summarise } from "../../../statistics/summary.ts";
import { rangeText } from "../../../statistics/words.ts";
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { bits, enumerate, plural, unbroken } from "../../../figures/kit/text.ts";
import {
  END_COLUMNS,
  endLines,
  endPoints,
  endRow,
  EXTREME_COLUMNS,
  linesFigure,
  meansOf,
} from "./layer_panels.ts";

/**
 * Draws the parts of the most redundant and the most synergistic multiplets of each size: Ω(X, y) with
 * Ω(X), and the target contribution Δ = Ω(X, y) − Ω(X) on an axis of its own.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function partsFigure(result: LayerSearchResult): DataFigure {
  const targets = ENDS.flatMap((end) => meansOf(result, { end }, "targetContribution"));
  const ranges = result.layers.flatMap(({ name }) => {
    const means = targets.filter(({ layer }) => layer === name).map(({ mean }) => mean);
    const range = rangeText([Math.min(...means), Math.max(...means)]);
    return means.length === 0 ? [] : `${unbroken(range)} bits in ${name}`;
  });
  const { statement, note } = targetFinding(result);
  return linesFigure(result, {
    title: statement,
    subtitle: [
      "Ω of the extreme multiplets with and without the class label y, and the target contribution " +
      `${unbroken("Δ = Ω(X, y) − Ω(X)")}; for two neurons ${
        unbroken("Ω(X) = 0")
      }. Encoding: ordinal.`,
      note,
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: total and Ω(X), then Δ. Δ lies " +
      `${enumerate(ranges)}.`,
    ],
    rows: [
      endRow("Ω (bits)", 170, (end) => [
        { points: meansOf(result, { end }) },
        { points: meansOf(result, { end }, "featuresOInformation"), dashed: true },
      ]),
      endRow("Δ (bits)", 110, (end) => [
        { points: meansOf(result, { end }, "targetContribution"), band: true },
      ]),
    ],
    key: { solid: "Ω(X, y) and Δ", dashed: "Ω(X)" },
    table: extremesIn(result),
    columns: EXTREME_COLUMNS,
  });
}

/**
 * Draws the extremes of the exact search under each encoding of the target, one below the other on the same
 * axes, with those of the literal `copula` encoding dashed behind the others.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function encodingsFigure(result: LayerSearchResult): DataFigure {
  const { statement, note } = encodingsFinding(result);
  return linesFigure(result, {
    title: statement,
    subtitle: [
      "Extremes of Ω(X, y) in the exact search, a row for every encoding of the target y; none: y " +
      `is left out. The title compares d, the mean of ${unbroken("max Ω + min Ω")} over ` +
      `${unbroken("k < n")}: encodings differ where two give significant d of opposite signs.`,
      note,
    ],
    description: [
      "Line charts over multiplet size, a row for every encoding, a column for every layer.",
      ...TARGET_ENCODINGS.flatMap((encoding) => {
        const options = { search: "exact", encoding } as const;
        const words = balanceInWords(judgedLayers(result, options), options);
        return words === "" ? [] : `With the encoding ${ENCODING_WORDS[encoding]}, ${words}.`;
      }),
    ],
    rows: TARGET_ENCODINGS.map((encoding) => ({
      // The whole name is longer than the row is high.
      label: `${ENCODING_WORDS[encoding].replace(" model", "")} (bits)`,
      height: 88,
      lines: (encoding === "copula" ? [encoding] : ["copula", encoding] as const).flatMap((shown) =>
        endLines((end) => [
          { points: meansOf(result, { end, encoding: shown }), dashed: shown !== encoding },
        ])
      ),
    })),
    commonAxis: true,
    key: { dashed: "ordinal, to compare" },
    table: byPlace(TARGET_ENCODINGS.flatMap((encoding) => extremesIn(result, { encoding }))).flat(),
    columns: { encoding: (row) => row.encoding, ...EXTREME_COLUMNS },
  });
}

/**
 * Draws the extremes of Ω(X, y) with the classes as they are numbered, and how far they move when the
 * classes are renumbered at random: the mean and the range over the renumberings, each a mean over the
 * networks.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function renamingFigure(result: LayerSearchResult): DataFigure {
  const all = renumberedExtremes(result);
  const none = all.length === 0;
  const largest = Math.max(...all.flatMap(({ changes }) => changes.map(Math.abs)));
  const count = plural(result.renamings, "random renumbering");
  return linesFigure(result, {
    title: renumberingFinding(result, all).statement,
    subtitle: [
      "Extremes in the exact search with the classes as they are numbered" +
      (none ? "." : `, and what ${count} of them change: mean and range.`),
      none
        ? ""
        : "Change and target contribution Δ of the same extremes in the title: root mean squares.",
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: extremes of Ω(X, y), then how " +
      "far they move when the classes are renumbered.",
      none ? "" : `The largest single change is ${bits(inBits(largest))}.`,
    ],
    rows: [
      endRow("Ω(X, y) (bits)", 160, (end) => [{ points: meansOf(result, { end }) }]),
      ...(none ? [] : [
        endRow("Change (bits)", 130, (end) => {
          const [means, lows, highs] = (["mean", "minimum", "maximum"] as const).map((statistic) =>
            endPoints(all, end, ({ changes }) => inBits(summarise(changes)[statistic]))
          );
          const points = means!.map((point, at) => (
            { ...point, low: lows![at]!.mean, high: highs![at]!.mean }
          ));
          return [{ points, band: true }];
        }),
      ]),
    ],
    key: { band: "range over renumberings" },
    table: all.map((row) => (
      { ...row, renamed: summarise(row.changes.map((change) => row.original + change)) }
    )),
    columns: {
      ...END_COLUMNS,
      original_bits: (row) => inBits(row.original),
      renamed_mean_bits: (row) => inBits(row.renamed.mean),
      renamed_minimum_bits: (row) => inBits(row.renamed.minimum),
      renamed_maximum_bits: (row) => inBits(row.renamed.maximum),
      renamings: (row) => row.changes.length,
    },
  });
}
