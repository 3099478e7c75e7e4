/**
 * Section 4.1 of the paper: synergy and redundancy of the neurons of each layer, with controls.
 * @module
 */
import {
  type DiscreteTarget,
  discreteTarget,
  type FeatureMatrix,
  fromNats,
  targetEntropy,
} from "../information/mod.ts";
import { layerNames, type MlpSpec } from "../networks/mod.ts";
import { deriveSeed } from "../random/mod.ts";
import { inParallel } from "../workers/mod.ts";
import type { ExperimentConfig } from "./config.ts";
import { type Crew, gatherCrew } from "./crew.ts";
import type { Figure1Result, LayerResult } from "./figure1_result.ts";
import { readJson, writeJson } from "./json_artifact.ts";
import type { LayerSamples } from "./layer_analysis.ts";
import { layerFeatures } from "./layer_features.ts";
import type { NetworkRun, TrainingResult } from "./training_result.ts";
import { acceptedRuns } from "./training_summary.ts";
import type { Workbench } from "./workbench.ts";

/** Raised whenever the same network would give other numbers. Part of every artifact key. */
export const FIGURE1_REVISION = 1;

/** How many times the classes are renumbered. */
export const RENAMINGS = 10;

/** What the experiment reports while it works. */
export interface LayerProgress {
  /** Position of the network in the order of seeds. */
  readonly network: number;
  readonly layer: string;
  /** Layers done and to do, over all networks. */
  readonly done: number;
  readonly total: number;
  /** Read from the store, or searched now. */
  readonly finished: "kept" | "searched";
}

/** What the experiment works with, and how to watch and stop it. */
export interface Figure1Options extends Workbench {
  /** Aborting it rejects with the signal's reason; finished layers are kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LayerProgress) => void;
}

/**
 * Analyses every layer of every accepted network, `workers` at a time, on the pre-activations of the
 * test set.
 *
 * A finished layer is in the store at once, so running again after a kill goes on where it stopped.
 * The number of workers does not change a result.
 */
export async function analyseNetworks(
  config: ExperimentConfig,
  training: TrainingResult,
  options: Figure1Options,
): Promise<Figure1Result> {
  const target = discreteTarget(options.dataset.test.labels);
  const runs = acceptedRuns(training);
  const names = layerNames(training.spec);
  using crew = gatherCrew(options);
  const jobs = runs.flatMap((run) => {
    const samples = layerSamples(training.spec, run, options);
    return names.map((layer) => ({ run, layer, samples }));
  });
  let done = 0;
  const results = await inParallel(jobs, crew.searches, async ({ run, layer, samples }, signal) => {
    const work = { ...options, crew, signal };
    const { result, kept } = await obtainLayer(config, run, layer, target, samples, work);
    options.onProgress?.({
      network: run.index,
      layer,
      done: ++done,
      total: jobs.length,
      finished: kept ? "kept" : "searched",
    });
    return result;
  }, options.signal);
  return {
    networks: runs.map(({ index }, at) => ({
      index,
      layers: results.slice(at * names.length, (at + 1) * names.length),
    })),
    samples: options.dataset.test.count,
    targetEntropy: targetEntropy(target),
    renamings: RENAMINGS,
  };
}

/** The layers of a network before and after training, computed when the first one is asked for. */
function layerSamples(
  spec: MlpSpec,
  run: NetworkRun,
  { dataset }: Figure1Options,
): (layer: string) => LayerSamples {
  const names = layerNames(spec);
  let both: { trained: FeatureMatrix[]; untrained: FeatureMatrix[] } | undefined;
  return (layer) => {
    both ??= {
      trained: layerFeatures(spec, run.final, dataset.test),
      untrained: layerFeatures(spec, run.initial, dataset.test),
    };
    const at = names.indexOf(layer);
    return { layer, trained: both.trained[at]!, untrained: both.untrained[at]! };
  };
}

/** Reads one layer from the store, or searches and stores it. */
async function obtainLayer(
  config: ExperimentConfig,
  run: NetworkRun,
  layer: string,
  target: DiscreteTarget,
  samples: (layer: string) => LayerSamples,
  { dataset, store, crew, signal }: Workbench & { crew: Crew; signal: AbortSignal },
): Promise<{ result: LayerResult; kept: boolean }> {
  signal.throwIfAborted();
  const id = {
    kind: "layer",
    inputs: {
      network: run.key,
      dataset: dataset.fingerprint,
      layer,
      renamings: RENAMINGS,
      revision: FIGURE1_REVISION,
    },
  };
  const stored = await readJson<LayerResult>(store, id, "layer.json");
  if (stored) return { result: stored, kept: true };
  const started = performance.now();
  const result = await crew.analyseLayer({
    samples: samples(layer),
    target,
    renamings: RENAMINGS,
    seed: deriveSeed(config.seed, "network", run.index, layer, "renamings"),
  }, signal);
  await writeJson(store, id, "layer.json", result, (performance.now() - started) / 1000);
  return { result, kept: false };
}

/**
 * What a reader must know before believing a number: neurons left out, single neurons whose estimate
 * exceeds H(y), and, layer by layer, the multiplets whose estimate does.
 */
export function layerWarnings({ networks, targetEntropy: limit }: Figure1Result): string[] {
  const single = networks.flatMap(({ index, layers }) =>
    layers.flatMap(({ layer, dropped, warnings }) => {
      const where = `network ${index}, ${layer}`;
      return [
        ...dropped.map(({ neuron, reason }) => `${where}: neuron ${neuron} left out, ${reason}`),
        ...warnings.map((warning) => `${where}: ${warning}`),
      ];
    })
  );
  const layers = Map.groupBy(networks.flatMap((network) => network.layers), ({ layer }) => layer);
  return [...single, ...[...layers].flatMap(([layer, own]) => excessWarning(layer, own, limit))];
}

/** One sentence where the class-conditional model finds more information than there is. */
function excessWarning(layer: string, own: readonly LayerResult[], limit: number): string[] {
  const excessive = own.map(({ synergyByParts, redundancyByParts }) =>
    [...synergyByParts, ...redundancyByParts].filter(({ together }) => together > limit)
  ).filter((found) => found.length > 0);
  if (excessive.length === 0) return [];
  const smallest = Math.min(...excessive.flat().map(({ size }) => size));
  const largest = Math.max(...excessive.flat().map(({ together }) => together));
  return [
    `${layer}: from k = ${smallest} on, the class-conditional model gives extreme multiplets of ` +
    `${excessive.length} of ${own.length} networks more information about the class than it has, ` +
    `up to ${fromNats(largest, "bits").toFixed(1)} of ${
      fromNats(limit, "bits").toFixed(2)
    } bits: ` +
    `those values of I(X; y) are no information estimates.`,
  ];
}
