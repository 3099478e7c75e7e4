/**
 * Estimators of named multiplets behind one interface, each beside what it gives where the truth is known.
 * @module
 */
export {
  MULTIPLET_ESTIMATORS,
  multipletEstimator,
  type MultipletEstimatorName,
  type MultipletEstimatorOptions,
} from "./estimators.ts";
export { ESTIMATED_MEASURES } from "./interface.ts";
export type {
  Estimate,
  EstimatedMeasure,
  EstimatedMeasures,
  EstimateReference,
  EstimateShape,
  MultipletEstimate,
  MultipletEstimator,
  MultipletSubject,
  Pause,
} from "./interface.ts";
export { NEIGHBOUR_SCALES, type NeighbourScale } from "./ksg_estimator.ts";
export { type PlantedSystem, plantedSystems } from "./planted.ts";
