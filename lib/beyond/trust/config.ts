/** Configurations of the study of one network under all tests and estimators. */
import { z } from "zod";
import {
  type ExperimentConfig,
  flawsOf,
  PRESETS as PAPER_PRESETS,
  refuseUnknownDataset,
  SETTING_SCHEMAS,
} from "../../paper/config.ts";
import { type Settings, settingsFromEnvironment } from "../../paper/settings.ts";

/** The settings that it shares with the paper's studies, where they mean the same. */
const SHARED = {
  dataset: true,
  samples: true,
  hiddenWidths: true,
  initialisation: true,
  epochs: true,
  batchSize: true,
  learningRate: true,
  seed: true,
  trainer: true,
  rankBiasDraws: true,
  permutations: true,
} as const satisfies Partial<Record<keyof ExperimentConfig, true>>;

/** All settings that the study depends on. */
export interface TrustConfig extends
  Pick<
    ExperimentConfig,
    | "dataset"
    | "samples"
    | "hiddenWidths"
    | "initialisation"
    | "epochs"
    | "batchSize"
    | "learningRate"
    | "seed"
    | "trainer"
    | "rankBiasDraws"
    | "permutations"
  > {
  /** The source of all values that nothing overrides. */
  readonly preset: string;
  /** Samples of each reference of the other estimators, from 2. */
  readonly referenceDraws: number;
}

/** Strict: unknown settings are errors. */
export const trustConfigSchema: z.ZodType<TrustConfig> = z.strictObject({
  preset: z.enum(["smoke", "embedded"]),
  ...z.object(SETTING_SCHEMAS).pick(SHARED).shape,
  permutations: z.int().min(19).max(100_000),
  referenceDraws: z.int().min(2).max(10_000),
}).superRefine((config, { addIssue }) => {
  const sizes = { subnetworkSizes: [1], frozenSizes: [] };
  for (const { path, message } of flawsOf({ ...config, ...sizes })) {
    addIssue({ code: "custom", path: [path], message });
  }
  refuseUnknownDataset(config, addIssue);
});

/** The first network of the paper's preset of the same name. */
const presetOf = (name: "smoke" | "embedded") => {
  const shared = Object.keys(SHARED) as (keyof typeof SHARED)[];
  const settings = Object.fromEntries(shared.map((key) => [key, PAPER_PRESETS[name][key]]));
  return { ...settings as Pick<ExperimentConfig, keyof typeof SHARED>, preset: name };
};

/**
 * The presets:
 * - `smoke`: seconds, for tests.
 * - `embedded` (default): the first network of the paper's preset of that name, with 199 permutations.
 */
export const TRUST_PRESETS: Readonly<Record<"smoke" | "embedded", TrustConfig>> = {
  smoke: { ...presetOf("smoke"), referenceDraws: 2 },
  embedded: { ...presetOf("embedded"), permutations: 199, referenceDraws: 20 },
};

/** What {@link trustConfigFromEnvironment} needs. */
export const TRUST_SETTINGS: Settings<TrustConfig> = {
  presets: TRUST_PRESETS,
  defaultPreset: "embedded",
  schema: trustConfigSchema,
};

/** The configuration that the notebook runs with; see `settingsFromEnvironment`. */
export function trustConfigFromEnvironment(
  environment?: { get(name: string): string | undefined },
): TrustConfig {
  return settingsFromEnvironment(TRUST_SETTINGS, environment);
}

/** The same as a configuration of the paper's steps: one network, whatever its accuracy. */
export function experimentConfig(
  { referenceDraws: _, ...config }: TrustConfig,
): ExperimentConfig {
  return { ...PAPER_PRESETS.paper, ...config, networks: 1, minAccuracy: 0, controls: [] };
}
