/** The simulated examples of the guide on reading an O-information. */
import {
  covarianceFromMatrix,
  discreteTarget,
  fromNats,
  gaussianSystem,
  oInformation,
  type TargetEncoding,
  targetSplit,
  type Variables,
} from "../../lib/information/mod.ts";
import { analyse, type AnalysisOptions, ranked } from "../../lib/analysis/mod.ts";
import { variablesOf } from "../information/reference.ts";
import { normals } from "../numpy_random.ts";

/** x, y and z = x + y + noise with standard deviation s. */
export function noisySum(samples: number, s: number, seed: number): Variables {
  const [x, y, noise] = normals(samples, 3, seed) as [Float64Array, Float64Array, Float64Array];
  return variablesOf([x, y, x.map((value, i) => value + y[i]! + s * noise[i]!)]);
}

/** The estimate of Ω of all columns together, in bits. */
export async function estimate(of: Variables, options: AnalysisOptions = {}): Promise<number> {
  const { sizes } = await analyse(of, undefined, { ...options, sizes: [of.variables.length] });
  return ranked(sizes[0]!.synergy)[0]!.oInformation;
}

/** The true Ω in bits of Gaussian variables with this covariance. */
export function trueOmega(rows: readonly (readonly number[])[]): number {
  const covariance = covarianceFromMatrix(Float64Array.from(rows.flat()), Infinity);
  return fromNats(oInformation(covariance, rows.map((_, column) => column)), "bits");
}

/** The covariance of some independent variables of variance 1 and their sum, with noise of sd s. */
export function sumCovariance(variables: number, s: number): number[][] {
  const all = Array.from({ length: variables + 1 }, (_, i) => i);
  return all.map((i) =>
    all.map((j) =>
      i === variables && j === variables
        ? variables + s ** 2
        : i === j || i === variables || j === variables
        ? 1
        : 0
    )
  );
}

/** The covariance of noisy copies of one signal; signal and noise have variance 1. */
export function copiesCovariance(copies: number): number[][] {
  const all = Array.from({ length: copies }, (_, i) => i);
  return all.map((i) => all.map((j) => i === j ? 2 : 1));
}

/** All columns with a label: Δ, I(X; y) and H(y) in bits, and I(X; y) without each column. */
export function withLabel(
  columns: readonly Float64Array[],
  labels: readonly number[],
  encoding: TargetEncoding,
) {
  const target = discreteTarget(labels);
  const system = gaussianSystem(variablesOf(columns), target, { encoding, ties: "average" });
  const all = columns.map((_, column) => column);
  const bits = (nats: number) => fromNats(nats, "bits");
  const informationOf = (some: number[]) => bits(targetSplit(system, some).targetInformation);
  const split = targetSplit(system, all);
  return {
    delta: bits(split.targetContribution),
    information: bits(split.targetInformation),
    without: all.map((column) =>
      all.length === 1 ? 0 : informationOf(all.filter((other) => other !== column))
    ),
    warnings: split.warnings,
  };
}
