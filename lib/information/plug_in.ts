/** Measures from frequencies of cells: columns in quantile bins, with the correction of Miller and Madow. */
import type { ColumnValues } from "../variables/variables.ts";
import { ranks } from "../variables/ranks.ts";
import type { MultipletMeasures } from "./measures.ts";

/**
 * The bin of every value, 0 to `bins` − 1: with r its rank from 0, of equal values the mean, ⌊r · bins / N⌋.
 *
 * @example
 * ```ts
 * import { quantileBins } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual([...quantileBins(Float64Array.of(5, 1, 4, 2, 3, 6), 3)], [2, 0, 1, 0, 1, 2]);
 * ```
 */
export function quantileBins(values: ColumnValues, bins: number): Uint32Array {
  const samples = values.length;
  return Uint32Array.from(
    ranks(values, { ties: "average" }),
    (rank) => Math.min(bins - 1, Math.floor((rank - 1) * bins / samples)),
  );
}

/** Measures by frequencies, in nats, and how many cells they are of. */
export interface CellMeasures extends MultipletMeasures {
  /** Cells of all variables together with at least one sample. */
  readonly occupied: number;
}

/**
 * The measures of variables that have a few values each. Each entropy is −Σ p ln p of the frequencies, plus (cells with a
 * sample − 1) / 2N (Miller 1955). Where samples are few compared with cells, independent variables look synergistic.
 *
 * @param variables the value of every sample, integers from 0
 * @example
 * ```ts
 * import { cellMeasures } from "@multiplet/multiplet/information";
 * import { strictEqual as equal } from "node:assert/strict";
 * // All combinations of two bits, and their exclusive or: Ω = −1 bit, but for the correction, −3 / 2N nats.
 * const cells = [[0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0]].map((bits) =>
 *   Uint32Array.from({ length: 40_000 }, (_, row) => bits[row % 4]!)
 * );
 * const { oInformation, occupied } = cellMeasures(cells);
 * equal((oInformation / Math.LN2).toFixed(3), "-1.000");
 * equal(occupied, 4);
 * ```
 */
export function cellMeasures(variables: readonly Uint32Array[]): CellMeasures {
  const all = variables.map((_, at) => at);
  const whole = cellEntropy(variables);
  const alone = all.map((at) => cellEntropy([variables[at]!]).entropy);
  const without = all.map((at) =>
    variables.length === 1 ? 0 : cellEntropy(variables.filter((_, other) => other !== at)).entropy
  );
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const totalCorrelation = sum(alone) - whole.entropy;
  const dualTotalCorrelation = whole.entropy -
    sum(without.map((others) => whole.entropy - others));
  return {
    totalCorrelation,
    dualTotalCorrelation,
    oInformation: totalCorrelation - dualTotalCorrelation,
    sInformation: totalCorrelation + dualTotalCorrelation,
    occupied: whole.occupied,
  };
}

function cellEntropy(variables: readonly Uint32Array[]) {
  const [{ length: samples }] = variables as readonly [Uint32Array];
  // The cells of the variables so far, numbered as they occur.
  let cells = new Uint32Array(samples);
  let occupied = 1;
  for (const values of variables) {
    const numbers = new Map<number, number>();
    const before = occupied;
    cells = cells.map((cell, row) => {
      const key = values[row]! * before + cell;
      const known = numbers.get(key) ?? numbers.size;
      numbers.set(key, known);
      return known;
    });
    occupied = numbers.size;
  }
  const counts = new Uint32Array(occupied);
  for (const cell of cells) counts[cell]!++;
  let sum = 0;
  for (const count of counts) sum -= count / samples * Math.log(count / samples);
  return { entropy: sum + (occupied - 1) / (2 * samples), occupied };
}
