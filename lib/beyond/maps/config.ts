/** Configurations of the studies of feature maps. */
import { z } from "zod";
import type { Dataset } from "../../data/dataset.ts";
import { convolutional, NetworkError, type NetworkSpec } from "../../models/mod.ts";
import {
  type ExperimentConfig,
  flawsOf,
  PRESETS as PAPER_PRESETS,
  refuseUnknownDataset,
  SETTING_SCHEMAS,
} from "../../paper/config.ts";
import { ConfigError, type Settings, settingsFromEnvironment } from "../../paper/settings.ts";
import { LADDER_SCHEMAS, refuseMissingStrategies } from "../settings.ts";

/** A size of sub-networks: half of the maps of every convolution, or the best size of each by the ladder search. */
export type MapsSize = "half" | "k* ladder";

/** Values of maps that are analysed. */
export type MapValues = "after-relu" | "before-relu";

/** All of them. */
export const MAP_VALUES = ["after-relu", "before-relu"] as const satisfies MapValues[];

/** All settings that the studies of feature maps depend on; those that the paper's studies have mean the same. */
export interface MapsConfig extends
  Pick<
    ExperimentConfig,
    | "dataset"
    | "samples"
    | "initialisation"
    | "networks"
    | "epochs"
    | "batchSize"
    | "learningRate"
    | "minAccuracy"
    | "seed"
    | "trainer"
    | "strategies"
    | "randomSubsets"
    | "keepRemovedBias"
  > {
  /** The source of all values that nothing overrides. */
  readonly preset: string;
  /** Maps of the convolutions; each is followed by ReLU and 2 × 2 max pooling. */
  readonly maps: readonly number[];
  /**
   * The values of maps, before pooling: `"after-relu"`, or `"before-relu"`. Before it, the mean of a map of the first
   * convolution is, but for the borders, a linear function of the mean of each colour: all such means are collinear.
   */
  readonly mapValues: MapValues;
  /** Principal components that stand for a map, beside its mean. */
  readonly components: number;
  /** New starts of the ladder search per end and island. */
  readonly calls: number;
  /** Islands of the ladder search: independent searches that are merged. */
  readonly islands: number;
  /** Sizes of the sub-networks. */
  readonly subnetworkSizes: readonly MapsSize[];
}

/** Strict: unknown settings are errors. */
export const mapsConfigSchema: z.ZodType<MapsConfig> = z.strictObject({
  preset: z.enum(["smoke", "embedded", "cifar"]),
  ...SETTING_SCHEMAS,
}).omit({
  hiddenWidths: true,
  frozenSizes: true,
  selection: true,
  onlyLayer: true,
  newInitialisations: true,
  controls: true,
  oneLayerAtATime: true,
  longTrainingEpochs: true,
  permutations: true,
  rankBiasDraws: true,
}).extend({
  maps: z.array(z.int().min(3).max(1024)).min(1).max(5),
  mapValues: z.enum(MAP_VALUES),
  components: z.int().min(2).max(64),
  ...LADDER_SCHEMAS,
  subnetworkSizes: z.array(z.enum(["half", "k* ladder"])).min(1),
}).superRefine((config, { addIssue }) => {
  const sizes = { subnetworkSizes: [1], frozenSizes: [] };
  for (const { message } of flawsOf({ hiddenWidths: config.maps, ...sizes })) {
    addIssue({ code: "custom", path: ["maps"], message });
  }
  refuseUnknownDataset(config, addIssue);
  refuseMissingStrategies(config, addIssue);
});

/** Convolutions of 16 and 32 maps and a dense output layer, on photographs. */
const CIFAR: MapsConfig = {
  preset: "cifar",
  dataset: "cifar-10",
  samples: null,
  maps: [16, 32],
  mapValues: "after-relu",
  components: 4,
  initialisation: "default",
  networks: 5,
  epochs: 10,
  batchSize: 64,
  learningRate: 0.1,
  minAccuracy: 0,
  seed: 1,
  trainer: "fused",
  calls: 200,
  islands: 4,
  strategies: ["synergy", "redundancy", "random", "magnitude"],
  subnetworkSizes: ["half", "k* ladder"],
  randomSubsets: 3,
  keepRemovedBias: false,
};

/**
 * The presets:
 * - `smoke`: two networks of few maps, one epoch of 600 digits: seconds, for tests.
 * - `embedded` (default): 8,000/2,000 digits that come with the library, five networks, five epochs; sub-networks of the
 *   best synergistic size alone.
 * - `cifar`: the full CIFAR-10, five networks, ten epochs.
 */
export const MAPS_PRESETS: Readonly<Record<"smoke" | "embedded" | "cifar", MapsConfig>> = {
  smoke: {
    ...CIFAR,
    preset: "smoke",
    dataset: "mnist-embedded",
    samples: { train: 600, test: 300 },
    maps: [4, 6],
    components: 2,
    networks: 2,
    epochs: 1,
    batchSize: 8,
    calls: 10,
    islands: 1,
    randomSubsets: 1,
  },
  embedded: {
    ...CIFAR,
    preset: "embedded",
    dataset: "mnist-embedded",
    epochs: 5,
    subnetworkSizes: ["k* ladder"],
  },
  cifar: CIFAR,
};

/** What {@link mapsConfigFromEnvironment} needs. */
export const MAPS_SETTINGS: Settings<MapsConfig> = {
  presets: MAPS_PRESETS,
  defaultPreset: "embedded",
  schema: mapsConfigSchema,
};

/** The configuration that the notebook runs with; see `settingsFromEnvironment`. */
export function mapsConfigFromEnvironment(
  environment?: { get(name: string): string | undefined },
): MapsConfig {
  return settingsFromEnvironment(MAPS_SETTINGS, environment);
}

/** The same as a configuration of the paper's steps, whose hidden layers are the convolutions. */
export function experimentConfig(
  { maps, mapValues: _values, components: _, calls: _calls, islands: _islands, ...config }:
    MapsConfig,
): ExperimentConfig {
  return {
    ...PAPER_PRESETS.paper,
    ...config,
    hiddenWidths: maps,
    frozenSizes: [],
    newInitialisations: 0,
    controls: [],
    oneLayerAtATime: false,
  };
}

/**
 * The networks of a configuration.
 *
 * @throws ConfigError for images that are too small for so much pooling, and for data that are no images
 */
export function mapsNetwork(
  { maps }: Pick<MapsConfig, "maps">,
  { name, input, classes }: Pick<Dataset, "name" | "input" | "classes">,
): NetworkSpec {
  if (input.kind !== "image") {
    throw new ConfigError(`Feature maps need images; the samples of ${name} are vectors`);
  }
  const { height, width, channels } = input;
  try {
    return convolutional({ height, width, channels }, maps, [classes.length]);
  } catch (cause) {
    if (!(cause instanceof NetworkError)) throw cause;
    throw new ConfigError(`The setting maps does not fit ${name}: ${cause.message}`, { cause });
  }
}
