/** Section 4.1 of the paper: synergy and redundancy of the neurons of each layer, with controls. */
import { z } from "zod";
import {
  type LayerExtremes,
  type LayerResult,
  type LayerSearchResult,
  layerSearchResult,
  RENAMINGS,
} from "./result.ts";
import { type JsonFile, obtainJson, storedNumber } from "../json_artifact.ts";
import type { Samples } from "../../data/dataset.ts";
import {
  discreteTarget,
  type LayerVariables,
  layerVariables,
  targetEntropy,
} from "../../information/mod.ts";
import { activations, layersOf, type NetworkSpec } from "../../models/mod.ts";
import { deriveSeed } from "../../system/random/mod.ts";
import { inParallel } from "../../system/workers/mod.ts";
import type { ExperimentConfig } from "../config.ts";
import { gatherCrew } from "../crew.ts";
import type { LayerSamples } from "./layer_analysis.ts";
import { acceptedRuns, type NetworkRun, type TrainingResult } from "../training/result.ts";
import type { StudyOptions } from "../workbench.ts";

const scored = z.object({
  multiplet: z.array(z.int().min(0)),
  oInformation: storedNumber,
  featuresOInformation: storedNumber,
  targetContribution: storedNumber,
});

const extremes: z.ZodType<LayerExtremes[]> = z.array(
  z.object({ size: z.int().min(1), synergy: scored, redundancy: scored }),
).min(1);

const parts = z.array(z.object({
  size: z.int().min(1),
  together: storedNumber,
  alone: storedNumber,
  oInformation: storedNumber,
  pairs: storedNumber,
}));

const best = scored.extend({ classContributions: z.array(storedNumber) });

const layerSchema = z.object({
  layer: z.string(),
  neurons: z.int().min(1),
  dropped: z.array(z.object({ neuron: z.int().min(0), reason: z.string() })),
  exact: extremes,
  greedy: extremes,
  encodings: z.object({ "none": extremes, "model": extremes, "one-hot": extremes }),
  renamings: z.array(extremes),
  untrained: z.object({ exact: extremes, greedy: extremes }),
  singles: z.array(z.number().nullable()),
  synergyByParts: parts,
  redundancyByParts: parts,
  bestSynergy: best,
  bestRedundancy: best,
  warnings: z.array(z.string()),
});

/** The file of the layer of that name. */
export function layerFile(layer: string): JsonFile<LayerResult> {
  return { name: "layer.json", schema: layerSchema.extend({ layer: z.literal(layer) }) };
}

/** Raised whenever the same network would give other numbers. Part of every artifact key. */
export const FIGURE1_REVISION = 1;

/** What the experiment reports while it works. */
export interface LayerProgress {
  /** Position of the network in the order of seeds. */
  readonly network: number;
  /** Name of the layer. */
  readonly layer: string;
  /** Layers done so far, over all networks. */
  readonly done: number;
  /** Layers of all networks. */
  readonly total: number;
  /** Read from the store, or searched now. */
  readonly finished: "kept" | "searched";
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
  options: StudyOptions<LayerProgress>,
): Promise<LayerSearchResult> {
  const target = discreteTarget(options.dataset.parts.test.labels);
  const runs = acceptedRuns(training);
  const layers = layersOf(training.spec);
  using crew = gatherCrew(options);
  const jobs = runs.flatMap((run) => {
    const samples = networkSamples(training.spec, run, options.dataset.parts.test);
    return layers.map(({ name }) => ({ run, layer: name, samples }));
  });
  let done = 0;
  const results = await inParallel(jobs, crew.searches, async ({ run, layer, samples }, signal) => {
    signal.throwIfAborted();
    const id = {
      kind: "layer",
      inputs: {
        network: run.key,
        dataset: options.dataset.fingerprint,
        layer,
        renamings: RENAMINGS,
        revision: FIGURE1_REVISION,
      },
    };
    const search = () =>
      crew.analyseLayer({
        samples: samples.of(layer),
        target,
        renamings: RENAMINGS,
        seed: deriveSeed(config.seed, "network", run.index, layer, "renamings"),
      }, signal);
    const { value, kept } = await obtainJson(options.store, id, layerFile(layer), search);
    samples.release();
    options.onProgress?.({
      network: run.index,
      layer,
      done: ++done,
      total: jobs.length,
      finished: kept ? "kept" : "searched",
    });
    return value;
  }, options.signal);
  const networks = runs.map(({ index }, at) => (
    { index, layers: results.slice(at * layers.length, (at + 1) * layers.length) }
  ));
  return layerSearchResult(layers, networks, {
    samples: options.dataset.parts.test.count,
    targetEntropy: targetEntropy(target),
    renamings: RENAMINGS,
  });
}

/**
 * The layers of a network before and after training: computed when the first one is asked for, let go
 * when all are done, for each of which `release` is called once.
 */
function networkSamples(spec: NetworkSpec, run: NetworkRun, samples: Samples) {
  let waiting = spec.layers.length;
  let both: Record<"trained" | "untrained", LayerVariables[]> | undefined;
  return {
    of: (layer: string): LayerSamples => {
      both ??= {
        trained: activations(spec, run.final, samples).map(layerVariables),
        untrained: activations(spec, run.initial, samples).map(layerVariables),
      };
      const own = (all: LayerVariables[]) => all.find((one) => one.layer === layer)!;
      return { layer, trained: own(both.trained), untrained: own(both.untrained) };
    },
    release: () => {
      if (--waiting === 0) both = undefined;
    },
  };
}
