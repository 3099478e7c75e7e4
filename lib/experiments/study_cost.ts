/**
 * What the searches of the studies cost: known before any network is trained.
 * @module
 */
import { type Layer, layersOf, mlp } from "../models/spec.ts";
import { exactCost, searchCost } from "../search/cost/cost.ts";
import type { SearchCost } from "../search/interface.ts";
import type { ExperimentConfig } from "./config.ts";
import { RENAMINGS } from "./figure1_result.ts";
import { isExact } from "../selection/selector.ts";

/** The studies that search layers. */
export type Study = "figure1" | "figure2";

/** What the cost of a study depends on. */
export interface StudyRequest {
  /** Layers, networks and sizes. */
  readonly config:
    & Pick<ExperimentConfig, "hiddenWidths" | "networks" | "subnetworkSizes">
    & Partial<Pick<ExperimentConfig, "frozenSizes">>;
  /** Classes of the data set: units of the output layer. */
  readonly classes: number;
  /** Searches at once. */
  readonly workers: number;
}

/** Workers that have something to do. In figure 2 a job is a network, whose layers are searched in turn. */
export function workersOf(study: Study, request: StudyRequest): number {
  const { networks } = request.config;
  const jobs = networks * (study === "figure1" ? searchedLayers(study, request).length : 1);
  return Math.min(request.workers, jobs);
}

/** The layers that a study searches. */
export function searchedLayers(study: Study, { config, classes }: StudyRequest): Layer[] {
  // Inputs are not searched: how many there are is of no consequence.
  const layers = layersOf(mlp([1, ...config.hiddenWidths, classes]));
  return layers.filter(({ role }) => study === "figure1" || role === "hidden");
}

/** The searches of one layer in one network, one after the other. */
export function layerCost(
  study: Study,
  units: number,
  { config, classes }: StudyRequest,
): SearchCost {
  const shape = { variables: units };
  const greedy = searchCost(shape, { search: "greedy" });
  if (study === "figure2") {
    return inTurn(isExact(config.hiddenWidths) ? [greedy, exactCost([shape])] : [greedy]);
  }
  // As `analyseLayer` does: each encoding of the target and each renaming, then the untrained layer.
  const encodings = [shape, { ...shape, hasTarget: false }, { ...shape, terms: classes }, shape];
  const renamed = Array.from({ length: RENAMINGS }, () => shape);
  return inTurn([exactCost([...encodings, ...renamed]), greedy, exactCost([shape]), greedy]);
}

function inTurn(costs: readonly SearchCost[]): SearchCost {
  return costs.reduce((sum, one) => ({
    multiplets: sum.multiplets + one.multiplets,
    operations: sum.operations + one.operations,
    seconds: sum.seconds + one.seconds,
    bytes: Math.max(sum.bytes, one.bytes),
    workers: 1,
  }));
}

/**
 * What the searches of a study cost in all networks, none of them kept from an earlier run. Workers search
 * layers (figure 1) or networks (figure 2) side by side, each with memory of its own. The seconds are
 * never fewer than those of the longest of these jobs, which one worker does alone.
 *
 * @example
 * ```ts
 * import { resolveConfig, studyCost } from "@multiplet/multiplet/experiments";
 * import { ok } from "node:assert/strict";
 * const config = resolveConfig("embedded");
 * const { seconds, bytes } = studyCost("figure1", { config, classes: 10, workers: 2 });
 * ok(seconds > 10 && seconds < 300);
 * ok(bytes > 2 * 16 * 2 ** 20); // Two workers with two tables of 2²⁰ numbers.
 * ```
 */
export function studyCost(study: Study, request: StudyRequest): SearchCost {
  const layers = searchedLayers(study, request).map(({ units }) =>
    layerCost(study, units, request)
  );
  const { networks } = request.config;
  const workers = workersOf(study, request);
  const one = inTurn(layers);
  const jobs = study === "figure1" ? layers : [one];
  const longest = jobs.reduce((most, { seconds }) => Math.max(most, seconds), 0);
  const shared = networks * one.seconds / Math.min(workers, navigator.hardwareConcurrency);
  return {
    multiplets: networks * one.multiplets,
    operations: networks * one.operations,
    seconds: Math.max(shared, longest),
    bytes: workers * one.bytes,
    workers,
  };
}
