/**
 * The cost of the searches of studies, configurations that are too wide for a study, and what is possible instead:
 * known before any network is trained.
 */
import { mlp } from "../models/architectures.ts";
import { type Layer, layersOf } from "../models/spec.ts";
import { TOGETHER } from "../analysis/significance/nulls.ts";
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

/** The values that the cost of a study depends on. */
export interface StudyRequest {
  /** Layers, networks and sizes. */
  readonly config:
    & Pick<ExperimentConfig, "hiddenWidths" | "networks" | "subnetworkSizes" | "frozenSizes">
    // Default: no arms beside figure 2, and no tests of extremes.
    & Partial<
      Pick<
        ExperimentConfig,
        "controls" | "oneLayerAtATime" | "longTrainingEpochs" | "permutations"
      >
    >;
  /** Classes of the data set: units of the output layer. */
  readonly classes: number;
  /** Searches at once. */
  readonly workers: number;
}

/** The searches of a study, and whether they stay within limits of time and memory. */
class StudySearches {
  /** The layers that are searched. */
  readonly layers: readonly Layer[];
  /** Workers that have something to do. In figure 2 a job is a network, whose layers are searched in turn. */
  readonly workers: number;

  constructor(
    readonly study: SearchingStudy,
    readonly request: StudyRequest,
    readonly limits: SearchLimits = searchLimits({ maxBytes: machineMemoryLimit() }),
  ) {
    const { config: { hiddenWidths, networks }, classes, workers } = request;
    // Inputs are not searched: how many there are is of no consequence.
    this.layers = layersOf(mlp([1, ...hiddenWidths, classes]))
      .filter(({ role }) => study === "layers" || role === "hidden");
    this.workers = Math.min(workers, networks * (study === "layers" ? this.layers.length : 1));
  }

  /** The most seconds and bytes that searches of one layer in one network take together, for the limits. */
  costOf(units: number): Pick<SearchCost, "seconds" | "bytes"> {
    const jobs = this.jobsOf(units);
    return {
      seconds: Math.max(...jobs.map(({ seconds }) => seconds)),
      bytes: Math.max(...jobs.map(({ bytes }) => bytes)),
    };
  }

  /** The searches of one layer in one network; those of figure 2, and each one of the arms beside it. */
  jobsOf(units: number): SearchCost[] {
    const { config, classes } = this.request;
    const shape = { variables: units };
    const greedy = searchCost(shape, { search: "greedy" });
    if (this.study === "subnetworks") {
      const selection = inTurn(
        isExact(config.hiddenWidths) ? [greedy, exactCost([shape])] : [greedy],
      );
      const { controls = [], oneLayerAtATime = false, longTrainingEpochs = null } = config;
      if (!config.subnetworkSizes.includes("k*")) return [selection];
      const alone = controls.includes("synergy-without-label")
        ? [searchCost({ ...shape, hasTarget: false }, { search: "greedy" })]
        : [];
      const again = alone.length > 0 || oneLayerAtATime || controls.includes("random-live");
      return [
        selection,
        ...(again ? [greedy] : []),
        ...alone,
        ...(controls.includes("training-activations") ? [greedy] : []),
        ...(longTrainingEpochs === null ? [] : [selection]),
      ];
    }
    // As `analyseLayer` does: each encoding of the target and each renaming, then the untrained layer.
    const others = [{ ...shape, hasTarget: false }, { ...shape, terms: classes }, shape];
    const renamed = Array.from({ length: RENAMINGS }, () => shape);
    const usual = [exactCost([shape, ...others, ...renamed]), greedy, exactCost([shape]), greedy];
    // As `searchEncodings` does: the greedy search after training, both before.
    const byEncoding = others.map((own) => searchCost(own, { search: "greedy" }));
    const layer = inTurn([...usual, exactCost(others), inTurn(byEncoding, 2)]);
    const { permutations = 0 } = config;
    if (permutations === 0) return [layer];
    // As `SIGNIFICANCE` does: the searches with permuted classes, and that of one half of the samples.
    const together = exactCost(Array.from({ length: TOGETHER }, () => shape));
    const tests = inTurn([
      inTurn([together], Math.ceil(permutations / TOGETHER)),
      exactCost([shape]),
    ]);
    return [layer, tests];
  }

  /** The first layer that cannot be searched. */
  get tooWide(): Layer | undefined {
    const { maxSeconds, maxBytes } = this.limits;
    return this.layers.find(({ units }) => {
      if (this.study === "layers" && units > EXACT_UP_TO.possible) return true;
      const { seconds, bytes } = this.costOf(units);
      return !(seconds <= maxSeconds && this.workers * bytes <= maxBytes);
    });
  }

  /** Whether size `"k* exact"` is asked for where a hidden layer is too wide for its exact search. */
  get lacksExact(): boolean {
    const { hiddenWidths, subnetworkSizes } = this.request.config;
    return this.study === "subnetworks" && !isExact(hiddenWidths) &&
      subnetworkSizes.includes("k* exact");
  }

  /** Whether the study may begin. */
  get isPossible(): boolean {
    return !this.lacksExact && this.tooWide === undefined;
  }

  /** The same study with other values. */
  with(
    changes: Partial<StudyRequest["config"]>,
    workers: number = this.request.workers,
  ): StudySearches {
    const config = { ...this.request.config, ...changes };
    return new StudySearches(this.study, { ...this.request, config, workers }, this.limits);
  }

  /** The same without size `"k* exact"`, and the options of the command line that ask for that. */
  withoutExact(): { readonly searches: StudySearches; readonly options: string } {
    const { subnetworkSizes: sizes, frozenSizes: frozen } = this.request.config;
    const others = sizes.filter((size) => size !== "k* exact");
    const subnetworkSizes = others.length > 0 ? others : ["k*" as const];
    const frozenSizes = frozen.filter((size) => size !== "k* exact");
    const option = (name: string, value: unknown) => `--set '${name}=${JSON.stringify(value)}'`;
    const options = option("subnetworkSizes", subnetworkSizes) +
      (frozenSizes.length === frozen.length ? "" : ` ${option("frozenSizes", frozenSizes)}`);
    return { searches: this.with({ subnetworkSizes, frozenSizes }), options };
  }

  /**
   * The width to which hidden layers can be narrowed so that the study is possible, the most there is; 0
   * where there is none, as where the data set has more classes than the output layer may have units.
   */
  mostUnits(): number {
    const { hiddenWidths } = this.request.config;
    const widest = hiddenWidths.reduce((most, width) => Math.max(most, width), 0);
    const fits = (units: number) =>
      this.with({ hiddenWidths: hiddenWidths.map((width) => Math.min(width, units)) }).isPossible;
    // Wider layers are searched greedily in figure 2, which takes less memory than the exact search.
    return mostBetween(EXACT_UP_TO.inPlans + 1, widest, fits) ||
      mostBetween(1, Math.min(EXACT_UP_TO.inPlans, widest), fits);
  }
}

/**
 * The cost of the searches of a study in all networks, none of them cached from an earlier run. Workers search
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
  const searches = new StudySearches(study, request);
  const layers = searches.layers.map(({ units }) => searches.jobsOf(units));
  const { networks } = request.config;
  const { workers } = searches;
  const one = inTurn(layers.flat());
  // Jobs of figure 2 search all layers.
  const jobs = study === "layers"
    ? layers.flat()
    : layers[0]!.map((_, job) => inTurn(layers.map((own) => own[job]!)));
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

const layersText = (units: number) => `layers of at most ${amountText(units, "unit")}`;

/**
 * Throws unless a study can search all layers: each within the seconds of one search, and those that
 * workers search at once within the memory.
 *
 * @throws ConfigError that names the layer, what its searches would take, and what is possible
 */
export function requireStudy(
  study: SearchingStudy,
  request: StudyRequest,
  limits?: SearchLimits,
): void {
  if (study === "subnetworks") requireExactSizes(request, limits);
  const searches = new StudySearches(study, request, limits);
  const { tooWide, workers, limits: { maxSeconds, maxBytes } } = searches;
  if (tooWide === undefined) return;
  const { name, units } = tooWide;
  const { seconds, bytes } = searches.costOf(units);
  const everything = study === "layers";
  const search = everything ? "Figure 1 searches all multiplets" : "Figure 2 searches multiplets";
  const allowed = [
    secondsLimitText(maxSeconds),
    `${bytesLimitText(maxBytes)} for all workers`,
    ...(everything ? [`${EXACT_UP_TO.possible} units`] : []),
  ];
  const together = searches.mostUnits();
  const alone = searches.with({}, 1).mostUnits();
  const possible = [
    ...(together > 0 ? [layersText(together)] : []),
    ...(alone > together ? [`${layersText(alone)} with --workers 1`] : []),
    ...(everything && searches.with({ permutations: 0 }).isPossible
      ? ["no tests of extremes (--set permutations=0)"]
      : []),
    "training alone (train)",
    ...(everything ? figure2Alone(new StudySearches("subnetworks", request, limits)) : []),
  ];
  throw new ConfigError(
    `${search} of ${name}, which has ${amountText(units, "unit")}: ${aboutText(seconds)} in each ` +
      `network, and ${bytesText(bytes)}${workers > 1 ? ` for each of ${workers} workers` : ""}. ` +
      `At most ${allowed.join(", ")} are allowed. Possible: ${possible.join("; ")}`,
  );
}

/** Figure 2 with its sizes, or with others, as far as it is possible. */
function figure2Alone(figure2: StudySearches): string[] {
  if (figure2.isPossible) return ["figure 2 alone (retrain-subnetworks)"];
  const { searches, options } = figure2.withoutExact();
  return figure2.lacksExact && searches.isPossible
    ? [`figure 2 alone (retrain-subnetworks ${options})`]
    : [];
}

/**
 * Throws for size `"k* exact"` where a hidden layer is too wide for the exact search that it asks for.
 *
 * @throws ConfigError that names the layer, and what is possible
 */
export function requireExactSizes(request: StudyRequest, limits?: SearchLimits): void {
  const figure2 = new StudySearches("subnetworks", request, limits);
  if (!figure2.lacksExact) return;
  const { name, units } = figure2.layers.find((layer) => layer.units > EXACT_UP_TO.inPlans)!;
  const narrow = figure2.mostUnits();
  const { searches, options } = figure2.withoutExact();
  const possible = [
    ...(searches.isPossible ? [`${options}, whose multiplets the greedy search chooses`] : []),
    ...(narrow > 0 ? [`hidden ${layersText(narrow)}`] : []),
  ].join("; or ");
  throw new ConfigError(
    `Sub-networks of size "k* exact" need an exact search of all hidden layers, and ${name} has ` +
      `${units} units; layers of at most ${EXACT_UP_TO.inPlans} are searched exactly` +
      (possible === "" ? "" : `. Possible: ${possible}`),
  );
}
