/**
 * Maps as variables: of every sample, a unit has several values, one per position, such as the pixels of a feature map
 * or the tokens of a text. They are reduced to columns, or positions become samples.
 */
import type { MapReduction, MapShape } from "../data/tables/maps.ts";
import { type RandomSource, shuffle } from "../system/random/random.ts";
import { InformationError } from "./errors.ts";
import type { Column, Variables } from "./variables.ts";

/**
 * How the values of a map become columns:
 * - `"mean"`: one column, the mean over positions;
 * - `"max"`: one column, the largest value;
 * - `components`: a block of the leading principal components over positions, see `mapComponents`;
 * - `positions`: positions become samples, so many of each sample, at the same random places in all samples and maps. The
 *   rows of one sample belong together: give them as groups.
 */
export type MapRule =
  | { readonly kind: "mean" | "max" }
  | { readonly kind: "components" | "positions"; readonly count: number };

/**
 * What a rule keeps of every sample. Under `components` that is all values, map by map: `mapComponents` makes columns of
 * them, when all samples are there.
 *
 * @param random source of the places of `positions`
 * @throws InformationError for a count that is no integer from 1 to the number of positions
 * @example
 * ```ts
 * import { mapReduction } from "@multiplet/multiplet/variables";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // A sample of two maps with three positions each; the values of a position are adjacent.
 * const shape = { maps: 2, positions: 3, mapsFirst: false };
 * const { write, columns } = mapReduction({ kind: "mean" }, shape, randomSource(1));
 * const means = new Float64Array(columns);
 * write([1, 10, 2, 20, 6, 60], 0, means, 0);
 * deepEqual([...means], [3, 30]);
 * ```
 */
export function mapReduction(rule: MapRule, shape: MapShape, random: RandomSource): MapReduction {
  const { maps, positions, mapsFirst } = shape;
  const [ofMap, ofPosition] = mapsFirst ? [positions, 1] : [1, maps];
  const one = { columns: maps, columnsPerMap: 1, rowsPerSample: 1 };
  switch (rule.kind) {
    case "mean":
      return {
        ...one,
        computes: true,
        write: (values, from, into, at) => {
          for (let map = 0; map < maps; map++) {
            let sum = 0;
            for (let p = 0, v = from + map * ofMap; p < positions; p++, v += ofPosition) {
              sum += values[v]!;
            }
            into[at + map] = sum / positions;
          }
        },
      };
    case "max":
      return {
        ...one,
        computes: false,
        write: (values, from, into, at) => {
          for (let map = 0; map < maps; map++) {
            let largest = -Infinity;
            for (let p = 0, v = from + map * ofMap; p < positions; p++, v += ofPosition) {
              // The largest of several values with a NaN is NaN.
              largest = Math.max(largest, values[v]!);
            }
            into[at + map] = largest;
          }
        },
      };
    case "components":
      requireCount(rule, positions);
      return {
        columns: maps * positions,
        columnsPerMap: positions,
        rowsPerSample: 1,
        computes: false,
        write: (values, from, into, at) => {
          for (let map = 0; map < maps; map++) {
            for (let p = 0; p < positions; p++) {
              into[at++] = values[from + map * ofMap + p * ofPosition]!;
            }
          }
        },
      };
    case "positions": {
      requireCount(rule, positions);
      const all = Uint32Array.from({ length: positions }, (_, position) => position);
      const places = shuffle(all, random).slice(0, rule.count).sort();
      return {
        columns: maps,
        columnsPerMap: 1,
        rowsPerSample: places.length,
        computes: false,
        write: (values, from, into, at) => {
          for (const place of places) {
            for (let map = 0; map < maps; map++) {
              into[at++] = values[from + map * ofMap + place * ofPosition]!;
            }
          }
        },
      };
    }
  }
}

/** Maps of some samples. */
export interface MapsOfSamples {
  /** Number of samples, N. */
  readonly samples: number;
  /** Their number, their positions, and the order of values. */
  readonly shape: MapShape;
  /** One name per map. Default: x0, x1, … */
  readonly names?: readonly string[];
}

/**
 * The columns of maps, filled by pieces of several samples each; one variable per map. Under `components` a variable has
 * its values at all positions, in float32: `mapComponents` reduces them. Under `positions` there are `count` rows per
 * sample.
 *
 * @example
 * ```ts
 * import { MapColumns } from "@multiplet/multiplet/variables";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // Two samples of two maps with two positions each.
 * const shape = { maps: 2, positions: 2, mapsFirst: true };
 * const maps = new MapColumns({ samples: 2, shape }, { kind: "mean" }, randomSource(1));
 * maps.add([1, 3, 5, 5]);
 * maps.add([2, 4, 7, 9]);
 * const { columns } = maps.variables();
 * deepEqual(columns.map(({ values }) => [...values]), [[2, 3], [5, 8]]);
 * ```
 */
export class MapColumns {
  readonly #maps: MapsOfSamples;
  readonly #reduction: MapReduction;
  readonly #columns: readonly Column[];
  /** Samples that were added. */
  #added = 0;

  /**
   * No sample was added yet.
   *
   * @throws InformationError as {@link mapReduction}, and for another number of names
   */
  constructor(maps: MapsOfSamples, rule: MapRule, random: RandomSource) {
    const { samples, shape, names } = maps;
    if (names !== undefined && names.length !== shape.maps) {
      throw new InformationError(`${shape.maps} maps need as many names, got ${names.length}`);
    }
    this.#maps = maps;
    this.#reduction = mapReduction(rule, shape, random);
    const { columns, columnsPerMap, rowsPerSample, computes } = this.#reduction;
    const rows = samples * rowsPerSample;
    this.#columns = Array.from({ length: columns }, (_, index): Column => {
      const name = this.#nameOf(Math.floor(index / columnsPerMap));
      return {
        index,
        name: columnsPerMap === 1 ? name : `${name}.${index % columnsPerMap}`,
        values: computes ? new Float64Array(rows) : new Float32Array(rows),
      };
    });
  }

  #nameOf(map: number): string {
    return this.#maps.names?.[map] ?? `x${map}`;
  }

  /**
   * Adds the values of the next samples, one sample behind the other.
   *
   * @throws InformationError for another number of values
   */
  add(values: ArrayLike<number>): void {
    const { samples, shape: { maps, positions } } = this.#maps;
    const { columns: width, rowsPerSample, write } = this.#reduction;
    const length = maps * positions;
    const count = values.length / length;
    if (!Number.isInteger(count) || this.#added + count > samples) {
      throw new InformationError(
        `${samples} samples of ${maps} maps with ${positions} positions have ${
          samples * length
        } values, got ${this.#added * length + values.length}`,
      );
    }
    const own = new Float64Array(rowsPerSample * width);
    for (let i = 0; i < count; i++, this.#added++) {
      write(values, i * length, own, 0);
      for (let row = 0, at = 0; row < rowsPerSample; row++) {
        for (let j = 0; j < width; j++, at++) {
          this.#columns[j]!.values[this.#added * rowsPerSample + row] = own[at]!;
        }
      }
    }
  }

  /**
   * The variables of all samples.
   *
   * @throws InformationError when samples are missing
   */
  variables(): Variables {
    const { samples, shape: { maps } } = this.#maps;
    const { columnsPerMap, rowsPerSample } = this.#reduction;
    if (this.#added < samples) {
      throw new InformationError(`${samples} samples of maps were expected, got ${this.#added}`);
    }
    const variables = Array.from({ length: maps }, (_, index) => ({
      index,
      name: this.#nameOf(index),
      columns: Array.from({ length: columnsPerMap }, (_, at) => index * columnsPerMap + at),
    }));
    return { samples: samples * rowsPerSample, columns: this.#columns, variables, leftOut: [] };
  }
}

function requireCount(
  { kind, count }: Extract<MapRule, { readonly count: number }>,
  positions: number,
): void {
  if (Number.isSafeInteger(count) && count >= 1 && count <= positions) return;
  throw new InformationError(
    `${kind} per map are an integer from 1 to ${positions}, the positions of one map; got ${count}`,
  );
}
