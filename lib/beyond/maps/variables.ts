/** The maps of a network as variables: by their means, and by their leading principal components. */
import type { Samples } from "../../data/dataset.ts";
import { activationBlocks, type NetworkParameters, type NetworkSpec } from "../../models/mod.ts";
import { hiddenLayers } from "../../models/spec.ts";
import { moments } from "../../statistics/moments.ts";
import { randomSource } from "../../system/random/mod.ts";
import { pauseEvery } from "../../system/workers/in_parallel.ts";
import {
  type LayerVariables,
  MapColumns,
  mapComponents,
  type Variables,
} from "../../variables/mod.ts";

import type { MapValues } from "./config.ts";

/** What stands for a map. */
export type MapRuleName = "mean" | "components";

/** All of them, in the order of tables. */
export const MAP_RULES = ["mean", "components"] as const satisfies MapRuleName[];

/** The maps of one convolution as variables, before pooling. */
export interface MapsOfLayer {
  /** The name of the layer. */
  readonly layer: string;
  /** One column per map. */
  readonly mean: LayerVariables;
  /** A block of columns per map. */
  readonly components: Variables;
  /** Of each map the share of its variance that its mean has, 0..1: of the same value at all positions. */
  readonly meanShares: readonly number[];
  /** Of each map the share that its components have. */
  readonly componentShares: readonly number[];
  /** Of each map the share of the samples that have the most frequent value of its mean, 0..1. After ReLU, mostly that of 0. */
  readonly repeatedShares: readonly number[];
}

/** Nothing is drawn under these rules. */
const UNUSED = randomSource(0);

/** The means of the maps of all convolutions. */
export async function mapMeans(
  network: MapsNetwork,
  signal: AbortSignal | undefined,
): Promise<LayerVariables[]> {
  const layers = await filled(network, ["mean"], signal);
  return layers.map(({ layer, columns: [mean] }) => ({ ...mean!.variables(), layer }));
}

/** A network with its parameters, and samples that pass it. */
export interface MapsNetwork {
  readonly spec: NetworkSpec;
  readonly parameters: NetworkParameters;
  readonly samples: Samples;
  readonly mapValues: MapValues;
}

/**
 * The maps of all convolutions.
 *
 * @param count principal components per map
 */
export async function mapsOf(
  network: MapsNetwork,
  count: number,
  signal: AbortSignal | undefined,
): Promise<MapsOfLayer[]> {
  const result: MapsOfLayer[] = [];
  const layers = await filled(network, ["mean", "components"], signal);
  // What was reduced is released layer by layer.
  for (let next = layers.shift(); next !== undefined; next = layers.shift()) {
    const { layer, columns: [mean, all] } = next;
    const means = mean!.variables();
    const values = all!.variables();
    const components = await mapComponents(count).group(values, UNUSED, { signal });
    const meanShares = values.variables.map(({ columns }, map) => {
      const total = columns.reduce((sum, at) => sum + varianceOf(values.columns[at]!.values), 0);
      // The mean as a direction of length 1 has √P times its values.
      return total === 0 ? 0 : columns.length * varianceOf(means.columns[map]!.values) / total;
    });
    result.push({
      layer,
      mean: { ...means, layer },
      components,
      meanShares,
      componentShares: components.variables.map(({ varianceShare }) => varianceShare!),
      repeatedShares: means.columns.map(({ values }) => mostFrequentShare(values)),
    });
  }
  return result;
}

/** The share of the most frequent of some numbers. */
function mostFrequentShare(values: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  let most = 0;
  for (let at = 0; at < values.length; at++) {
    const count = (counts.get(values[at]!) ?? 0) + 1;
    counts.set(values[at]!, count);
    most = Math.max(most, count);
  }
  return most / values.length;
}

function varianceOf(values: ArrayLike<number>): number {
  return moments(values).standardDeviation! ** 2;
}

/** The columns of all convolutions after one pass of the samples. */
async function filled(
  { spec, parameters, samples, mapValues }: MapsNetwork,
  rules: readonly MapRuleName[],
  signal: AbortSignal | undefined,
): Promise<{ readonly layer: string; readonly columns: readonly MapColumns[] }[]> {
  const layers = hiddenLayers(spec).map(({ name, units, columnsPerUnit: positions }) => {
    const shape = { maps: units, positions, mapsFirst: true };
    const names = Array.from({ length: units }, (_, map) => `${name}[${map}]`);
    const maps = { samples: samples.count, shape, names };
    return {
      layer: name,
      columns: rules.map((kind) =>
        new MapColumns(maps, kind === "mean" ? { kind } : { kind, count: 1 }, UNUSED)
      ),
    };
  });
  const pause = pauseEvery(50, signal, () => {});
  for (const block of activationBlocks(spec, parameters, samples)) {
    await pause();
    layers.forEach(({ columns }, at) => {
      const { preActivations, postActivations } = block.layers[at]!;
      const values = mapValues === "after-relu" ? postActivations : preActivations;
      for (const own of columns) own.add(values);
    });
  }
  return layers;
}
