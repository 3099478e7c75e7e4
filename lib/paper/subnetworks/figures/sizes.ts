/** The sizes of sub-networks that a figure shows, and what they mean in words. */
import {
  BEST_SIZES,
  numbersAmong,
  type RetrainingResult,
  sizesAmong,
  type SubnetworkSize,
} from "../result.ts";
import { summarise } from "../../../statistics/summary.ts";
import { PlotError } from "../../../figures/kit/figure.ts";
import { decimal, enumerate, sentences } from "../../../figures/kit/text.ts";

/** Sizes at which sub-networks were re-trained from their initial weights. */
export function retrainedSizes({ rows }: RetrainingResult): SubnetworkSize[] {
  return sizesAmong(rows.filter(({ start }) => start === "rewound"));
}

/**
 * The size that a title is about: k* of the paper's search; without it that of the exact search, else
 * the number closest to half of the first layer's neurons.
 */
export function mainSize(
  { layers }: RetrainingResult,
  sizes: readonly SubnetworkSize[],
): SubnetworkSize {
  const half = (layers[0]?.units ?? 0) / 2;
  const main = BEST_SIZES.find((size) => sizes.includes(size)) ??
    numbersAmong(sizes).toSorted((a, b) => Math.abs(a - half) - Math.abs(b - half))[0];
  if (main === undefined) throw new PlotError("Cannot draw a result without any sub-network");
  return main;
}

/** @throws {PlotError} when a result has no sub-networks of that size */
export function requireSize(sizes: readonly SubnetworkSize[], size: SubnetworkSize): void {
  if (sizes.includes(size)) return;
  throw new PlotError(
    `Cannot draw sub-networks of size ${size}: ` +
      (sizes.length === 0 ? "the result has none" : `the result has ${sizes.join(", ")}`),
  );
}

/** What chose multiplets of a size that is a number, where that is not the exact search; else empty. */
export function numberNote({ sizeSearch }: RetrainingResult): string {
  return sizeSearch === "exact"
    ? ""
    : "Synergy, redundancy and complement of a number of neurons: by the paper’s greedy search.";
}

const searchOf = (size: typeof BEST_SIZES[number]): string =>
  size === "k*" ? "the paper’s greedy search" : "the exact search";

/** How multiplets of the sizes of an axis were chosen: what k* is, and what numbers are. */
export function sizesNote(result: RetrainingResult, sizes: readonly SubnetworkSize[]): string {
  const searches = BEST_SIZES.filter((size) => sizes.includes(size))
    .map((size) => `by ${searchOf(size)}${size === "k*" ? "" : " (exact)"}`);
  return sentences(
    searches.length === 0
      ? ""
      : `k*: size of each layer’s most synergistic multiplet, ${searches.join(" and ")}.`,
    numbersAmong(sizes).length === 0 ? "" : numberNote(result),
  );
}

/** What k* is, and how large on average; for a size that is a number, as {@link numberNote}. */
export function sizeNote(result: RetrainingResult, size: SubnetworkSize): string {
  if (typeof size === "number") return numberNote(result);
  const { networks, layers, bestSizes } = result;
  const several = networks.length > 1;
  const alike = new Set(layers.map(({ units }) => units)).size === 1;
  const means = layers.map(({ name, units }) => {
    const own = bestSizes.filter(({ layer, search }) =>
      layer === name && search === (size === "k*" ? "greedy" : "exact")
    );
    const { mean } = summarise(own.map((one) => one.size));
    return decimal(mean, several ? 1 : 0) + (alike ? "" : ` of ${units}`);
  });
  return `k*: size of each layer’s most synergistic multiplet by ${searchOf(size)}, ` +
    (several ? "on average " : "") + enumerate(means) +
    `${alike ? ` of ${layers[0]!.units}` : ""} neurons.`;
}
