/** Configurations of the studies of wide layers. */
import { z } from "zod";
import {
  type ExperimentConfig,
  flawsOf,
  PRESETS as PAPER_PRESETS,
  refuseUnknownDataset,
  SETTING_SCHEMAS,
} from "../../paper/config.ts";
import { type Settings, settingsFromEnvironment } from "../../paper/settings.ts";
import { LADDER_SCHEMAS, refuseMissingStrategies } from "../settings.ts";

/** A size of sub-networks: neurons kept in every hidden layer, or the best size of each by the ladder search. */
export type WideSize = number | "k* ladder";

/** All settings that the studies of wide layers depend on; those that the paper's studies have mean the same. */
export interface WideConfig extends
  Pick<
    ExperimentConfig,
    | "dataset"
    | "samples"
    | "hiddenWidths"
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
    | "rankBiasDraws"
    | "keepRemovedBias"
  > {
  /** The source of all values that nothing overrides. */
  readonly preset: string;
  /** Other widths of all hidden layers: networks that are trained and searched too, all else equal. */
  readonly otherWidths: readonly number[];
  /** New starts of the ladder search per end and island. */
  readonly calls: number;
  /** Islands of the ladder search: independent searches that are merged. */
  readonly islands: number;
  /** Sizes of the sub-networks. */
  readonly subnetworkSizes: readonly WideSize[];
  /** Those of them that are re-trained with frozen neurons too. */
  readonly frozenSizes: readonly WideSize[];
}

const wideSize = z.union([z.int().min(1).max(65_536), z.literal("k* ladder")], {
  error: 'expected a number of neurons or "k* ladder"',
});
/** Strict: unknown settings are errors. */
export const wideConfigSchema: z.ZodType<WideConfig> = z.strictObject({
  preset: z.enum(["smoke", "embedded", "fashion"]),
  ...SETTING_SCHEMAS,
}).omit({
  selection: true,
  onlyLayer: true,
  newInitialisations: true,
  controls: true,
  oneLayerAtATime: true,
  longTrainingEpochs: true,
  permutations: true,
}).extend({
  otherWidths: z.array(z.int().min(2).max(1024)).max(10),
  ...LADDER_SCHEMAS,
  subnetworkSizes: z.array(wideSize).min(1),
  frozenSizes: z.array(wideSize),
}).superRefine((config, { addIssue }) => {
  for (const { path, message } of flawsOf(config)) {
    addIssue({ code: "custom", path: [path], message });
  }
  refuseUnknownDataset(config, addIssue);
  const { subnetworkSizes } = config;
  // The notebook draws both.
  if (
    !subnetworkSizes.includes("k* ladder") || !subnetworkSizes.some((size) => size !== "k* ladder")
  ) {
    const message = 'expected "k* ladder" and at least one number of neurons';
    addIssue({ code: "custom", path: ["subnetworkSizes"], message });
  }
  refuseMissingStrategies(config, addIssue);
});

/** The plan of the paper's outlook: 100 neurons per layer, Fashion-MNIST; else the paper's protocol. */
const FASHION: WideConfig = {
  preset: "fashion",
  dataset: "fashion-mnist",
  samples: null,
  hiddenWidths: [100, 100, 100],
  otherWidths: [20, 50],
  initialisation: "default",
  networks: 20,
  epochs: 50,
  batchSize: 32,
  learningRate: 0.01,
  minAccuracy: 0,
  seed: 1,
  trainer: "fused",
  calls: 500,
  islands: 4,
  rankBiasDraws: 10,
  strategies: [
    "synergy",
    "redundancy",
    "random",
    "mi-model",
    "mi-mixture",
    "magnitude",
    "synergy-greedy",
  ],
  subnetworkSizes: [25, "k* ladder"],
  frozenSizes: [],
  randomSubsets: 3,
  keepRemovedBias: false,
};

/**
 * The presets:
 * - `smoke`: two networks, narrow layers, seconds: for tests.
 * - `embedded` (default): 8,000/2,000 digits that come with the library, three networks, with frozen neurons, iterative
 *   magnitude, more sizes and other widths; a short training.
 * - `fashion`: the full Fashion-MNIST, 20 networks, the paper's 50 epochs.
 */
export const WIDE_PRESETS: Readonly<Record<"smoke" | "embedded" | "fashion", WideConfig>> = {
  smoke: {
    ...FASHION,
    preset: "smoke",
    dataset: "mnist-embedded",
    samples: { train: 2000, test: 1000 },
    hiddenWidths: [30, 30, 30],
    otherWidths: [20],
    networks: 2,
    epochs: 2,
    // Two epochs are too few for the paper's small steps to leave the 10 % of chance.
    batchSize: 8,
    learningRate: 0.1,
    calls: 20,
    rankBiasDraws: 3,
    subnetworkSizes: [10, "k* ladder"],
    frozenSizes: ["k* ladder"],
    randomSubsets: 2,
  },
  embedded: {
    ...FASHION,
    preset: "embedded",
    dataset: "mnist-embedded",
    otherWidths: [20, 50],
    networks: 3,
    strategies: [...FASHION.strategies, "iterative-magnitude"],
    subnetworkSizes: [5, 10, 25, 50, "k* ladder"],
    frozenSizes: ["k* ladder"],
  },
  fashion: FASHION,
};

/** What {@link wideConfigFromEnvironment} needs. */
export const WIDE_SETTINGS: Settings<WideConfig> = {
  presets: WIDE_PRESETS,
  defaultPreset: "embedded",
  schema: wideConfigSchema,
};

/** The configuration that the notebook runs with; see `settingsFromEnvironment`. */
export function wideConfigFromEnvironment(
  environment?: { get(name: string): string | undefined },
): WideConfig {
  return settingsFromEnvironment(WIDE_SETTINGS, environment);
}

/** The same as a configuration of the paper's steps; `width`: of all hidden layers in place of theirs. */
export function experimentConfig(
  { otherWidths: _, calls: _calls, islands: _islands, ...config }: WideConfig,
  width?: number,
): ExperimentConfig {
  const { hiddenWidths } = config;
  return {
    ...PAPER_PRESETS.paper,
    ...config,
    hiddenWidths: width === undefined ? hiddenWidths : hiddenWidths.map(() => width),
    newInitialisations: 0,
    controls: [],
    oneLayerAtATime: false,
  };
}

/** The size of sub-networks, in neurons per layer, that is closest to `neurons`; of equally close ones the smaller. */
export function sizeNearest({ subnetworkSizes }: WideConfig, neurons: number): WideSize {
  const sizes = subnetworkSizes.filter((size) => typeof size === "number");
  const [nearest] = sizes.toSorted((a, b) =>
    Math.abs(a - neurons) - Math.abs(b - neurons) || a - b
  );
  return nearest ?? "k* ladder";
}
