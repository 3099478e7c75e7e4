/** Mutual information of continuous variables and a class from nearest neighbours (Ross 2014, doi:10.1371/journal.pone.0087357). */
import digamma from "@stdlib/math-base-special-digamma";
import { rejectUnknownOptions } from "../../system/checks/options.ts";
import { InformationError } from "../../variables/errors.ts";
import { classTitle, type DiscreteTarget, rowsByClass } from "../../variables/target.ts";
import type { ColumnValues } from "../../variables/variables.ts";
import { type NeighbourOptions, NEIGHBOURS } from "./ksg.ts";
import { atOnce, requireNeighbours, SortedSamples, stepsOf } from "./samples.ts";

/**
 * I(X; class) in nats, not cut at 0. With ε the distance of a sample to the K-th nearest other one of its class, in the
 * max norm of all columns, and m other samples of any class at most as far:
 *
 * I = ψ(N) + ψ(K) − ⟨ψ(N_class)⟩ − ⟨ψ(m)⟩.
 *
 * The estimate is good for up to about four columns.
 *
 * @param columns their values, of one length
 * @throws InformationError for a class with no more samples than neighbours, which the message names
 * @example
 * ```ts
 * import { classInformation, discreteTarget } from "@multiplet/multiplet/information";
 * import { normals, randomSource } from "@multiplet/multiplet/random";
 * import { ok } from "node:assert/strict";
 * const x = normals(2000, randomSource(1));
 * // The sign of x is one bit, and x determines it.
 * const target = discreteTarget([...x].map((one) => one > 0));
 * ok(Math.abs(classInformation([x], target) - Math.LN2) < 0.02);
 * ```
 */
export function classInformation(
  columns: readonly ColumnValues[],
  target: DiscreteTarget,
  options: NeighbourOptions = {},
): number {
  return atOnce(classSteps(columns, target, options));
}

/** {@link classInformation} in steps of a fraction of a second. */
export function* classSteps(
  columns: readonly ColumnValues[],
  target: DiscreteTarget,
  options: NeighbourOptions = {},
): Generator<void, number> {
  rejectUnknownOptions(InformationError, "classInformation", options, ["neighbours"]);
  const { neighbours = NEIGHBOURS } = options;
  const [first] = columns;
  if (first === undefined) {
    throw new InformationError("Information about a class needs columns, got none");
  }
  const samples = first.length;
  requireNeighbours("An estimate by nearest neighbours", samples, neighbours);
  const all = new SortedSamples(columns);
  const nearest = new Float64Array(neighbours);
  let [ofClasses, ofAll] = [0, 0];
  for (const [index, { rows }] of rowsByClass({ samples }, target).entries()) {
    if (rows.length <= neighbours) {
      throw new InformationError(
        `An estimate with ${neighbours} neighbours needs more than ${neighbours} samples of each class; ` +
          `class ${classTitle(target, index)} has ${rows.length}`,
      );
    }
    const own = new SortedSamples(
      columns.map((values) => Float64Array.from(rows, (row) => values[row]!)),
    );
    ofClasses += rows.length * digamma(rows.length);
    for (const [from, end] of stepsOf(rows.length, samples)) {
      for (let at = from; at < end; at++) {
        const radius = own.neighbourDistance(own.places[at]!, nearest);
        ofAll += digamma(all.countWithin(all.places[rows[at]!]!, nextAbove(radius)));
      }
      yield;
    }
  }
  return digamma(samples) + digamma(neighbours) - (ofClasses + ofAll) / samples;
}

const number = new Float64Array(1);
const bits = new BigUint64Array(number.buffer);

/** The next larger number: what is below it is at most `value`. */
function nextAbove(value: number): number {
  number[0] = value;
  bits[0]!++;
  return number[0]!;
}
