/**
 * Readings: the paper leaves choices open, and its claims are judged in all of them.
 * @module
 */
export { CLAIM_SUBJECTS, type ClaimSubject, readingsOfClaim } from "./claims.ts";
export {
  type ClaimLines,
  claimLines,
  effectRows,
  type RepeatedRow,
  repeatedRows,
} from "./findings.ts";
export type { Margins } from "../../paper/claims/subnetworks.ts";
export { READING_MARGINS, type ReadingResult, READINGS } from "./study.ts";
export {
  ALL_READINGS,
  type OpenedReading,
  READINGS_SETTINGS,
  type ReadingsConfig,
  readingsConfigFromEnvironment,
  type ReadingsContext,
  type ReadingsResult,
  type Repeated,
  sweepFileOf,
} from "./sweep.ts";
export {
  type ChoiceEffect,
  choiceEffects,
  type LevelEffect,
  type Specification,
} from "../../sweeps/effects.ts";
export { type CurveSubject, specificationCurve } from "../../sweeps/figures/specification_curve.ts";
export {
  type AxisRow,
  axisRows,
  chanceText,
  designNote,
  type EffectRow,
  interactionTexts,
} from "../../sweeps/words.ts";
export { verdictSharesFigure } from "../../sweeps/figures/verdict_shares.ts";
export { type OutcomeRow } from "../../sweeps/outcomes.ts";
export {
  type Axis,
  confounded,
  type Level,
  type Reading,
  SweepError,
  type SweepFile,
} from "../../sweeps/sweep.ts";
export {
  type Confounding,
  type DesignAxis,
  DesignError,
  type Fraction,
} from "../../sweeps/design.ts";
