/**
 * One configuration for notebooks, command line and tests: a preset plus overrides by name,
 * validated once.
 */
import { z } from "zod";
import { ConfigError } from "./settings.ts";
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
  /** The source of all values that nothing overrides. */
  readonly preset: Preset;
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

/** Schema of {@link SubnetworkSize}. */
export const subnetworkSize: z.ZodType<SubnetworkSize> = z.union([
  upTo(WIDEST),
  z.enum(["k*", "k* exact"]),
]);

/** Catalogues that have the names in a configuration. */
export interface ConfigCatalogues {
  /** Default {@link DATASETS}. */
  readonly datasets?: Catalogue<DatasetEntry>;
}

/** Strict: unknown settings are errors. Names in catalogues are checked by `schemaOf`. */
export const configSchema: z.ZodType<ExperimentConfig> = z.strictObject({
  preset: z.enum(["smoke", "embedded", "paper"]),
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
  subnetworkSizes: z.array(subnetworkSize).min(1),
  frozenSizes: z.array(subnetworkSize),
  randomSubsets: upTo(10_000),
  newInitialisations: z.int().min(0),
  rankBiasDraws: z.int().min(0).max(10_000),
  keepRemovedBias: z.boolean(),
  onlyLayer: z.int().min(0).nullable(),
  selection: z.enum(["test", "validation"]),
  controls: z.array(z.enum(CONTROLS)),
  oneLayerAtATime: z.boolean(),
  longTrainingEpochs: upTo(1_000_000).nullable(),
}).superRefine((config, { addIssue }) => {
  const refuse = (path: keyof ExperimentConfig, message: string) =>
    addIssue({ code: "custom", path: [path], message });
  const {
    frozenSizes,
    subnetworkSizes,
    newInitialisations,
    randomSubsets,
    onlyLayer,
    hiddenWidths,
  } = config;
  const weights = hiddenWidths.slice(1).reduce(
    (sum, width, l) => sum + width * hiddenWidths[l]!,
    0,
  );
  if (weights > MOST_WEIGHTS) {
    refuse("hiddenWidths", `${weights} weights between hidden layers, at most ${MOST_WEIGHTS} fit`);
  }
  const unknown = frozenSizes.find((size) => !subnetworkSizes.includes(size));
  if (unknown !== undefined) refuse("frozenSizes", `${unknown} is not among subnetworkSizes`);
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
  configSchema.superRefine(({ dataset }, { addIssue }) => {
    const { error } = z.enum(datasets.names).safeParse(dataset);
    if (error) addIssue({ code: "custom", path: ["dataset"], message: error.issues[0]!.message });
  });

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
  },
  embedded: {
    ...PAPER,
    preset: "embedded",
    dataset: "mnist-embedded",
    networks: 10,
    minAccuracy: 0,
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
  if (!Object.hasOwn(PRESETS, preset)) {
    throw new ConfigError(
      `Unknown preset "${preset}", use one of ${Object.keys(PRESETS).join(", ")}`,
    );
  }
  if (overrides.preset !== undefined && overrides.preset !== preset) {
    throw new ConfigError(
      "The preset is chosen by its own option (--preset, PRESET), not as a setting: got " +
        `${inShort(overrides.preset)} beside preset ${preset}`,
    );
  }
  const named = Object.entries(overrides)
    .map(([name, value]) => [FORMER_NAMES.get(name) ?? name, value] as const);
  const twice = named.find(([name], at) => named.findIndex(([other]) => other === name) < at);
  if (twice) {
    throw new ConfigError(`The setting ${twice[0]} is given twice, once by its former name`);
  }
  const values = { ...PRESETS[preset as Preset], ...Object.fromEntries(named), preset };
  const parsed = schemaOf(catalogues).safeParse(values);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const flaws = issues.slice(0, MOST_FLAWS).map((issue) => flawOf(issue, values));
  const more = issues.length > MOST_FLAWS ? `; and ${issues.length - MOST_FLAWS} more` : "";
  throw new ConfigError(
    `The configuration (preset ${preset}) is not valid: ${flaws.join("; ")}${more}`,
  );
}

const MOST_FLAWS = 5;

/** A value of any kind in one line. */
function inShort(value: unknown): string {
  return Deno.inspect(value, {
    breakLength: Infinity,
    compact: true,
    depth: 1,
    iterableLimit: 10,
    strAbbreviateSize: 60,
  });
}

/** An issue as text: what is wrong, where, and the value in short. */
function flawOf({ code, message, path }: z.core.$ZodIssue, values: object): string {
  if (path.length === 0 && code === "unrecognized_keys") {
    return `${message}, the names are ${Object.keys(PAPER).join(", ")}`;
  }
  if (path.length === 0) return message;
  const value = path.reduce(
    (part: unknown, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
    values,
  );
  return `${message} at ${z.core.toDotPath(path)}, got ${inShort(value)}`;
}

/**
 * Overrides from `name=value` texts, as on the command line; a value that is JSON is taken as
 * such, any other as text.
 *
 * @throws ConfigError for a text without a name and an `=`
 * @example
 * ```ts
 * import { parseOverrides } from "@multiplet/multiplet/paper";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(parseOverrides(["networks=3", "hiddenWidths=[40,20]", "initialisation=he"]), {
 *   networks: 3,
 *   hiddenWidths: [40, 20],
 *   initialisation: "he",
 * });
 * ```
 */
export function parseOverrides(texts: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(texts.map((text) => {
    const [, name, value] = /^([A-Za-z]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new ConfigError(`An override is written name=value, got "${text}"`);
    }
    return [name, parseValue(value)];
  }));
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The variable of the environment that holds a whole configuration as JSON. */
export const CONFIG_VARIABLE = "MULTIPLET_CONFIG";

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
  const json = environment.get(CONFIG_VARIABLE);
  if (json) {
    const { data } = z.record(z.string(), z.unknown()).safeParse(parseValue(json));
    if (data === undefined) {
      throw new ConfigError(`${CONFIG_VARIABLE} must be a JSON object, got "${json.slice(0, 60)}"`);
    }
    const { preset = DEFAULT_PRESET, ...values } = data;
    return resolveConfig(String(preset), values, catalogues);
  }
  const text = (environment.get("OVERRIDES") ?? "").trim();
  // Splits only where white space begins: otherwise the time grows with the square of its length.
  const overrides = text === "" ? [] : text.split(/(?<!\s)\s+(?=[A-Za-z]+=)/);
  const preset = environment.get("PRESET") || DEFAULT_PRESET;
  return resolveConfig(preset, parseOverrides(overrides), catalogues);
}
