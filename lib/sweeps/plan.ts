/** What the store lacks of a sweep, what that takes, and how it is computed on this machine. */
import {
  type AnyStudy,
  type Plan,
  planStages,
  type Runner,
  type RunOptions,
  type StageEstimate,
} from "../studies/mod.ts";
import type { AnyStep } from "../studies/step.ts";
import type { Reading, SweepFile } from "./sweep.ts";

/** A sweep with its study and all its configurations. */
export interface OpenSweep {
  readonly file: SweepFile;
  readonly study: AnyStudy;
  readonly readings: readonly Reading<unknown>[];
}

/** A result that the store lacks and that can be computed now. */
export interface MissingResult {
  /** Name of its stage. */
  readonly label: string;
  readonly step: AnyStep;
  /** Its key in the store. */
  readonly key: string;
  readonly input: unknown;
  /** Seconds that it takes on one core, about; `undefined` where nothing is known. */
  readonly seconds: number | undefined;
}

/** A stage over all readings that have come to it. */
export interface SweepStage {
  readonly label: string;
  /** Different results. */
  readonly total: number;
  /** Those that the store lacks. */
  readonly missing: number;
  /** What the missing ones take: seconds on one core, and bytes in the store; `undefined` where nothing is known. */
  readonly seconds: number | undefined;
  readonly bytes: number | undefined;
  /** Whether seconds are those of results that the store has, else announced by the study. */
  readonly measured: boolean;
}

/** A stage that depends on results that are missing: what it can ask for, over all readings that have not come to it. */
export interface LaterStage {
  readonly label: string;
  /** As many as one reading asks for at least, because readings can share results. */
  readonly least: number;
  /** As many as if readings shared none. */
  readonly most: number;
  /** Seconds on one core, and bytes in the store, of the most. */
  readonly seconds: number;
  readonly bytes: number;
}

/** What the store has of a sweep, and what it lacks. */
export interface SweepPlan {
  readonly readings: { readonly total: number; readonly complete: number };
  readonly stages: readonly SweepStage[];
  readonly later: readonly LaterStage[];
  /** All that can be computed now, stage by stage. */
  readonly missing: readonly MissingResult[];
}

/** A stage while readings are planned. */
interface Tally {
  readonly label: string;
  readonly step: AnyStep;
  readonly inputs: Map<string, unknown>;
  readonly missing: Set<string>;
  /** What the study announces of a result; of results of several readings the first. */
  readonly announced: Map<string, StageEstimate>;
}

/** Results of a stage whose notes are read. */
const NOTES = 64;

/**
 * Plans all readings; computes nothing. Each is planned up to its first stage with a missing result.
 *
 * @param options.isComplete readings that are known to be complete, by their position; they are not looked at again, and the new
 *   ones are added
 */
export async function planSweep(
  { study, readings }: OpenSweep,
  runner: Runner,
  { signal, isComplete = new Set() }: {
    readonly signal?: AbortSignal | undefined;
    readonly isComplete?: Set<number>;
  } = {},
): Promise<SweepPlan> {
  const keys = keysOnce(runner);
  const tallies = new Map<string, Tally>();
  const later = new Map<string, { -readonly [Name in keyof LaterStage]: LaterStage[Name] }>();
  for (const [at, { config }] of readings.entries()) {
    if (isComplete.has(at)) continue;
    signal?.throwIfAborted();
    const context = await study.open(config, runner, { signal });
    const stages = study.stages(config, context);
    const plan: Plan<unknown> = await planStages(stages, runner, { signal, keys });
    const estimates = study.estimates?.(config, context) ?? [];
    for (const stage of plan.stages) {
      const own = tallies.getOrInsertComputed(stage.label, () => ({
        ...{ label: stage.label, step: stage.step, inputs: new Map(), missing: new Set() },
        announced: new Map(),
      }));
      const estimate = estimates.find(({ label }) => label === stage.label);
      for (const [key, input] of stage.inputs) {
        if (own.inputs.has(key)) continue;
        own.inputs.set(key, input);
        if (estimate) own.announced.set(key, estimate);
      }
      for (const key of stage.missing.keys()) own.missing.add(key);
    }
    if (plan.complete) isComplete.add(at);
    else addLater(later, estimates, plan.stages.at(-1)!.label);
  }
  const scaled = [...tallies.values()].map((tally) => ({ tally, scale: scaleOf(tally, runner) }));
  const scales = new Map(scaled.map(({ tally: { label }, scale }) => [label, scale]));
  return {
    readings: { total: readings.length, complete: isComplete.size },
    stages: scaled.map(({ tally, scale }) => stageOf(tally, scale)),
    later: [...later.values()].map(({ seconds, bytes, ...stage }) => {
      const { factor = 1 } = scales.get(stage.label) ?? {};
      return { ...stage, seconds: seconds * factor, bytes };
    }),
    missing: scaled.flatMap(({ tally: { label, step, inputs, missing, announced }, scale }) =>
      [...missing].map((key) => ({
        ...{ label, step, key, input: inputs.get(key) },
        seconds: secondsOf(announced.get(key), scale),
      }))
    ),
  };
}

/** The keys of results of a kind, listed when they are first asked for: readings ask hundreds of times. */
export function keysOnce({ store }: Runner): (kind: string) => ReadonlySet<string> {
  const listed = new Map<string, ReadonlySet<string>>();
  return (kind) => listed.getOrInsertComputed(kind, () => store.keys(kind));
}

/** Adds the stages after one of a reading. */
function addLater(
  later: Map<string, { -readonly [Name in keyof LaterStage]: LaterStage[Name] }>,
  estimates: readonly StageEstimate[],
  label: string,
): void {
  const at = estimates.findIndex((one) => one.label === label);
  for (const { label, least, most, seconds, bytes } of at < 0 ? [] : estimates.slice(at + 1)) {
    if (most === 0) continue;
    const own = later.getOrInsertComputed(
      label,
      () => ({ label, least: 0, most: 0, seconds: 0, bytes: 0 }),
    );
    own.least = Math.max(own.least, least);
    own.most += most;
    own.seconds += most * seconds;
    own.bytes += most * bytes;
  }
}

/** What results of a stage took, beside what was announced. */
interface Scale {
  /** Mean seconds of results in the store; absent without such results. */
  readonly seconds?: number;
  /** Mean bytes of results in the store. */
  readonly bytes?: number;
  /** Measured seconds by announced ones; absent where nothing was announced. */
  readonly factor?: number;
}

/** Reads the notes of some results of a stage, spread over all that the store has. */
function scaleOf({ step, inputs, missing, announced }: Tally, { store }: Runner): Scale {
  const kept = [...inputs.keys()].filter((key) => !missing.has(key));
  const stride = Math.max(1, Math.floor(kept.length / NOTES));
  const chosen = kept.filter((_, at) => at % stride === 0).slice(0, NOTES);
  const found = chosen.flatMap((key) => {
    const note = store.note(step.kind, key);
    return note === undefined ? [] : [{ ...note, announced: announced.get(key)?.seconds }];
  });
  const timed = found.filter(({ seconds }) => seconds !== undefined);
  if (timed.length === 0) return {};
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const known = timed.filter((one) => one.announced !== undefined);
  return {
    seconds: sum(timed.map(({ seconds }) => seconds!)) / timed.length,
    bytes: sum(found.map(({ bytes }) => bytes)) / found.length,
    ...(known.length > 0 && {
      factor: sum(known.map(({ seconds }) => seconds!)) / sum(known.map((one) => one.announced!)),
    }),
  };
}

const secondsOf = (announced: StageEstimate | undefined, scale: Scale): number | undefined =>
  announced === undefined ? scale.seconds : announced.seconds * (scale.factor ?? 1);

function stageOf({ label, inputs, missing, announced }: Tally, scale: Scale): SweepStage {
  const sum = (valueOf: (key: string) => number | undefined) =>
    [...missing].reduce<number | undefined>((total, key) => {
      const value = valueOf(key);
      return total === undefined || value === undefined ? undefined : total + value;
    }, 0);
  return {
    label,
    total: inputs.size,
    missing: missing.size,
    seconds: sum((key) => secondsOf(announced.get(key), scale)),
    bytes: sum((key) => scale.bytes ?? announced.get(key)?.bytes),
    measured: scale.seconds !== undefined,
  };
}

/** Progress of {@link runSweep}. */
export interface SweepOptions extends RunOptions {
  /** Called before each round of work. */
  readonly onPlan?: ((plan: SweepPlan) => void) | undefined;
}

/**
 * Works in rounds: plans all readings, computes what can be computed now, and plans again, because later stages depend on these
 * results. Readings that share results share them.
 */
export async function runSweep(
  sweep: OpenSweep,
  runner: Runner,
  { onPlan, ...options }: SweepOptions = {},
): Promise<void> {
  const isComplete = new Set<number>();
  while (true) {
    const plan = await planSweep(sweep, runner, { signal: options.signal, isComplete });
    if (plan.missing.length === 0) return;
    onPlan?.(plan);
    for (const [stage, own] of byStage(plan.missing)) {
      await runner.obtain(own[0]!.step, own.map(({ input }) => input), { ...options, stage });
    }
  }
}

const byStage = (missing: readonly MissingResult[]) => Map.groupBy(missing, ({ label }) => label);
