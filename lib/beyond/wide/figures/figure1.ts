/** Figure 1 of wide layers. */
import {
  balanceFinding,
  balanceInWords,
  judgedLayers,
} from "../../../paper/claims/layer_balance.ts";
import { sizeRanges } from "../../../paper/claims/layers.ts";
import {
  dotsOn,
  endRow,
  EXTREME_COLUMNS,
  largeDotSample,
  linesFigure,
  meansOf,
} from "../../../paper/layers/figures/layer_panels.ts";
import {
  type ExtremeRow,
  extremesIn,
  pointsBySize,
  type SizePoint,
} from "../../../paper/layers/rows.ts";
import { ENDS, inBits } from "../../../paper/layers/result.ts";
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { enumerate, meanInWords, sizesInWords, unbroken } from "../../../figures/kit/text.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import type { WideLayerSearch, WideRow } from "../layers.ts";

/** The sizes of a layer whose multiplets were all compared in every network. */
export function provenSizes(
  { rows }: WideLayerSearch,
  layer: string,
  search: WideRow["search"] = "ladder",
): number[] {
  const own = rows.filter((row) =>
    row.layer === layer && row.search === search && row.state === "trained"
  );
  const open = new Set(own.filter(({ proven }) => !proven).map(({ size }) => size));
  return [...new Set(own.map(({ size }) => size))].filter((size) => !open.has(size))
    .sort((a, b) => a - b);
}

/**
 * Draws the largest and the smallest Ω(X, y) of every size by the ladder search and by the paper's greedy search, and by
 * the ladder search before training, a panel per layer: means over networks. Dots mark the sizes whose multiplets the
 * ladder search compared all.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function wideFigure1(result: WideLayerSearch): DataFigure {
  const ladder = { search: "ladder" } as const;
  const judged = judgedLayers(result, ladder);
  const notes = judged.flatMap(({ layer, dominance }) =>
    dominance === undefined ? [] : `${meanInWords(dominance, "bits")} in ${layer}`
  );
  const proven = ENDS.flatMap((end) =>
    result.layers.flatMap(({ name }) => {
      const sizes = provenSizes(result, name);
      const rows = extremesIn(result, { ...ladder, end, layer: name })
        .filter(({ size }) => sizes.includes(size));
      return pointsBySize(rows, ({ oInformation }) => inBits(oInformation))
        .map((point): SizePoint & { colour: string } => ({ ...point, colour: PALETTE[end] }));
    })
  );
  const linesOf = (cut: boolean): Parameters<typeof endRow>[2] => (end) => [
    { points: meansOf(result, { ...ladder, end, state: "untrained" }), dotted: true, cut },
    { points: meansOf(result, { end, search: "greedy" }), dashed: true, cut },
    { points: meansOf(result, { ...ladder, end }), cut },
  ];
  const lowest = Math.min(
    0,
    ...meansOf(result, { ...ladder, end: "synergy" }).map(({ mean }) => mean),
  );
  const untrained = judgedLayers(result, { ...ladder, networks: "untrained" });
  const before = balanceInWords(untrained, { ...ladder, networks: "untrained" });
  return linesFigure(result, {
    title: balanceFinding(result, ladder, judged).statement,
    subtitle: [
      "Largest and smallest Ω(X, y) among multiplets of k neurons: by the ladder search, by the paper’s greedy " +
      "search, and by the ladder search before training.",
      `The title is about d, the mean of ${unbroken("max Ω + min Ω")} over ${
        unbroken("k < n")
      }, by the ladder ` +
      `search${notes.length === 0 ? "" : `: ${enumerate(notes)}`}.`,
      ...sizeRanges(result).slice(1).map((upTo) => {
        const words = balanceInWords(judgedLayers(result, { ...ladder, upTo }), ladder);
        return words === "" ? "" : `Over ${unbroken(`k ≤ ${upTo}`)} alone, ${words}.`;
      }),
      before === "" ? "" : `Before training, over all sizes, ${before}.`,
      provenNote(result),
      "The lower panels cut the same lines.",
    ],
    description: [
      "Line charts of Ω(X, y) in bits over multiplet size, a column for every layer: redundancy above, synergy below.",
      notes.length === 0 ? "" : `d: ${enumerate(notes)}.`,
    ],
    rows: [
      {
        ...endRow("Ω(X, y) (bits)", 190, linesOf(false)),
        front: [dotsOn(proven, ({ colour }) => colour)],
      },
      {
        ...endRow("Ω near 0 (bits)", 190, linesOf(true), { values: [lowest, -lowest] }),
        front: [dotsOn(proven.filter(({ mean }) => mean <= -lowest), ({ colour }) => colour)],
      },
    ],
    key: { solid: "ladder", dashed: "greedy", dotted: "ladder, untrained" },
    legend: [{ sample: largeDotSample(PALETTE.ink), label: "all multiplets compared" }],
    table: result.rows.filter((row): row is WideRow & ExtremeRow => row.oInformation !== undefined),
    columns: {
      search: (row) => row.search,
      training: ({ state }) => state === "trained" ? "after" : "before",
      guarantee: ({ proven }) => proven ? "optimal" : "best found",
      ...EXTREME_COLUMNS,
    },
  });
}

/** The sizes that are proven, in one sentence. */
function provenNote(result: WideLayerSearch): string {
  const bySizes = Map.groupBy(result.layers, ({ name }) => sizesInWords(provenSizes(result, name)));
  const clauses = [...bySizes].map(([sizes, layers]) =>
    `${unbroken(`k = ${sizes}`)} in ${enumerate(layers.map(({ name }) => name))}`
  );
  return `Dots: all multiplets compared, ${
    enumerate(clauses)
  }; elsewhere the best that the ladder search found.`;
}
