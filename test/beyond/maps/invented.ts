/** Results of feature maps with values of choice. */
import type { ProvenExtremes } from "../../../lib/beyond/extremes.ts";
import type { LayerInformation, PartInformation } from "../../../lib/beyond/maps/information.ts";
import type { MapLayerResult, MapsFound, MapsState } from "../../../lib/beyond/maps/layer.ts";
import { type MapsResult, mapsResult } from "../../../lib/beyond/maps/result.ts";
import type { MapRuleName } from "../../../lib/beyond/maps/variables.ts";
import { convolutional } from "../../../lib/models/mod.ts";
import type { TrainingResult } from "../../../lib/paper/training/result.ts";

/** Maps as one rule has them, in bits, of one layer of one network. */
export interface InventedMaps {
  readonly max: (size: number) => number;
  readonly min: (size: number) => number;
  /** What a classifier finds in each map, in bits; default 0.5. `null`: not estimated. */
  readonly single?: number | null;
  /** In its first component; default the same. Only of components. */
  readonly first?: number | null;
  /** The first map of each multiplet; default 0. */
  readonly begin?: number;
  /** Added to both ends by training; default 0. */
  readonly change?: number;
  /** Share of the images that have the same mean of the first map; default 0. */
  readonly repeated?: number;
  /** Whether nothing is estimated in the other half; default false. */
  readonly noHalf?: boolean;
}

const inNats = (bits: number) => bits * Math.LN2;

/** Maps of the convolutions, in order. */
export const UNITS = [6, 8];

function found(units: number, own: InventedMaps, change: number): MapsFound {
  const { begin = 0 } = own;
  const extremes = Array.from({ length: units - 1 }, (_, at): ProvenExtremes => {
    const size = at + 2;
    const one = (bits: number) => ({
      multiplet: Array.from({ length: size }, (_, at) => (begin + at) % units).sort((a, b) =>
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
    repeatedShares: Array.from(
      { length: units },
      (_, map) => map === 0 ? own.mean.repeated ?? 0 : 0,
    ),
  });
  const trained = state(() => 0);
  const halves = (rule: MapRuleName) =>
    (own[rule].noHalf ? [] : trained[rule].extremes).map(({ size, synergy, redundancy }) => {
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

/** What a classifier finds in the maps of a layer, in both states. */
function informationOf(layer: string, units: number, own: InventedLayer): LayerInformation[] {
  const part = (bits: number | null = 0.5): PartInformation => ({
    single: Array.from({ length: units }, () => bits === null ? null : inNats(bits)),
    all: bits === null ? null : inNats(2 * bits),
  });
  const { single } = own.components;
  return (["trained", "untrained"] as const).map((state) => ({
    layer,
    state,
    parts: {
      "mean": part(own.mean.single),
      "first component": part(own.components.first === undefined ? single : own.components.first),
      "components": part(single),
    },
  }));
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
    analyses: [],
    samples: 50,
    targetEntropy: 2.3,
  } as const;
  return mapsResult(
    { training, ...about },
    Array.from({ length: networks }, (_, network) => {
      const all = layers(network);
      const name = (at: number) => `conv${at + 1}`;
      return {
        network,
        layers: all.map((own, at) => layerResult(name(at), UNITS[at]!, own)),
        information: all.flatMap((own, at) => informationOf(name(at), UNITS[at]!, own)),
      };
    }),
  );
}
