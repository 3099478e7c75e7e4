/** What makes the synergistic optima of wide layers, beside redundant optima and random multiplets. */
import { enumerate, percent } from "../../figures/kit/text.ts";
import { estimateOf, sideOf } from "../../paper/claims/layer_balance.ts";
import { titleOf, withoutEstimates } from "../../paper/claims/wording.ts";
import { type End, inBits } from "../../paper/layers/result.ts";
import {
  bestRows,
  byPlace,
  type ExtremeRow,
  extremesIn,
  placeOf,
  sizeSpan,
} from "../../paper/layers/rows.ts";
import { type IntervalSide, summarise } from "../../statistics/mod.ts";
import { withInterval } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import type { WideLayerSearch, WideRow } from "./layers.ts";

/** An optimum of the ladder search, with what makes it. */
export type StructuredRow =
  & ExtremeRow
  & WideRow
  & Required<Pick<WideRow, "rSquared" | "randomRSquared">>;

/** The optima of the trained networks at one end. */
export function structuredRows(result: WideLayerSearch, end: End = "synergy"): StructuredRow[] {
  return extremesIn(result, { search: "ladder", end }).filter((
    row,
  ): row is StructuredRow => "rSquared" in row);
}

/** For a synergistic optimum, the redundant one of the same size in the same layer. */
function redundantOptima(result: WideLayerSearch): (row: ExtremeRow) => StructuredRow | undefined {
  const keyOf = (row: ExtremeRow) => `${placeOf(row)} ${row.size}`;
  const rows = new Map(structuredRows(result, "redundancy").map((row) => [keyOf(row), row]));
  return (row) => rows.get(keyOf(row));
}

/** A quantity of what makes optima, at both ends and in random multiplets. */
interface Compared {
  readonly label: string;
  readonly valueOf: (row: StructuredRow) => number | undefined;
  readonly ofRandom: (row: StructuredRow) => number | undefined;
}

/** Means in per cent, over the hidden layers, at the size k* of each layer of each network. */
function comparedAtBest(result: WideLayerSearch, { label, valueOf, ofRandom }: Compared) {
  const hidden = result.layers.filter(({ role }) => role === "hidden").map(({ name }) => name);
  const best = bestRows(structuredRows(result)).filter(({ layer }) => hidden.includes(layer));
  const largestOf = redundantOptima(result);
  const share = (title: string, rows: readonly StructuredRow[], value: Compared["valueOf"]) => {
    const values = rows.flatMap((row) => value(row) ?? []);
    if (values.length === 0) return [];
    return [estimateOf(`${label}, ${title}`, summarise(values.map((one) => 100 * one)), "%")];
  };
  const estimates = [
    ...share("smallest Ω", best, valueOf),
    ...share("random multiplets", best, ofRandom),
    ...share(
      "largest Ω",
      best.flatMap((row) => largestOf(row) ?? []),
      valueOf,
    ),
  ];
  return { estimates, shown: estimates.map(({ mean }) => percent(mean / 100)) };
}

/**
 * Frustrated triangles of the synergistic optima of size k* in hidden layers, beside all triangles of the layer and those of
 * the redundant optima of the same size.
 */
export function structureFinding(result: WideLayerSearch): Finding {
  const { estimates, shown: [own, layer, redundant] } = comparedAtBest(result, {
    label: "frustrated triangles",
    valueOf: (row) => row.frustrated,
    ofRandom: (row) => row.layerFrustrated,
  });
  if (own === undefined) {
    return withoutEstimates("No hidden layer has a synergistic optimum of three");
  }
  return {
    statement: titleOf(
      result.networks,
      `synergy at k*: ${own} of triangles frustrated (whole layer ${layer}, max Ω ${redundant})`,
    ),
    estimates,
  };
}

/** The largest R² of a member of the same multiplets. */
export function dependenceFinding(result: WideLayerSearch): Finding {
  const { estimates, shown: [own, random, redundant] } = comparedAtBest(result, {
    label: "largest R² of a member",
    valueOf: (row) => row.rSquared,
    ofRandom: (row) => row.randomRSquared,
  });
  if (own === undefined) return withoutEstimates("No hidden layer has a synergistic optimum");
  return {
    statement: titleOf(
      result.networks,
      `at k*, the largest R² of a member is ${own} in the multiplet with the smallest Ω, ` +
        `${random} in random ones, ${redundant} in the one with the largest Ω`,
    ),
    estimates,
  };
}

/**
 * Up to which size the multiplet with the smallest Ω is more dependent than random ones, by the largest R² of a member, and
 * from which one on less, in each hidden layer.
 */
export function dependenceBySizeFinding(result: WideLayerSearch): Finding {
  const ranges = result.layers.filter(({ role }) => role === "hidden").map(({ name }) => {
    const own = structuredRows(result).filter(({ layer }) => layer === name);
    const sides = [...Map.groupBy(own, ({ size }) => size)].map(([size, rows]) => ({
      size,
      side: sideOf(summarise(rows.map((row) => row.rSquared - row.randomRSquared))),
    }));
    const sizesOn = (side: IntervalSide) =>
      sides.filter((one) => one.side === side).map(({ size }) => size);
    const more = Math.max(0, ...sizesOn("above"));
    return { name, more, less: Math.min(...sizesOn("below").filter((size) => size > more)) };
  });
  const inLayers = (own: readonly { readonly name: string; readonly size: number }[]) =>
    enumerate(own.map(({ name, size }) => `${size} in ${name}`));
  const more = ranges.filter((one) => one.more > 0).map(({ name, more: size }) => ({ name, size }));
  const less = ranges.filter((one) => Number.isFinite(one.less))
    .map(({ name, less: size }) => ({ name, size }));
  const clauses = [
    ...(more.length > 0 ? [`more dependent than random ones up to k = ${inLayers(more)}`] : []),
    ...(less.length > 0 ? [`less dependent from k = ${inLayers(less)} on`] : []),
  ];
  if (clauses.length === 0) {
    return withoutEstimates(
      "The multiplet with the smallest Ω is about as dependent as random ones",
    );
  }
  return withoutEstimates(
    titleOf(result.networks, `the multiplet with the smallest Ω is ${clauses.join(", and ")} (R²)`),
  );
}

/** Multiplets of one layer of the size k* of each network, as the row of a table: means over networks. */
export type StructureRow = {
  readonly layer: string;
  /** Those with the smallest Ω, those with the largest Ω, or random ones. */
  readonly multiplets: string;
  /** Smallest and largest k*. */
  readonly size: string;
  /** Ω(X, y) in bits; empty for random multiplets. */
  readonly estimate: string;
  /** Largest R² of a member given the others, in per cent. */
  readonly rSquared: string;
  /** Frustrated triangles, in per cent; of random multiplets those of the whole layer. */
  readonly frustrated: string;
  /**
   * The largest size at which the best found multiplet is irreducible: mean over networks, smallest and largest; of
   * those with the smallest Ω.
   */
  readonly irreducible: string;
};

/** Three rows per layer. */
export function structureRows(result: WideLayerSearch): StructureRow[] {
  const all = structuredRows(result);
  const largestOf = redundantOptima(result);
  return [...Map.groupBy(bestRows(all), ({ layer }) => layer)].flatMap(([layer, own]) => {
    const mean = (values: readonly (number | undefined)[]) => {
      const known = values.filter((value) => value !== undefined);
      if (known.length === 0) return "";
      const { mean, confidenceInterval } = summarise(known);
      return withInterval(mean, confidenceInterval);
    };
    const shares = (values: readonly (number | undefined)[]) =>
      mean(values.map((value) => value === undefined ? undefined : 100 * value));
    const irreducible = summarise(
      byPlace(all.filter((row) => row.layer === layer)).map((rows) =>
        Math.max(0, ...rows.filter((row) => row.irreducible).map(({ size }) => size))
      ),
    );
    const size = sizeSpan(own);
    const rowOf = (multiplets: string, rows: readonly StructuredRow[]): StructureRow => ({
      layer,
      multiplets,
      size,
      estimate: mean(rows.map((row) => inBits(row.oInformation))),
      rSquared: shares(rows.map((row) => row.rSquared)),
      frustrated: shares(rows.map((row) => row.frustrated)),
      irreducible: "",
    });
    return [
      {
        ...rowOf("smallest Ω", own),
        irreducible: withInterval(irreducible.mean, [irreducible.minimum, irreducible.maximum]),
      },
      rowOf("largest Ω", own.map((row) => largestOf(row)!)),
      {
        layer,
        multiplets: "random (triangles: whole layer)",
        size,
        estimate: "",
        rSquared: shares(own.map((row) => row.randomRSquared)),
        frustrated: shares(own.map((row) => row.layerFrustrated)),
        irreducible: "",
      },
    ];
  });
}
