/**
 * The measures of multiplets that were asked for by name.
 * @module
 */
import { type EntropyOptions, targetSplit, totalCorrelation } from "../information/mod.ts";
import { scoreMultiplet, type SearchSpace } from "../search/mod.ts";
import { AnalysisError } from "./error.ts";
import type { MeasuredMultiplet } from "./result.ts";
import type { Subject } from "./subject.ts";

/**
 * The places, among the variables of a subject, of variables that results call by index.
 *
 * @throws AnalysisError for an index that does not exist, was dropped or occurs twice, or for none
 */
export function placesOf({ variables, names }: Subject, multiplet: readonly number[]): number[] {
  if (multiplet.length === 0) throw new AnalysisError("A multiplet needs at least one variable");
  const title = `Multiplet ${multiplet.join(",")}`;
  if (new Set(multiplet).size < multiplet.length) {
    throw new AnalysisError(`${title} has a variable twice`);
  }
  return multiplet.map((index) => {
    if (!Object.hasOwn(names, index)) {
      throw new AnalysisError(`${title}: variables are 0..${names.length - 1}, got ${index}`);
    }
    const place = variables.findIndex((variable) => variable.index === index);
    if (place >= 0) return place;
    throw new AnalysisError(`${title}: variable ${index} ("${names[index]}") was dropped`);
  });
}

/**
 * All measures, in nats, of a multiplet with the target.
 *
 * Ω is the number that a search reports. The others follow for any encoding: the target adds
 * I(X; y) to the total correlation, and Ω = TC − DTC.
 *
 * @param places variables by their place in the subject
 */
export function measureMultiplet(
  subject: Subject,
  space: SearchSpace,
  places: readonly number[],
  options: EntropyOptions,
): MeasuredMultiplet {
  const score = scoreMultiplet(space, places);
  const blocks = places.map((place) => subject.variables[place]!.block);
  const total = totalCorrelation(subject.system.covariance, blocks, options) +
    targetInformationOf(subject, places, options);
  const dual = total - score.oInformation;
  return {
    ...score,
    totalCorrelation: total,
    dualTotalCorrelation: dual,
    sInformation: total + dual,
  };
}

/** I(X; y) in nats under the encoding of the system; 0 without a target. */
export function targetInformationOf(
  { system, variables }: Subject,
  places: readonly number[],
  options: EntropyOptions,
): number {
  // As one variable, X has a single term: the information of the whole.
  const whole = places.flatMap((place) => variables[place]!.block);
  return targetSplit(system, [whole], options).targetInformation;
}
