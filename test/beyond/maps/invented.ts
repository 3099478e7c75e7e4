/** Results of feature maps with values of choice. */
import type { ProvenExtremes } from "../../../lib/beyond/extremes.ts";
import type { MapLayerResult, MapsFound, MapsState } from "../../../lib/beyond/maps/layer.ts";
import { type MapsResult, mapsResult } from "../../../lib/beyond/maps/result.ts";
import type { MapRuleName } from "../../../lib/beyond/maps/variables.ts";
import { convolutional } from "../../../lib/models/mod.ts";
import type { TrainingResult } from "../../../lib/paper/training/result.ts";

/** Maps as one rule has them, in bits, of one layer of one network. */
export interface InventedMaps {
  readonly max: (size: number) => number;
  readonly min: (size: number) => number;
  /** Information about the class in each map; default 0.5. `null`: not estimated. */
  readonly single?: number | null;
  /** Information in all maps; default 2. */
  readonly information?: number | null;
  /** The first map of each multiplet; default 0. */
  readonly first?: number;
  /** Added to both ends by training; default 0. */
  readonly change?: number;
}

const inNats = (bits: number) => bits * Math.LN2;

/** Maps of the convolutions, in order. */
export const UNITS = [6, 8];

function found(units: number, own: InventedMaps, change: number): MapsFound {
  const { first = 0, single = 0.5, information = 2 } = own;
  const extremes = Array.from({ length: units - 1 }, (_, at): ProvenExtremes => {
    const size = at + 2;
    const one = (bits: number) => ({
      multiplet: Array.from({ length: size }, (_, at) => (first + at) % units).sort((a, b) =>
        a - b
      ),
      oInformation: inNats(bits + change),
      featuresOInformation: inNats(0.9 * bits),
      targetContribution: inNats(0.1 * bits),
    });
    const isAll = size === units;
    return {
      size,
      synergy: one(isAll ? own.max(size) : own.min(size)),
      redundancy: one(own.max(size)),
      proven: size <= 4 || isAll,
    };
  });
  return {
    extremes,
    dropped: [],
    information: information === null ? null : inNats(information),
    single: Array.from({ length: units }, () => single === null ? null : inNats(single)),
  };
}

/** One layer of one network, by both rules. */
export type InventedLayer = Readonly<Record<MapRuleName, InventedMaps>>;

function layerResult(layer: string, units: number, own: InventedLayer): MapLayerResult {
  const state = (change: (maps: InventedMaps) => number): MapsState => ({
    mean: found(units, own.mean, change(own.mean)),
    components: found(units, own.components, change(own.components)),
    meanShares: Array.from({ length: units }, () => 0.1),
    componentShares: Array.from({ length: units }, () => 0.6),
  });
  const trained = state(() => 0);
  const halves = (rule: MapRuleName) =>
    trained[rule].extremes.map(({ size, synergy, redundancy }) => {
      const half = ({ multiplet, oInformation: value }: typeof synergy) => ({
        multiplet,
        searched: value,
        value: 0.9 * value,
        interval: [0.9 * value - 0.05, 0.9 * value + 0.05] as const,
        shift: 0,
        isShifted: false,
      });
      return { size, synergy: half(synergy), redundancy: half(redundancy) };
    });
  return {
    layer,
    trained,
    untrained: state(({ change = 0 }) => -change),
    otherHalf: { mean: halves("mean"), components: halves("components") },
  };
}

/** Networks of two convolutions; what each layer has can differ between networks. */
export function inventedMaps(
  networks: number,
  layers: (network: number) => readonly [conv1: InventedLayer, conv2: InventedLayer],
): MapsResult {
  const spec = convolutional({ height: 8, width: 8, channels: 1 }, UNITS, [10]);
  const training: TrainingResult = {
    spec,
    runs: [],
    requested: networks,
    minAccuracy: 0,
    dataset: "invented",
    samples: { train: 100, test: 50 },
    updates: 10,
  };
  const about = {
    mapValues: "after-relu",
    components: 4,
    samples: 50,
    targetEntropy: 2.3,
  } as const;
  return mapsResult(
    { training, ...about },
    Array.from({ length: networks }, (_, network) => ({
      network,
      layers: layers(network).map((own, at) => layerResult(`conv${at + 1}`, UNITS[at]!, own)),
    })),
  );
}
