/** Results of wide layers with values of choice. */
import type { ProvenExtremes } from "../../../lib/beyond/extremes.ts";
import type { WideLayerResult } from "../../../lib/beyond/wide/layer.ts";
import {
  type WideLayerSearch,
  wideRows,
  type WidthResult,
} from "../../../lib/beyond/wide/layers.ts";
import type { RankBiasResult } from "../../../lib/paper/layers/result.ts";
import type { TrainingResult } from "../../../lib/paper/training/result.ts";
import { mlp } from "../../../lib/models/mod.ts";

/** Ω of one layer in bits, by size. */
export interface InventedWideLayer {
  readonly max: (size: number) => number;
  readonly min: (size: number) => number;
  /** How much less extreme the greedy search is, in bits. Default: 0. */
  readonly gap?: (size: number) => number;
  /** Added to both ends by training, in bits. Default: 0. */
  readonly change?: (size: number) => number;
  /** Default: 0.9. */
  readonly rSquared?: number;
  /** Default: 0.6. */
  readonly frustrated?: number;
  /** Of multiplets with the largest Ω and of random ones: how much less R², and how many fewer triangles. Default: 0.1. */
  readonly less?: number;
  /** Whether a multiplet of this size is irreducible. Default: up to five. */
  readonly irreducible?: (size: number) => boolean;
  /** Bias of the ranks in bits; default: not estimated. */
  readonly bias?: number;
}

const inNats = (bits: number) => bits * Math.LN2;
/** Sizes that are compared as a whole, beside that of all neurons. */
const PROVEN = 5;

function layerResult(layer: string, units: number, own: InventedWideLayer): WideLayerResult {
  const { gap = () => 0, change = () => 0, irreducible = (size: number) => size <= 5, less = 0.1 } =
    own;
  const sizes = Array.from({ length: units - 1 }, (_, at) => at + 2);
  const extremes = (less: (size: number) => number, proven: number): ProvenExtremes[] =>
    sizes.map((size) => {
      const one = (bits: number) => ({
        multiplet: Array.from({ length: size }, (_, at) => at),
        oInformation: inNats(bits),
        featuresOInformation: inNats(0.9 * bits),
        targetContribution: inNats(0.1 * bits),
      });
      const isAll = size === units;
      return {
        size,
        synergy: one(isAll ? own.max(size) : own.min(size) + less(size)),
        redundancy: one(own.max(size) - (isAll ? 0 : less(size))),
        proven: size <= proven || isAll,
      };
    });
  const before = extremes(() => 0, PROVEN).map((one) => ({
    ...one,
    synergy: shifted(one.synergy, -inNats(change(one.size))),
    redundancy: shifted(one.redundancy, -inNats(change(one.size))),
  }));
  return {
    layer,
    neurons: units,
    dropped: [],
    ladder: extremes(() => 0, PROVEN),
    greedy: extremes(gap, PROVEN + 1),
    untrained: before,
    structure: sizes.map((size) => {
      const dependence = (less: number) => ({
        rSquared: (own.rSquared ?? 0.9) - less,
        frustrated: size < 3 ? null : (own.frustrated ?? 0.6) - less,
      });
      return {
        size,
        synergy: { ...dependence(0), irreducible: irreducible(size) },
        redundancy: dependence(3 * less),
        random: dependence(less),
      };
    }),
  };
}

const shifted = (one: ProvenExtremes["synergy"], by: number) => (
  { ...one, oInformation: one.oInformation + by }
);

function biasResult(
  { layer, ladder }: WideLayerResult,
  bias: number | undefined,
): RankBiasResult | undefined {
  if (bias === undefined) return undefined;
  const one = { unranked: null, bias: inNats(bias), deviation: inNats(0.05) };
  return { layer, sizes: ladder.map(({ size }) => ({ size, synergy: one, redundancy: one })) };
}

/**
 * A result of networks with hidden layers of `units` neurons, the last of the names being the output layer, of ten.
 *
 * @param networks of each network its layers
 */
export function inventedWide(
  units: number,
  networks: readonly Readonly<Record<string, InventedWideLayer>>[],
): WideLayerSearch {
  const names = Object.keys(networks[0]!);
  const unitsOf = (name: string) => name === names.at(-1) ? 10 : units;
  return {
    layers: names.map((name) => ({
      name,
      role: name === names.at(-1) ? "output" as const : "hidden" as const,
      units: unitsOf(name),
      columnsPerUnit: 1,
    })),
    networks: networks.map((_, index) => index),
    samples: 1000,
    targetEntropy: inNats(Math.log2(10)),
    renamings: 0,
    leftOut: [],
    warnings: [],
    rows: networks.flatMap((layers, network) =>
      Object.entries(layers).flatMap(([name, own]) => {
        const result = layerResult(name, unitsOf(name), own);
        return wideRows(network, units, result, biasResult(result, own.bias));
      })
    ),
  };
}

/** The same as one of several widths. */
export function ofWidth(width: number, layers: WideLayerSearch): WidthResult {
  const training: TrainingResult = {
    spec: mlp([4, width, 10]),
    runs: [],
    requested: 0,
    minAccuracy: 0,
    dataset: "toy",
    samples: { train: 100, test: 50 },
    updates: 10,
  };
  return { width, training, layers };
}

/** Networks whose layers differ by a little from each other. */
export function networksOf(
  count: number,
  layers: Readonly<Record<string, InventedWideLayer>>,
): Readonly<Record<string, InventedWideLayer>>[] {
  return Array.from({ length: count }, (_, network) =>
    Object.fromEntries(
      Object.entries(layers).map(([name, own]) => {
        // Over an even number of networks the mean is that of the layer itself.
        const noise = network % 2 === 0 ? 0.02 : -0.02;
        return [name, {
          ...own,
          max: (size: number) => own.max(size) + noise,
          min: (size: number) => own.min(size) + noise / 2,
        }];
      }),
    ));
}
