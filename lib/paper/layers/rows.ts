/** Rows of the table of layers: filtered by condition, paired, and summarised over networks. */
import { ENDS, type LayerPlace, type LayerRow, type LayerSearchResult } from "./result.ts";
import { type Estimate, estimate } from "../../figures/kit/estimate.ts";
import type { ScoredMultiplet } from "../../information/mod.ts";

/** Values of columns that rows must have; {@link extremesIn} has defaults. */
export type Condition = { readonly [Column in keyof LayerRow]?: LayerRow[Column] | undefined };

/** A multiplet at one end of Ω, with its scores. */
export type ExtremeRow = LayerRow & Required<Pick<LayerRow, "end">> & ScoredMultiplet;

/** Trained networks, the class label as it is numbered. */
const USUAL: Condition = {
  state: "trained",
  encoding: "copula",
  classAgainstRest: undefined,
  renaming: undefined,
};

const references = new WeakMap<LayerSearchResult["rows"], "exact" | "ladder">();

/**
 * The search that stands beside the paper's greedy one: the ladder search where the result has it, as in layers that are
 * too wide for the exact one; else the exact search.
 */
export function referenceSearch({ rows }: Pick<LayerSearchResult, "rows">): "exact" | "ladder" {
  return references.getOrInsertComputed(
    rows,
    () => rows.some(({ search }) => search === "ladder") ? "ladder" : "exact",
  );
}

/**
 * The extreme multiplets under a condition, layer by layer, in each network by network and by size.
 *
 * @param condition what differs from trained networks, {@link referenceSearch}, copula encoding, classes as they
 *   are numbered; `undefined` asks for rows without a value in that column
 */
export function extremesIn(
  { layers, rows }: Pick<LayerSearchResult, "layers" | "rows">,
  condition: Condition = {},
): ExtremeRow[] {
  const usual = { ...USUAL, search: referenceSearch({ rows }) };
  const wanted = Object.entries({ ...usual, ...condition }) as [keyof LayerRow, unknown][];
  const found = rows.filter((row): row is ExtremeRow =>
    row.oInformation !== undefined && wanted.every(([column, value]) => row[column] === value)
  );
  return layers.flatMap(({ name }) => found.filter(({ layer }) => layer === name));
}

/** One layer of one network as the key of a map. */
export const placeOf = ({ network, layer }: LayerPlace) => `${network} ${layer}`;

/** Rows that belong to the same layer of the same network together, else in their order. */
export function byPlace<Row extends LayerPlace>(rows: readonly Row[]): Row[][] {
  return [...Map.groupBy(rows, placeOf).values()];
}

/** Of every layer of every network the row with the smallest Ω, which has the size k*. */
export function bestRows<Row extends ExtremeRow>(rows: readonly Row[]): Row[] {
  return byPlace(rows).map((own) =>
    own.reduce((best, row) => row.oInformation < best.oInformation ? row : best)
  );
}

/** The smallest and the largest multiplet size of rows: `"7 to 9"`, or `"7"`. */
export function sizeSpan(rows: readonly Pick<LayerRow, "size">[]): string {
  const sizes = rows.map(({ size }) => size);
  const [first, last] = [Math.min(...sizes), Math.max(...sizes)];
  return first === last ? `${first}` : `${first} to ${last}`;
}

/** All rows of the largest Ω of a layer of a network, then those of the smallest. */
export function endByEnd<Row extends Pick<LayerRow, "network" | "layer" | "end">>(
  rows: readonly Row[],
): Row[] {
  return byPlace(rows).flatMap((own) =>
    ENDS.flatMap((end) => own.filter((row) => row.end === end))
  );
}

/** Each row with its partner of the same network, layer, size and end; rows without one are left out. */
export function paired(
  rows: readonly ExtremeRow[],
  others: readonly ExtremeRow[],
): (readonly [row: ExtremeRow, other: ExtremeRow])[] {
  const keyOf = (row: ExtremeRow) => `${placeOf(row)} ${row.size} ${row.end}`;
  const partners = new Map(others.map((other) => [keyOf(other), other]));
  return rows.flatMap((row) => {
    const other = partners.get(keyOf(row));
    return other === undefined ? [] : [[row, other] as const];
  });
}

/** Mean over networks at one multiplet size of a layer. */
export interface SizePoint extends Estimate {
  readonly layer: string;
  readonly size: number;
}

/** Means over networks for each layer and size, ascending; `valueOf` is in the unit of the means. */
export function pointsBySize<Row extends Pick<LayerRow, "layer" | "size">>(
  rows: readonly Row[],
  valueOf: (row: Row) => number,
): SizePoint[] {
  return [...Map.groupBy(rows, ({ layer }) => layer)].flatMap(([layer, own]) =>
    [...Map.groupBy(own, ({ size }) => size)].sort(([a], [b]) => a - b).map(([size, ones]) => (
      { layer, size, ...estimate(ones.map(valueOf)) }
    ))
  );
}

/**
 * max Ω_k + min Ω_k of a layer of one network, in nats, by size k from 2 to n − 1: positive where redundancy
 * outweighs synergy.
 *
 * @param rows both ends of sizes 2..n; at k = n they are one multiplet, which would count twice
 * @param score a size counts where both ends have it
 */
export function balanceBySize(
  rows: readonly ExtremeRow[],
  score: "oInformation" | "unrankedOInformation" = "oInformation",
): Map<number, number> {
  const sizes = Map.groupBy(rows, ({ size }) => size);
  sizes.delete(Math.max(...sizes.keys()));
  return new Map(
    [...sizes].map(([size, own]): [number, number] => [
      size,
      own.reduce((sum, row) => sum + (row[score] ?? NaN), 0),
    ]).filter(([, balance]) => !Number.isNaN(balance)),
  );
}
