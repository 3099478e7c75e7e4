/** Results of figure 1 with values of choice, for wording; and small ones by the real analysis, for pictures. */
import type {
  BestMultiplet,
  LayerExtremes,
  LayerResult,
  LayerSearchResult,
  TargetSummary,
} from "../../../../lib/paper/layers/result.ts";
import { analyseLayer } from "../../../../lib/paper/layers/layer_analysis.ts";
import { discreteTarget, targetEntropy, toVariables } from "../../../../lib/information/mod.ts";
import {
  deriveSeed,
  type RandomSource,
  randomSource,
  uniform,
} from "../../../../lib/system/random/mod.ts";
import type { ScoredMultiplet } from "../../../../lib/search/mod.ts";
import type { Layer } from "../../../../lib/models/mod.ts";

/** Ω at the two ends of each size 2, 3, …, in bits. */
export interface Ends {
  readonly redundancy: readonly number[];
  readonly synergy: readonly number[];
}

/** One layer of one network; what is left out is as in `exact`, or 0. */
export interface InventedLayer {
  readonly exact: Ends;
  readonly greedy?: Ends;
  readonly untrained?: Ends;
  readonly model?: Ends;
  readonly oneHot?: Ends;
  readonly renamings?: readonly Ends[];
  /** Δ of all multiplets, in bits; the rest of Ω(X, y) is Ω(X). */
  readonly target?: number;
  /** Sum of Ω over the pairs of a multiplet with a given Ω(X, y), in bits. */
  readonly pairs?: (oInformation: number) => number;
  /** Δ of single classes, in any unit. */
  readonly synergyClasses?: readonly number[];
  readonly redundancyClasses?: readonly number[];
  readonly dropped?: number;
}

/** A layer by its name: the last one is the output layer. */
function layerOf(name: string, at: number, all: readonly string[]): Layer {
  return { name, role: at < all.length - 1 ? "hidden" : "output", units: 0, columnsPerUnit: 1 };
}

const inNats = (bits: number) => bits * Math.LN2;

/** A result of networks with the same layers, by name. */
export function inventedFigure1(
  networks: readonly Readonly<Record<string, InventedLayer>>[],
): LayerSearchResult {
  return {
    layers: Object.keys(networks[0] ?? {}).map(layerOf),
    networks: networks.map((layers, index) => ({
      index,
      layers: Object.entries(layers).map(([name, layer]) => layerResult(name, layer)),
    })),
    samples: 1000,
    targetEntropy: inNats(2),
    renamings: Object.values(networks[0] ?? {})[0]?.renamings?.length ?? 0,
  };
}

/** Extremes of sizes 2, 3, … that are the same at every size below the last, where they are 0. */
export function flat(redundancy: number, synergy: number, sizes = 3): Ends {
  const list = (value: number) => [...new Array(sizes - 1).fill(value), 0];
  return { redundancy: list(redundancy), synergy: list(synergy) };
}

function layerResult(layer: string, invented: InventedLayer): LayerResult {
  const { exact, dropped = 0, target = 0, renamings = [], pairs = (omega) => omega } = invented;
  const extremes = (ends: Ends) => extremesOf(ends, target);
  const own = extremes(exact);
  const parts = (end: "synergy" | "redundancy") =>
    own.map((one): TargetSummary => {
      const oInformation = one[end].oInformation;
      const whole = oInformation / Math.LN2;
      return { size: one.size, together: 1, alone: 0.5, oInformation, pairs: inNats(pairs(whole)) };
    });
  const best = (end: "synergy" | "redundancy", classes: readonly number[]): BestMultiplet => {
    const sign = end === "synergy" ? -1 : 1;
    const extreme = own.map((one) => one[end]).reduce((first, second) =>
      sign * second.oInformation > sign * first.oInformation ? second : first
    );
    return { ...extreme, classContributions: classes.map(inNats) };
  };
  return {
    layer,
    neurons: exact.synergy.length + 1 + dropped,
    dropped: Array.from({ length: dropped }, (_, at) => (
      { neuron: exact.synergy.length + 1 + at, reason: "constant" }
    )),
    exact: own,
    greedy: extremes(invented.greedy ?? exact),
    encodings: {
      none: own,
      model: extremes(invented.model ?? exact),
      "one-hot": extremes(invented.oneHot ?? exact),
    },
    renamings: renamings.map(extremes),
    untrained: {
      exact: extremes(invented.untrained ?? exact),
      greedy: extremes(invented.untrained ?? exact),
    },
    singles: [],
    synergyByParts: parts("synergy"),
    redundancyByParts: parts("redundancy"),
    bestSynergy: best("synergy", invented.synergyClasses ?? [1, 1, 1, 1]),
    bestRedundancy: best("redundancy", invented.redundancyClasses ?? [1, 1, 1, 1]),
    warnings: [],
  };
}

function extremesOf({ redundancy, synergy }: Ends, target: number): LayerExtremes[] {
  const scored = (bits: number, size: number, first: number): ScoredMultiplet => ({
    multiplet: Array.from({ length: size }, (_, at) => first + at),
    oInformation: inNats(bits),
    featuresOInformation: inNats(bits - target),
    targetContribution: inNats(target),
  });
  const neurons = synergy.length + 1;
  return synergy.map((omega, at) => {
    const size = at + 2;
    return {
      size,
      synergy: scored(omega, size, 0),
      redundancy: scored(redundancy[at]!, size, neurons - size),
    };
  });
}

/** Layers of {@link analysedFigure1}: neurons that share more and more signals. */
const LAYERS = [["fc1", 8], ["fc2", 6], ["fc_out", 4]] as const;
const CLASSES = 4;
const SAMPLES = 240;

/** Random networks' layers, analysed as real ones are. */
export async function analysedFigure1(networks: number, renamings = 2): Promise<LayerSearchResult> {
  const target = discreteTarget(Array.from({ length: SAMPLES }, (_, sample) => sample % CLASSES));
  const indices = Array.from({ length: networks }, (_, index) => index);
  return {
    layers: LAYERS.map(([name]) => name).map(layerOf),
    networks: await Promise.all(indices.map(async (index) => ({
      index,
      layers: await Promise.all(LAYERS.map(([layer, neurons], depth) => {
        const random = randomSource(deriveSeed(7, index, layer));
        const samples = (signal: number) => activations(neurons, signal, random);
        const trained = samples(0.3 + 0.3 * depth);
        return analyseLayer({ layer, trained, untrained: samples(0.2) }, target, {
          renamings,
          random,
        });
      })),
    }))),
    samples: SAMPLES,
    targetEntropy: targetEntropy(target),
    renamings,
  };
}

function activations(neurons: number, signal: number, random: RandomSource) {
  const mixing = Array.from({ length: neurons * 3 }, () => uniform(random) - 0.5);
  const values = new Float64Array(SAMPLES * neurons);
  for (let sample = 0; sample < SAMPLES; sample++) {
    const signals = [
      sample % CLASSES / CLASSES - 0.4,
      uniform(random) - 0.5,
      uniform(random) - 0.5,
    ];
    for (let j = 0; j < neurons; j++) {
      const shared = signals.reduce((sum, value, i) => sum + value * mixing[3 * j + i]!, 0);
      values[sample * neurons + j] = signal * shared + 0.2 * (uniform(random) - 0.5);
    }
  }
  return toVariables({ samples: SAMPLES, variables: neurons, values });
}
