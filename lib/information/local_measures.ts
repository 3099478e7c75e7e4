/**
 * Local O-information and its companions: the measures of single samples.
 * @module
 */
import { type ColumnsOf, requireVariables } from "../variables/grouping.ts";
import { logDeterminant, squaredDistance } from "./cholesky.ts";
import { choleskyFactor, type Covariance, covariance, meanOf, type Sampled } from "./covariance.ts";
import { measuresOf, type MultipletMeasures, multipletTerms } from "./measures.ts";

/** Each measure of {@link MultipletMeasures} for every sample, in nats. */
export type LocalMeasures = { readonly [Measure in keyof MultipletMeasures]: Float64Array };

/**
 * The measures of a multiplet for every single sample z: each entropy of {@link multipletMeasures} is
 * replaced by −ln N(z; m, C), with mean m and covariance C of the samples. Their means over the
 * samples are the measures without bias correction (Scagliarini et al. 2022,
 * doi:10.1103/PhysRevResearch.4.013184).
 *
 * @param sampled columns, copula-normalised before where their columns are not Gaussian
 * @param variables at least one: columns, or blocks of columns that count as one variable
 * @throws InformationError for variables that the samples do not have, or that overlap
 * @throws DegenerateColumnsError, TooFewSamplesError or NotPositiveDefiniteError when there is no
 *   covariance, or a singular one
 * @example
 * ```ts
 * import { localMeasures, toVariables } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * const values = Float64Array.of(1, 1, 1, -1, -1, -1, 0, 2, 2, 0, 0, -2);
 * const columns = toVariables({ samples: 4, variables: 3, values });
 * const { oInformation } = localMeasures(columns, [0, 1]);
 * ok(oInformation.every((value) => Math.abs(value) < 1e-14)); // A pair has no O-information.
 * ```
 */
export function localMeasures(
  sampled: Sampled,
  variables: readonly ColumnsOf[],
): LocalMeasures {
  const spread = covariance(sampled);
  const centre = sampled.columns.map(({ values }) => meanOf(values));
  const { joint, alone, without } = multipletTerms(
    requireVariables({ variables: sampled.columns.length }, variables),
    (columns) => localEntropies(sampled, centre, spread, columns),
  );
  const measures = Array.from(joint, (_, sample) =>
    measuresOf({
      joint: joint[sample]!,
      alone: alone.map((entropies) => entropies[sample]!),
      without: without.map((entropies) => entropies[sample]!),
    }));
  const each = (measure: keyof MultipletMeasures) =>
    Float64Array.from(measures, (values) => values[measure]);
  return {
    totalCorrelation: each("totalCorrelation"),
    dualTotalCorrelation: each("dualTotalCorrelation"),
    oInformation: each("oInformation"),
    sInformation: each("sInformation"),
  };
}

/** −ln N(z; centre, spread) of the columns of every sample; 0 for no columns. */
function localEntropies(
  { samples, columns: all }: Sampled,
  centre: readonly number[],
  spread: Covariance,
  columns: readonly number[],
): Float64Array {
  const size = columns.length;
  const factor = choleskyFactor(spread, columns);
  const constant = logDeterminant(factor, size) + size * Math.log(2 * Math.PI);
  const point = new Float64Array(size);
  return Float64Array.from({ length: samples }, (_, sample) => {
    columns.forEach((column, at) => {
      point[at] = all[column]!.values[sample]! - centre[column]!;
    });
    return (constant + squaredDistance(factor, size, point)) / 2;
  });
}
