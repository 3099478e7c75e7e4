/** How the answers change with the width of the layers. */
import { type DataFigure, undrawnFigure } from "../../../figures/kit/figure.ts";
import { enumerate, unbroken } from "../../../figures/kit/text.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import { linesFigure } from "../../../paper/layers/figures/layer_panels.ts";
import { widthEstimates, widthFinding, widthPoints, type WidthQuantity } from "../findings.ts";
import type { WidthResult } from "../layers.ts";

/**
 * Draws over the width of the hidden layers, all else equal: the balance d after and before training, over all sizes and up
 * to six neurons; the size of the most synergistic multiplet; how often greedy misses what the ladder search finds.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function widthsFigure(widths: readonly WidthResult[]): DataFigure {
  const { statement } = widthFinding(widths);
  const [first] = widths;
  if (widths.length < 2) {
    const reason = `All hidden layers have ${first?.width ?? "no"} neurons.`;
    return undrawnFigure(statement, reason, COLUMNS);
  }
  const points = (quantity: WidthQuantity) => widthEstimates(widthPoints(widths, quantity));
  const table = QUANTITIES.flatMap((quantity) =>
    widthPoints(widths, quantity).flatMap(({ values, ...point }) =>
      values.map((value, at) => ({
        ...point,
        quantity,
        network: first!.layers.networks[at]!,
        value,
      }))
    )
  );
  return linesFigure(first!.layers, {
    title: statement,
    subtitle: [
      `Networks with hidden layers of ${
        enumerate(widths.map(({ width }) => `${width}`))
      } neurons, all else equal; ladder ` +
      `search. d: mean of ${unbroken("max Ω + min Ω")}, above 0 redundancy dominates.`,
      "k*: size of the most synergistic multiplet, in per cent of the neurons. Missed: searches of more than 6 neurons in " +
      "which the ladder search finds a more extreme multiplet than greedy.",
    ],
    description: [
      "Line charts over the number of neurons per hidden layer, a column for every layer: d over all sizes after and " +
      "before training, d up to six neurons, k* and the share of searches in which greedy misses.",
    ],
    x: "Neurons per hidden layer",
    rows: [
      {
        label: "d, k < n (bits)",
        height: 110,
        lines: [
          { points: points("d untrained"), colour: PALETTE.fresh, dashed: true, band: true },
          { points: points("d"), colour: PALETTE.ink, band: true },
        ],
      },
      {
        label: "d, k ≤ 6 (bits)",
        height: 90,
        lines: [{ points: points("d of k ≤ 6"), colour: PALETTE.ink, band: true }],
      },
      {
        label: "k* / n (%)",
        height: 90,
        lines: [{ points: points("k* / n"), colour: PALETTE.synergy }],
      },
      {
        label: "Missed (%)",
        height: 90,
        lines: [{ points: points("missed by greedy"), colour: PALETTE.redundancy }],
        values: [100],
      },
    ],
    ends: false,
    key: { solid: "trained", dashed: "untrained" },
    table,
    columns: COLUMNS,
  });
}

const QUANTITIES: readonly WidthQuantity[] = [
  "d",
  "d untrained",
  "d of k ≤ 6",
  "k* / n",
  "missed by greedy",
];

const COLUMNS = {
  quantity: (row: Row) => row.quantity,
  layer: (row: Row) => row.layer,
  width: (row: Row) => row.width,
  network: (row: Row) => row.network,
  value: (row: Row) => row.value,
};

interface Row {
  readonly quantity: WidthQuantity;
  readonly layer: string;
  readonly width: number;
  readonly network: number;
  readonly value: number;
}
