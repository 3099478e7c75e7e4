/**
 * One configuration for notebooks, command line and tests: a preset plus overrides by name,
 * validated once.
 */
import { z } from "zod";
import { resolveSettings, type Settings, settingsFromEnvironment } from "./settings.ts";
import { type DatasetEntry, DATASETS } from "../data/catalogue.ts";
import { type Initialisation, INITIALISATIONS } from "../models/parameters.ts";
import { type TrainerName, TRAINERS } from "./resources.ts";
import { STRATEGY_NAMES, type StrategyName } from "../selection/strategies.ts";
import type { Catalogue } from "../system/checks/catalogue.ts";
import type { SubnetworkSize } from "./subnetworks/result.ts";

/** Names of the presets. */
export type Preset = "smoke" | "embedded" | "paper";

/** Names of the controls of figure 2. */
export const CONTROLS = [
  "dense-fresh",
  "other-batch-order",
  "training-activations",
  "synergy-without-label",
  "random-live",
  "frozen-final",
  "cumulative-ablation",
] as const;

/**
 * A control of figure 2. All but two re-train at size `"k*"`, the other neurons removed, and are left out where
 * `subnetworkSizes` lacks that size:
 * - `"dense-fresh"`: networks as wide as the sub-networks of every size but `"k* exact"`, with new initial weights;
 * - `"other-batch-order"`: the same sub-networks in another order of mini-batches;
 * - `"training-activations"`: neurons chosen on as many training samples as there are test samples;
 * - `"synergy-without-label"`: neurons with the smallest Ω(X), without the classes;
 * - `"random-live"`: random neurons among those that are active on at least 1 % of the samples;
 * - `"frozen-final"`: the other neurons frozen at the weights of the trained network, not removed;
 * - `"cumulative-ablation"`: neurons removed one after the other by their mutual information, without re-training.
 */
export type ControlName = typeof CONTROLS[number];

/** All settings that a run of the experiments depends on. */
export interface ExperimentConfig {
  /** The source of all values that nothing overrides: a {@link Preset}, or one of a study beyond the paper. */
  readonly preset: string;
  /**
   * Name of a data set, such as `"mnist"`, 60,000/10,000 digits, or `"mnist-embedded"`, 8,000/2,000
   * without a download.
   */
  readonly dataset: string;
  /** Use only so many samples, as many of each class; `null`: all. */
  readonly samples: { readonly train: number; readonly test: number } | null;
  /** Widths of the hidden layers; paper: 20, 20, 20. */
  readonly hiddenWidths: readonly number[];
  /** Initial weights; the paper does not name them, here `"default"`. */
  readonly initialisation: Initialisation;
  /** Number of accepted networks asked for; paper: 20. */
  readonly networks: number;
  /** Passes over the training set; paper: 50. */
  readonly epochs: number;
  /** Samples per step; paper: 32. */
  readonly batchSize: number;
  /** Step length; paper: 0.01. */
  readonly learningRate: number;
  /** A network is accepted if its training and test accuracy both reach this; 0 accepts every one. */
  readonly minAccuracy: number;
  /** Root of the seed tree, 0..2³²−1. */
  readonly seed: number;
  /** `"fused"`: the WebAssembly kernel; `"tfjs-…"`: the reference on a backend of tfjs. */
  readonly trainer: TrainerName;
  /** The strategies of figure 2. */
  readonly strategies: readonly StrategyName[];
  /** Sizes of its sub-networks: neurons kept in every hidden layer, at most all, or the best size. */
  readonly subnetworkSizes: readonly SubnetworkSize[];
  /** Those of them that are re-trained with frozen neurons too. */
  readonly frozenSizes: readonly SubnetworkSize[];
  /** Draws of random neurons. */
  readonly randomSubsets: number;
  /** Draws of new initial weights for the control of the lottery ticket; at most `randomSubsets`. */
  readonly newInitialisations: number;
  /**
   * Gaussian samples, and bootstrap draws of the rows, behind the bias of the ranks in layers of up to 24 units; at
   * most 20 of them in wider layers; 0: no estimate of it.
   */
  readonly rankBiasDraws: number;
  /**
   * Permutations of the classes, and of the columns, behind the significance of the extremes of each layer, at least 19;
   * 0: no tests of significance.
   */
  readonly permutations: number;
  /** Whether the bias of a removed neuron stays. */
  readonly keepRemovedBias: boolean;
  /** The only hidden layer that loses neurons, 0-based; `null`: all of them do. */
  readonly onlyLayer: number | null;
  /**
   * The activations that neurons are selected by: of the `"test"` set, the paper's reading, or of
   * `"validation"` samples, one sixth of the training set, set aside from all training.
   */
  readonly selection: "test" | "validation";
  /** The controls that are computed beside figure 2. */
  readonly controls: readonly ControlName[];
  /**
   * Whether sub-networks of size `"k*"` are re-trained with a single layer losing neurons as well, each hidden layer
   * in turn, the others whole. No effect with `onlyLayer`, with one hidden layer, or where `subnetworkSizes` lacks
   * `"k*"`.
   */
  readonly oneLayerAtATime: boolean;
  /**
   * Epochs of a second training of the accepted networks, for comparisons at size `"k*"` with as many updates as the
   * paper makes; `null`, or `subnetworkSizes` without `"k*"`: there is none.
   */
  readonly longTrainingEpochs: number | null;
}

/** A count; above `most` it is a typing error, or would take unbounded time and memory. */
const upTo = (most: number): z.ZodInt => z.int().min(1).max(most);

/** Most neurons of a hidden layer. */
const WIDEST = 65_536;

/** Most weights between hidden layers: 1 GiB of the 4 that the kernel can have. */
const MOST_WEIGHTS = 2 ** 28;

/** Sizes of the paper's sub-networks: those by the ladder search belong to wider networks. */
const paperSize = z.union([upTo(WIDEST), z.enum(["k*", "k* exact"])]);

/** Schema of {@link SubnetworkSize}. */
export const subnetworkSize: z.ZodType<SubnetworkSize> = z.union([
  paperSize,
  z.enum(["half", "k* ladder"]),
]);

/** Catalogues that have the names in a configuration. */
export interface ConfigCatalogues {
  /** Default {@link DATASETS}. */
  readonly datasets?: Catalogue<DatasetEntry>;
}

/** Schemas of the settings, each for itself. Studies beyond the paper share some of them. */
export const SETTING_SCHEMAS = {
  dataset: z.string(),
  samples: z.strictObject({ train: upTo(1_000_000), test: upTo(1_000_000) }).nullable(),
  hiddenWidths: z.array(upTo(WIDEST)).min(1).max(100),
  initialisation: z.enum(INITIALISATIONS),
  networks: upTo(10_000),
  epochs: upTo(1_000_000),
  batchSize: upTo(1_000_000),
  learningRate: z.number().positive(),
  minAccuracy: z.number().min(0).max(1),
  seed: z.int().min(0).max(2 ** 32 - 1),
  trainer: z.enum(TRAINERS),
  strategies: z.array(z.enum(STRATEGY_NAMES)).min(1),
  subnetworkSizes: z.array(paperSize).min(1),
  frozenSizes: z.array(paperSize),
  randomSubsets: upTo(10_000),
  newInitialisations: z.int().min(0),
  rankBiasDraws: z.int().min(0).max(10_000),
  permutations: z.union([z.literal(0), z.int().min(19).max(100_000)]),
  keepRemovedBias: z.boolean(),
  onlyLayer: z.int().min(0).nullable(),
  selection: z.enum(["test", "validation"]),
  controls: z.array(z.enum(CONTROLS)),
  oneLayerAtATime: z.boolean(),
  longTrainingEpochs: upTo(1_000_000).nullable(),
} as const;

/** What is wrong with widths and sizes together. */
export function flawsOf(
  { hiddenWidths, frozenSizes, subnetworkSizes }:
    & Pick<ExperimentConfig, "hiddenWidths">
    & Readonly<Record<"subnetworkSizes" | "frozenSizes", readonly SubnetworkSize[]>>,
): { readonly path: "hiddenWidths" | "frozenSizes"; readonly message: string }[] {
  const weights = hiddenWidths.slice(1).reduce(
    (sum, width, l) => sum + width * hiddenWidths[l]!,
    0,
  );
  const unknown = frozenSizes.find((size) => !subnetworkSizes.includes(size));
  return [
    ...(weights > MOST_WEIGHTS
      ? [{
        path: "hiddenWidths" as const,
        message: `${weights} weights between hidden layers, at most ${MOST_WEIGHTS} fit`,
      }]
      : []),
    ...(unknown === undefined
      ? []
      : [{ path: "frozenSizes" as const, message: `${unknown} is not among subnetworkSizes` }]),
  ];
}

/** Strict: unknown settings are errors. Names in catalogues are checked by `schemaOf`. */
export const configSchema: z.ZodType<ExperimentConfig> = z.strictObject({
  preset: z.enum(["smoke", "embedded", "paper"]),
  ...SETTING_SCHEMAS,
}).superRefine((config, { addIssue }) => {
  const refuse = (path: keyof ExperimentConfig, message: string) =>
    addIssue({ code: "custom", path: [path], message });
  for (const { path, message } of flawsOf(config)) refuse(path, message);
  const { newInitialisations, randomSubsets, onlyLayer, hiddenWidths } = config;
  if (newInitialisations > randomSubsets) {
    refuse(
      "newInitialisations",
      `${newInitialisations} is more than randomSubsets, ${randomSubsets}`,
    );
  }
  if (onlyLayer !== null && onlyLayer >= hiddenWidths.length) {
    refuse("onlyLayer", `there are hidden layers 0 to ${hiddenWidths.length - 1}`);
  }
});

const schemaOf = ({ datasets = DATASETS }: ConfigCatalogues) =>
  configSchema.superRefine((config, { addIssue }) =>
    refuseUnknownDataset(config, addIssue, datasets)
  );

/** Adds an issue where the catalogue has no such data set. */
export function refuseUnknownDataset(
  { dataset }: Pick<ExperimentConfig, "dataset">,
  addIssue: (issue: { code: "custom"; path: string[]; message: string }) => void,
  datasets: Catalogue<DatasetEntry> = DATASETS,
): void {
  const { error } = z.enum(datasets.names).safeParse(dataset);
  if (error) addIssue({ code: "custom", path: ["dataset"], message: error.issues[0]!.message });
}

/** Section 3.1 of the paper; the literal reading of what it leaves open. */
const PAPER: ExperimentConfig = {
  preset: "paper",
  dataset: "mnist",
  samples: null,
  hiddenWidths: [20, 20, 20],
  initialisation: "default",
  networks: 20,
  epochs: 50,
  batchSize: 32,
  learningRate: 0.01,
  minAccuracy: 0.96,
  seed: 1,
  trainer: "fused",
  strategies: [
    "synergy",
    "redundancy",
    "complement",
    "random",
    "mi-model",
    "mi-mixture",
    "magnitude",
    "iterative-magnitude",
  ],
  subnetworkSizes: [2, 4, 6, 8, 10, 12, 16, "k*", "k* exact"],
  frozenSizes: ["k*"],
  randomSubsets: 5,
  newInitialisations: 1,
  rankBiasDraws: 100,
  permutations: 199,
  keepRemovedBias: false,
  onlyLayer: null,
  selection: "test",
  controls: CONTROLS,
  oneLayerAtATime: true,
  longTrainingEpochs: null,
};

/**
 * The presets:
 * - `smoke`: three networks, two epochs of larger steps, 2,000/1,000 digits: seconds, for tests.
 * - `embedded` (default): the paper's protocol on 8,000/2,000 digits that come with the library, with ten
 *   networks; every one counts, since the smaller set does not lead to the paper's 96 %. Sub-networks of the best
 *   synergistic size are re-trained with the paper's 93,750 updates too, in networks trained so.
 * - `paper`: the paper's protocol on the full MNIST.
 */
export const PRESETS: Readonly<Record<Preset, ExperimentConfig>> = {
  smoke: {
    ...PAPER,
    preset: "smoke",
    dataset: "mnist-embedded",
    samples: { train: 2000, test: 1000 },
    networks: 3,
    epochs: 2,
    // Two epochs are too few for the paper's small steps to leave the 10 % of chance.
    batchSize: 8,
    learningRate: 0.1,
    minAccuracy: 0,
    subnetworkSizes: [4, 10, 20, "k*", "k* exact"],
    frozenSizes: [10, "k*"],
    newInitialisations: 3,
    rankBiasDraws: 10,
    permutations: 19,
  },
  embedded: {
    ...PAPER,
    preset: "embedded",
    dataset: "mnist-embedded",
    networks: 10,
    minAccuracy: 0,
    permutations: 99,
    // 250 steps each: the 93,750 updates of the paper.
    longTrainingEpochs: 375,
  },
  paper: PAPER,
};

/** Former names of settings, which are still accepted. */
const FORMER_NAMES: ReadonlyMap<string, string> = new Map([
  ["draws", "randomSubsets"],
  ["freshDraws", "newInitialisations"],
  ["keepBias", "keepRemovedBias"],
  ["prunedLayer", "onlyLayer"],
]);

/** The preset of a run that names none. */
export const DEFAULT_PRESET: Preset = "embedded";

/**
 * A preset with some values replaced. Former names of settings are accepted: `draws`, `freshDraws`, `keepBias`
 * and `prunedLayer`.
 *
 * @throws ConfigError for an unknown preset, an unknown name or a value out of range
 * @example
 * ```ts
 * import { resolveConfig } from "@multiplet/multiplet/paper";
 * import { strictEqual as equal, throws } from "node:assert/strict";
 * equal(resolveConfig("embedded").networks, 10);
 * equal(resolveConfig("embedded", { networks: 3 }).networks, 3);
 * throws(() => resolveConfig("embedded", { network: 3 }), /network/);
 * ```
 */
export function resolveConfig(
  preset: string = DEFAULT_PRESET,
  overrides: Readonly<Record<string, unknown>> = {},
  catalogues: ConfigCatalogues = {},
): ExperimentConfig {
  return resolveSettings(settingsIn(catalogues), preset, overrides);
}

const settingsIn = (catalogues: ConfigCatalogues): Settings<ExperimentConfig> => ({
  presets: PRESETS,
  defaultPreset: DEFAULT_PRESET,
  schema: schemaOf(catalogues),
  formerNames: FORMER_NAMES,
});

/** Presets and settings of the paper's studies. */
export const PAPER_SETTINGS: Settings<ExperimentConfig> = settingsIn({});

/**
 * The configuration that a notebook runs with: that of `MULTIPLET_CONFIG`, JSON with a preset and the values
 * that differ from it, as commands set it. Where it is not set: preset from `PRESET`, overrides from
 * `OVERRIDES` (`name=value`, separated by white space, which a value may have inside), e.g.
 * `PRESET=smoke OVERRIDES='networks=2 subnetworkSizes=[4,"k* exact"]'`.
 *
 * @throws ConfigError as {@link resolveConfig} and {@link parseOverrides}, and for a text that is no JSON object
 */
export function configFromEnvironment(
  environment: { get(name: string): string | undefined } = Deno.env,
  catalogues: ConfigCatalogues = {},
): ExperimentConfig {
  return settingsFromEnvironment(settingsIn(catalogues), environment);
}
