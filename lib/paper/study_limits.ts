/**
 * What the searches of the studies cost, which studies a configuration is too wide for, and what is
 * possible: known before any network is trained.
 */
import { type Layer, layersOf, mlp } from "../models/spec.ts";
import { EXACT_UP_TO, exactCost, inTurn, searchCost } from "../search/cost/cost.ts";
import type { SearchCost, SearchLimits } from "../search/interface.ts";
import type { ExperimentConfig } from "./config.ts";
import { ConfigError } from "./settings.ts";
import { RENAMINGS } from "./layers/result.ts";
import { isExact } from "../selection/selector.ts";
import {
  aboutText,
  amountText,
  bytesLimitText,
  bytesText,
  secondsLimitText,
} from "../search/cost/refusal.ts";
import { mostBetween, searchLimits } from "../search/cost/limits.ts";
import { machineMemoryLimit } from "../system/machine.ts";

/** The studies that search layers. */
export type SearchingStudy = "layers" | "subnetworks";

/** What the cost of a study depends on. */
export interface StudyRequest {
  /** Layers, networks and sizes. */
  readonly config: Pick<
    ExperimentConfig,
    "hiddenWidths" | "networks" | "subnetworkSizes" | "frozenSizes"
  >;
  /** Classes of the data set: units of the output layer. */
  readonly classes: number;
  /** Searches at once. */
  readonly workers: number;
}

/** Workers that have something to do. In figure 2 a job is a network, whose layers are searched in turn. */
function workersOf(study: SearchingStudy, request: StudyRequest): number {
  const { networks } = request.config;
  const jobs = networks * (study === "layers" ? searchedLayers(study, request).length : 1);
  return Math.min(request.workers, jobs);
}

function searchedLayers(study: SearchingStudy, { config, classes }: StudyRequest): Layer[] {
  // Inputs are not searched: how many there are is of no consequence.
  const layers = layersOf(mlp([1, ...config.hiddenWidths, classes]));
  return layers.filter(({ role }) => study === "layers" || role === "hidden");
}

/** The searches of one layer in one network, one after the other. */
function layerCost(
  study: SearchingStudy,
  units: number,
  { config, classes }: StudyRequest,
): SearchCost {
  const shape = { variables: units };
  const greedy = searchCost(shape, { search: "greedy" });
  if (study === "subnetworks") {
    return inTurn(isExact(config.hiddenWidths) ? [greedy, exactCost([shape])] : [greedy]);
  }
  // As `analyseLayer` does: each encoding of the target and each renaming, then the untrained layer.
  const encodings = [shape, { ...shape, hasTarget: false }, { ...shape, terms: classes }, shape];
  const renamed = Array.from({ length: RENAMINGS }, () => shape);
  return inTurn([exactCost([...encodings, ...renamed]), greedy, exactCost([shape]), greedy]);
}

/**
 * What the searches of a study cost in all networks, none of them kept from an earlier run. Workers search
 * layers (figure 1) or networks (figure 2) side by side, each with memory of its own. The seconds are
 * never fewer than those of the longest of these jobs, which one worker does alone.
 *
 * @example
 * ```ts
 * import { resolveConfig, studyCost } from "@multiplet/multiplet/paper";
 * import { ok } from "node:assert/strict";
 * const config = resolveConfig("embedded");
 * const { seconds, bytes } = studyCost("layers", { config, classes: 10, workers: 2 });
 * ok(seconds > 10 && seconds < 300);
 * ok(bytes > 2 * 16 * 2 ** 20); // Two workers with two tables of 2²⁰ numbers.
 * ```
 */
export function studyCost(study: SearchingStudy, request: StudyRequest): SearchCost {
  const layers = searchedLayers(study, request).map(({ units }) =>
    layerCost(study, units, request)
  );
  const { networks } = request.config;
  const workers = workersOf(study, request);
  const one = inTurn(layers);
  const jobs = study === "layers" ? layers : [one];
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

const machineLimits = () => searchLimits({ maxBytes: machineMemoryLimit() });

/**
 * Throws unless a study can search all layers: each within the seconds of one search, and those that
 * workers search at once within the memory.
 *
 * @throws ConfigError that names the layer, what its searches would take, and what is possible
 */
export function requireStudy(
  study: SearchingStudy,
  request: StudyRequest,
  limits: SearchLimits = machineLimits(),
): void {
  if (study === "subnetworks") requireExactSizes(request, limits);
  const layer = tooWide(study, request, limits);
  if (layer === undefined) return;
  const { name, units } = layer;
  const { seconds, bytes } = layerCost(study, units, request);
  const workers = workersOf(study, request);
  const everything = study === "layers";
  const search = everything ? "Figure 1 searches all multiplets" : "Figure 2 searches multiplets";
  const allowed = [
    secondsLimitText(limits.maxSeconds),
    `${bytesLimitText(limits.maxBytes)} for all workers`,
    ...(everything ? [`${EXACT_UP_TO.possible} units`] : []),
  ];
  const together = mostUnits(study, request, limits);
  const alone = mostUnits(study, { ...request, workers: 1 }, limits);
  const possible = [
    ...(together > 0 ? [layersText(together)] : []),
    ...(alone > together ? [`${layersText(alone)} with --workers 1`] : []),
    "training alone (train)",
    ...(everything ? figure2Alone(request, limits) : []),
  ];
  throw new ConfigError(
    `${search} of ${name}, which has ${amountText(units, "unit")}: ${aboutText(seconds)} in each ` +
      `network, and ${bytesText(bytes)}${workers > 1 ? ` for each of ${workers} workers` : ""}. ` +
      `At most ${allowed.join(", ")} are allowed. Possible: ${possible.join("; ")}`,
  );
}
/** The first layer that a study cannot search. */
function tooWide(
  study: SearchingStudy,
  request: StudyRequest,
  limits: SearchLimits,
): Layer | undefined {
  const atOnce = workersOf(study, request);
  return searchedLayers(study, request).find(({ units }) => {
    if (study === "layers" && units > EXACT_UP_TO.possible) return true;
    const { seconds, bytes } = layerCost(study, units, request);
    return !(seconds <= limits.maxSeconds && atOnce * bytes <= limits.maxBytes);
  });
}

/** Whether {@link requireStudy} lets a study begin. */
function isPossible(study: SearchingStudy, request: StudyRequest, limits: SearchLimits): boolean {
  return !(study === "subnetworks" && asksTooMuch(request)) &&
    tooWide(study, request, limits) === undefined;
}

function layersText(units: number): string {
  return `layers of at most ${amountText(units, "unit")}`;
}

/**
 * The width to which hidden layers can be narrowed so that a study is possible, the most there is; 0
 * where there is none, as where the data set has more classes than the output layer may have units.
 */
function mostUnits(study: SearchingStudy, request: StudyRequest, limits: SearchLimits): number {
  const { hiddenWidths } = request.config;
  const widest = hiddenWidths.reduce((most, width) => Math.max(most, width), 0);
  const fits = (units: number) => {
    const narrowed = hiddenWidths.map((width) => Math.min(width, units));
    return isPossible(
      study,
      { ...request, config: { ...request.config, hiddenWidths: narrowed } },
      limits,
    );
  };
  // Wider layers are searched greedily in figure 2, which takes less memory than the exact search.
  return mostBetween(EXACT_UP_TO.inPlans + 1, widest, fits) ||
    mostBetween(1, Math.min(EXACT_UP_TO.inPlans, widest), fits);
}

/** Figure 2 with its sizes, or with others, as far as it is possible. */
function figure2Alone(request: StudyRequest, limits: SearchLimits): string[] {
  if (isPossible("subnetworks", request, limits)) return ["figure 2 alone (figure2)"];
  const greedy = withoutExact(request);
  return asksTooMuch(request) && isPossible("subnetworks", greedy, limits)
    ? [`figure 2 alone (figure2 ${sizesText(request)})`]
    : [];
}

/** Whether size `"k* exact"` is asked for where a hidden layer is too wide for its exact search. */
function asksTooMuch({ config: { hiddenWidths, subnetworkSizes } }: StudyRequest): boolean {
  return !isExact(hiddenWidths) && subnetworkSizes.includes("k* exact");
}

function withoutExact(request: StudyRequest): StudyRequest {
  const { config } = request;
  const [others, frozenSizes] = [config.subnetworkSizes, config.frozenSizes].map((sizes) =>
    sizes.filter((size) => size !== "k* exact")
  );
  const subnetworkSizes = others!.length > 0 ? others! : ["k*" as const];
  return { ...request, config: { ...config, subnetworkSizes, frozenSizes: frozenSizes! } };
}

/** The options of the command line that leave out size `"k* exact"`. */
function sizesText(request: StudyRequest): string {
  const { subnetworkSizes, frozenSizes } = withoutExact(request).config;
  const option = (name: string, value: unknown) => `--set '${name}=${JSON.stringify(value)}'`;
  const frozen = frozenSizes.length !== request.config.frozenSizes.length;
  return option("subnetworkSizes", subnetworkSizes) +
    (frozen ? ` ${option("frozenSizes", frozenSizes)}` : "");
}

/**
 * Throws for size `"k* exact"` where a hidden layer is too wide for the exact search that it asks for.
 *
 * @throws ConfigError that names the layer, and what is possible
 */
export function requireExactSizes(
  request: StudyRequest,
  limits: SearchLimits = machineLimits(),
): void {
  if (!asksTooMuch(request)) return;
  const { name, units } = searchedLayers("subnetworks", request)
    .find((layer) => layer.units > EXACT_UP_TO.inPlans)!;
  const narrow = mostUnits("subnetworks", request, limits);
  const possible = [
    ...(isPossible("subnetworks", withoutExact(request), limits)
      ? [`${sizesText(request)}, whose multiplets the greedy search chooses`]
      : []),
    ...(narrow > 0 ? [`hidden ${layersText(narrow)}`] : []),
  ].join("; or ");
  throw new ConfigError(
    `Sub-networks of size "k* exact" need an exact search of all hidden layers, and ${name} has ` +
      `${units} units; layers of at most ${EXACT_UP_TO.inPlans} are searched exactly` +
      (possible === "" ? "" : `. Possible: ${possible}`),
  );
}
