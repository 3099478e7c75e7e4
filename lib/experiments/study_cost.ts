/**
 * What the searches of the studies cost, and which studies a configuration is too wide for: known before
 * any network is trained.
 * @module
 */
import { layerNames } from "../networks/spec.ts";
import { exactCost, searchCost } from "../search/cost.ts";
import { aboutText, bytesText, durationText } from "../search/cost_words.ts";
import { searchLimits } from "../search/limits.ts";
import { MOST_VARIABLES } from "../search/possible.ts";
import type { SearchCost, SearchLimits } from "../search/request.ts";
import { MOST_EXACT } from "../subnetworks/layer_extremes.ts";
import { ConfigError, type ExperimentConfig } from "./config.ts";
import { RENAMINGS } from "./figure1_result.ts";
import { isExact } from "./figure2_plan.ts";

/** The studies that search layers. */
export type Study = "figure1" | "figure2";

/** What the cost of a study depends on. */
export interface StudyRequest {
  /** Layers, networks and sizes. */
  readonly config: Pick<ExperimentConfig, "hiddenWidths" | "networks" | "subnetworkSizes">;
  /** Classes of the data set: units of the output layer. */
  readonly classes: number;
  /** Searches at once. */
  readonly workers: number;
}

/** A layer by its name, e.g. `fc1` or `fc_out`. */
interface LayerUnits {
  readonly name: string;
  readonly units: number;
}

/** The layers that a study searches. */
function layersOf(study: Study, { config, classes }: StudyRequest): LayerUnits[] {
  // Inputs are not searched: how many there are is of no consequence.
  const names = layerNames({ widths: [1, ...config.hiddenWidths, classes] });
  const layers = [...config.hiddenWidths, classes].map((units, at) => ({
    name: names[at]!,
    units,
  }));
  return study === "figure1" ? layers : layers.slice(0, -1);
}

/** The searches of one layer in one network, one after the other. */
function layerCost(study: Study, units: number, { config, classes }: StudyRequest): SearchCost {
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
 * layers side by side, each with memory of its own.
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
  const layers = layersOf(study, request).map(({ units }) => layerCost(study, units, request));
  const { networks } = request.config;
  // In figure 2 a job is a network, whose layers are searched in turn.
  const jobs = networks * (study === "figure1" ? layers.length : 1);
  const workers = Math.min(request.workers, jobs);
  const one = inTurn(layers);
  return {
    multiplets: networks * one.multiplets,
    operations: networks * one.operations,
    seconds: networks * one.seconds / Math.min(workers, navigator.hardwareConcurrency),
    bytes: workers * one.bytes,
    workers,
  };
}

/**
 * Throws unless a study can search all layers: each within the seconds of one search, and those that
 * workers search at once within the memory.
 *
 * @throws ConfigError that names the layer, what its searches would take, and what is possible
 */
export function requireStudy(
  study: Study,
  request: StudyRequest,
  limits: SearchLimits = searchLimits(),
): void {
  if (study === "figure2") requireExactSizes(request);
  for (const layer of layersOf(study, request)) {
    if (!fits(study, layer.units, request, limits)) refuse(study, layer, request, limits);
  }
}

function fits(study: Study, units: number, request: StudyRequest, limits: SearchLimits): boolean {
  if (study === "figure1" && units > MOST_VARIABLES) return false;
  const { seconds, bytes } = layerCost(study, units, request);
  const atOnce = studyCost(study, request).workers;
  return seconds <= limits.maxSeconds && atOnce * bytes <= limits.maxBytes;
}

function refuse(
  study: Study,
  { name, units }: LayerUnits,
  request: StudyRequest,
  limits: SearchLimits,
): never {
  const { seconds, bytes } = layerCost(study, units, request);
  const { workers } = studyCost(study, request);
  const most = (workers: number) => mostUnits(study, { ...request, workers }, limits);
  const [together, alone] = [most(workers), most(1)];
  const figure1 = study === "figure1";
  const search = figure1 ? "Figure 1 searches all multiplets" : "Figure 2 searches multiplets";
  const allowed = [
    durationText(limits.maxSeconds),
    `${bytesText(limits.maxBytes)} for all workers`,
    ...(figure1 ? [`${MOST_VARIABLES} units`] : []),
  ];
  const possible = [
    `layers of at most ${together} units`,
    ...(alone > together ? [`layers of at most ${alone} units with --workers 1`] : []),
    "training alone (train)",
    ...(figure1 && name !== "fc_out" ? ["figure 2 alone (figure2)"] : []),
  ];
  throw new ConfigError(
    `${search} of ${name}, which has ${units} units: ${aboutText(seconds)} in each network, and ` +
      `${bytesText(bytes)}${workers > 1 ? ` for each of ${workers} workers` : ""}. At most ${
        allowed.join(", ")
      } are ` +
      `allowed. Possible: ${possible.join("; ")}`,
  );
}

/** The widest layer that a study can search. */
function mostUnits(study: Study, request: StudyRequest, limits: SearchLimits): number {
  let units = 1;
  while (fits(study, units + 1, request, limits)) units++;
  return units;
}

/**
 * Throws for size `"k* exact"` where a hidden layer is too wide for the exact search that it asks for.
 *
 * @throws ConfigError that names the layer, and what is possible
 */
export function requireExactSizes({ config }: Pick<StudyRequest, "config">): void {
  const { hiddenWidths, subnetworkSizes } = config;
  if (isExact(hiddenWidths) || !subnetworkSizes.includes("k* exact")) return;
  const wide = hiddenWidths.findIndex((width) => width > MOST_EXACT);
  const name = layerNames({ widths: [1, ...hiddenWidths, 1] })[wide]!;
  const others = subnetworkSizes.filter((size) => size !== "k* exact");
  const sizes = JSON.stringify(others.length > 0 ? others : ["k*"]);
  throw new ConfigError(
    `Sub-networks of size "k* exact" need an exact search of all hidden layers, and ${name} has ` +
      `${
        hiddenWidths[wide]
      } units; layers of at most ${MOST_EXACT} are searched exactly. Possible: ` +
      `--set 'subnetworkSizes=${sizes}', whose multiplets the greedy search chooses; or hidden ` +
      `layers of at most ${MOST_EXACT} units`,
  );
}
