/** All readings of the paper at once, and the most favourable one of each claim again with fresh seeds. */
import { z } from "zod";
import embedded from "../../../sweeps/readings.json" with { type: "json" };
import smoke from "../../../sweeps/readings-smoke.json" with { type: "json" };
import { type ExperimentConfig, PAPER_SETTINGS } from "../../paper/config.ts";
import type { PaperContext } from "../../paper/context.ts";
import { type Settings, settingsFromEnvironment } from "../../paper/settings.ts";
import type { Finding } from "../../studies/finding.ts";
import type { AnyStudy, Stages, Study } from "../../studies/study.ts";
import type { Verdict } from "../../studies/verdict.ts";
import type { Specification } from "../../sweeps/effects.ts";
import { claimShares, sharesTitle } from "../../sweeps/figures/verdict_shares.ts";
import { inStep } from "../../sweeps/in_step.ts";
import { type OutcomeRow, outcomeRows, outcomeTable } from "../../sweeps/outcomes.ts";
import type { OpenSweep } from "../../sweeps/plan.ts";
import { parseSweep, type Reading, readingsOf, type SweepFile } from "../../sweeps/sweep.ts";
import { CLAIM_SUBJECTS, type ClaimSubject, mostFavourable } from "./claims.ts";
import { type ReadingResult, READINGS, readingStages } from "./study.ts";

/** What the study of all readings depends on. */
export interface ReadingsConfig {
  /** The source of all values that nothing overrides. */
  readonly preset: "smoke" | "embedded";
  /** Networks of each reading. */
  readonly networks: number;
  /** Root of all random numbers of the readings. */
  readonly seed: number;
  /** The same for the readings that are repeated. */
  readonly freshSeed: number;
  /** The engine that trains. */
  readonly trainer: "fused";
}

/** The sweep files of the presets. */
const FILES: Readonly<Record<ReadingsConfig["preset"], SweepFile>> = {
  smoke: parseSweep(JSON.stringify(smoke), "sweeps/readings-smoke.json"),
  embedded: parseSweep(JSON.stringify(embedded), "sweeps/readings.json"),
};

const schema: z.ZodType<ReadingsConfig> = z.strictObject({
  preset: z.enum(["smoke", "embedded"]),
  networks: z.int().min(2).max(1000),
  seed: z.int().min(0),
  freshSeed: z.int().min(0),
  trainer: z.literal("fused"),
}).refine(({ seed, freshSeed }) => seed !== freshSeed, {
  path: ["freshSeed"],
  message: "expected another number than seed: the same seeds give the same networks",
});

const PRESETS: Readonly<Record<ReadingsConfig["preset"], ReadingsConfig>> = {
  smoke: { preset: "smoke", networks: 2, seed: 1, freshSeed: 2, trainer: "fused" },
  embedded: { preset: "embedded", networks: 10, seed: 1, freshSeed: 2, trainer: "fused" },
};

/** Presets and settings of the study of all readings. */
export const READINGS_SETTINGS: Settings<ReadingsConfig> & {
  readonly presets: Readonly<Record<ReadingsConfig["preset"], ReadingsConfig>>;
} = { presets: PRESETS, defaultPreset: "embedded", schema };

/** The configuration that the notebook runs with; see `settingsFromEnvironment`. */
export function readingsConfigFromEnvironment(
  environment?: { get(name: string): string | undefined },
): ReadingsConfig {
  return settingsFromEnvironment(READINGS_SETTINGS, environment);
}

/** The sweep file of a configuration. */
export function sweepFileOf({ preset, networks, seed }: ReadingsConfig): SweepFile {
  const file = FILES[preset];
  return { ...file, settings: { ...file.settings, networks, seed } };
}

/** The sweep of a configuration, ready to be planned. */
export function openReadings(config: ReadingsConfig): OpenSweep & {
  readonly readings: readonly Reading<ExperimentConfig>[];
} {
  const file = sweepFileOf(config);
  return { file, study: READINGS as AnyStudy, readings: readingsOf(file, PAPER_SETTINGS) };
}

/** The most favourable reading of a claim, and the same with fresh seeds. */
export interface Repeated {
  /** The claim. */
  readonly subject: ClaimSubject;
  /** The best of all readings, which looks better than it is, because it was chosen for that. */
  readonly best: Specification;
  /** Number of readings that it is the best of, by the same margin. */
  readonly among: number;
  /** The same training and the same analysis with networks of fresh seeds; `undefined` where these cannot be judged so. */
  readonly fresh: OutcomeRow | undefined;
}

/** What all readings say. */
export interface ReadingsResult {
  /** The sweep. */
  readonly file: SweepFile;
  /** Number of training readings. */
  readonly readings: number;
  /** All rows, reading by reading. */
  readonly rows: readonly OutcomeRow[];
  /** Claim by claim. */
  readonly repeated: readonly Repeated[];
}

/** A reading with what its stages depend on, for both seeds. */
export interface OpenedReading extends Reading<ExperimentConfig> {
  /** Its data. */
  readonly context: PaperContext;
  /** The same reading with the fresh seed. */
  readonly fresh: { readonly config: ExperimentConfig; readonly context: PaperContext };
}

/** All readings with their data. */
export interface ReadingsContext {
  /** The sweep. */
  readonly file: SweepFile;
  /** In the order of its design. */
  readonly readings: readonly OpenedReading[];
}

/** All readings at once, then the most favourable one of each claim with fresh seeds. */
export function* readingsStages(
  _: ReadingsConfig,
  { file, readings }: ReadingsContext,
): Stages<ReadingsResult> {
  const results = yield* inStep(
    readings.map(({ config, context }) => readingStages(config, context)),
  );
  const rows = outcomeRows(
    readings.map(({ levels }, at) => ({ levels, judged: judgedOf(results[at]!) })),
  );
  const best = CLAIM_SUBJECTS.flatMap((subject) => {
    const found = mostFavourable(rows, subject);
    return found === undefined ? [] : [{ subject, ...found }];
  });
  const again = yield* inStep(best.map(({ best }) => {
    const { config, context } = readings[best.reading - 1]!.fresh;
    return readingStages(config, context);
  }));
  return {
    file,
    readings: readings.length,
    rows,
    repeated: best.map((one, at) => {
      const { levels } = readings[one.best.reading - 1]!;
      const found = outcomeRows([{ levels, judged: judgedOf(again[at]!) }]);
      const fresh = found.find(({ claim, choices, estimate }) =>
        claim === one.subject.claim && estimate?.label === one.best.estimate.label &&
        JSON.stringify(choices) === JSON.stringify(one.best.choices)
      );
      return { ...one, fresh };
    }),
  };
}

const judgedOf = (result: ReadingResult) => READINGS.claims!(result);

/** All readings of the paper, and what the choices in them decide. */
export const ALL_READINGS: Study<ReadingsConfig, ReadingsContext, ReadingsResult, OutcomeRow> = {
  name: "all-readings",
  title: "Every claim of the paper in every reading",
  ...READINGS_SETTINGS,
  open: async (config, runner, options) => {
    const { file, readings } = openReadings(config);
    const opened: OpenedReading[] = [];
    for (const reading of readings) {
      const fresh = { ...reading.config, seed: config.freshSeed };
      opened.push({
        ...reading,
        context: await READINGS.open(reading.config, runner, options),
        fresh: { config: fresh, context: await READINGS.open(fresh, runner, options) },
      });
    }
    return { file, readings: opened };
  },
  stages: readingsStages,
  table: ({ file, rows }) => outcomeTable(file, rows),
  findings: ({ rows, repeated }) => [
    { statement: sharesTitle(claimShares(rows)), estimates: [] },
    ...repeated.map(repeatedFinding),
  ],
};

/** The best reading in words, which say whether it supports the claim at all. */
export const favourableText = ({ verdict }: Pick<Specification, "verdict">): string =>
  verdict === "reproduced" || verdict === "partly reproduced"
    ? "most favourable reading"
    : "least unfavourable reading";

/** The best reading of a claim beside the same reading with fresh seeds, in one sentence. */
export function repeatedFinding({ subject, best, fresh }: Repeated): Finding {
  const words = (verdict: Verdict | undefined) => verdict ?? "not tested";
  const again = fresh === undefined ? "not tested" : words(fresh.verdict);
  return {
    statement: `“${subject.claim}”, ${favourableText(best)}: ${
      words(best.verdict)
    }; with fresh seeds: ${again}`,
    estimates: [best.estimate, ...(fresh?.estimate ? [fresh.estimate] : [])],
  };
}
