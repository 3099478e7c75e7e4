/**
 * The O-information from nearest neighbours, in the form of Kraskov, Stögbauer and Grassberger (2004,
 * doi:10.1103/PhysRevE.69.066138, algorithm 1), as the estimators of JIDT have it.
 */
import digamma from "@stdlib/math-base-special-digamma";
import { rejectUnknownOptions } from "../../system/checks/options.ts";
import { InformationError } from "../../variables/errors.ts";
import type { ColumnValues } from "../../variables/variables.ts";
import type { MultipletMeasures } from "../measures.ts";
import { atOnce, requireNeighbours, SortedSamples, stepsOf } from "./samples.ts";

/** Options of {@link ksgMeasures}. */
export interface NeighbourOptions {
  /** Nearest other samples that set the scale of each sample, K. Default 4. */
  readonly neighbours?: number | undefined;
}

/** Neighbours by default. */
export const NEIGHBOURS = 4;

/**
 * All four measures of one multiplet of continuous variables, in nats. With ε the distance of a sample to its K-th
 * nearest other one, in the max norm of all d variables; n_j other samples nearer than ε in variable j, and n₋ⱼ in all
 * variables but j:
 *
 * Ω = (2 − d) (ψ(K) − ψ(N)) + ⟨Σ_j ψ(n₋ⱼ + 1) − ψ(n_j + 1)⟩,
 * TC = ψ(K) + (d − 1) ψ(N) − ⟨Σ_j ψ(n_j + 1)⟩,
 * DTC = (d − 1) ψ(K) + ψ(N) − ⟨Σ_j ψ(n₋ⱼ + 1)⟩.
 *
 * The result depends on the scales of the variables. Equal values are not moved apart: many of them make it meaningless.
 *
 * @param variables of each the values of its columns, of one length
 * @throws InformationError for fewer than two variables, and for no more samples than neighbours
 * @example
 * ```ts
 * import { ksgMeasures } from "@multiplet/multiplet/information";
 * import { normals, randomSource } from "@multiplet/multiplet/random";
 * import { ok } from "node:assert/strict";
 * const random = randomSource(1);
 * const [x, y, noise] = [normals(2000, random), normals(2000, random), normals(2000, random)];
 * const sum = x.map((one, at) => one + y[at]! + noise[at]!);
 * // Ω = ½ ln(3/4) = −0.144.
 * const { oInformation } = ksgMeasures([[x], [y], [sum]]);
 * ok(Math.abs(oInformation + 0.144) < 0.05);
 * ```
 */
export function ksgMeasures(
  variables: readonly (readonly ColumnValues[])[],
  options: NeighbourOptions = {},
): MultipletMeasures {
  return atOnce(ksgSteps(variables, options));
}

/** {@link ksgMeasures} in steps of a fraction of a second. */
export function* ksgSteps(
  variables: readonly (readonly ColumnValues[])[],
  options: NeighbourOptions = {},
): Generator<void, MultipletMeasures> {
  rejectUnknownOptions(InformationError, "ksgMeasures", options, ["neighbours"]);
  const { neighbours = NEIGHBOURS } = options;
  const d = variables.length;
  if (d < 2 || variables.some((columns) => columns.length === 0)) {
    throw new InformationError(
      `A multiplet for nearest neighbours has two variables or more, with columns, got ${d}`,
    );
  }
  const samples = variables[0]![0]!.length;
  requireNeighbours("An estimate by nearest neighbours", samples, neighbours);
  const { alone, without } = yield* neighbourSums(variables, neighbours);
  const [near, all] = [digamma(neighbours), digamma(samples)];
  const totalCorrelation = near + (d - 1) * all - alone;
  const dualTotalCorrelation = (d - 1) * near + all - without;
  return {
    totalCorrelation,
    dualTotalCorrelation,
    oInformation: (2 - d) * (near - all) + without - alone,
    sInformation: totalCorrelation + dualTotalCorrelation,
  };
}

/** ⟨Σ_j ψ(n_j + 1)⟩ and ⟨Σ_j ψ(n₋ⱼ + 1)⟩. */
function* neighbourSums(
  variables: readonly (readonly ColumnValues[])[],
  neighbours: number,
): Generator<void, { readonly alone: number; readonly without: number }> {
  const whole = new SortedSamples(variables.flat());
  const [, ...others] = variables;
  const withoutFirst = new SortedSamples(others.flat());
  const each = variables.map((columns) => new SortedSamples(columns));
  const { samples, width, rows, order } = whole;
  const variableOf = Int32Array.from(variables.flatMap((columns, j) => columns.map(() => j)));
  const psi = Float64Array.from({ length: samples }, (_, count) => digamma(count + 1));
  const nearest = new Float64Array(neighbours);
  const without = new Uint32Array(variables.length);
  let [ofAlone, ofWithout] = [0, 0];
  const addUp = (place: number) => {
    const sample = order[place]!;
    const radius = whole.neighbourDistance(place, nearest);
    if (radius === 0) {
      // No sample is nearer than its copies.
      ofAlone += variables.length * psi[0]!;
      ofWithout += variables.length * psi[0]!;
      return;
    }
    without.fill(0);
    // All variables but one of the others are near; those that are near in all are counted for each.
    let inside = -1; // Without the sample itself.
    const own = place * width;
    const [first, end] = whole.window(place, radius);
    for (let at = first, row = first * width; at < end; at++, row += width) {
      let far = -1;
      let c = 1;
      for (; c < width; c++) {
        if (Math.abs(rows[own + c]! - rows[row + c]!) < radius) continue;
        const j = variableOf[c]!;
        if (far >= 0 && far !== j) break;
        far = j;
      }
      if (c < width) continue;
      if (far < 0) inside++;
      else without[far]!++;
    }
    without[0] = withoutFirst.countWithin(withoutFirst.places[sample]!, radius);
    ofWithout += psi[without[0]]!;
    for (let j = 1; j < variables.length; j++) ofWithout += psi[inside + without[j]!]!;
    for (const one of each) ofAlone += psi[one.countWithin(one.places[sample]!, radius)]!;
  };
  for (const [first, end] of stepsOf(samples, samples)) {
    for (let place = first; place < end; place++) addUp(place);
    yield;
  }
  return { alone: ofAlone / samples, without: ofWithout / samples };
}
