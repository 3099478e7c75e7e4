/** What the readings of a sweep say: each finding in each way to analyse it, as rows. */
import { type JudgedFinding, planStages, type Runner } from "../studies/mod.ts";
import type { Estimate } from "../studies/finding.ts";
import type { Columns, Table } from "../studies/table.ts";
import type { Outcome, Verdict } from "../studies/verdict.ts";
import type { OpenSweep } from "./plan.ts";
import { type Reading, SweepError } from "./sweep.ts";

/** One estimate of a finding, in one reading and one way to analyse it. */
export interface OutcomeRow {
  /** Number of the reading, from 1. */
  readonly reading: number;
  /** Of each axis the name of the level. */
  readonly levels: Reading<unknown>["levels"];
  /** What is judged; of a finding that is not judged in several ways, its sentence. */
  readonly claim: string;
  /** The choices of the analysis by name. */
  readonly choices: Readonly<Record<string, string>>;
  readonly verdict: Verdict | undefined;
  /** The estimate; `undefined` of a finding without numbers. */
  readonly estimate: Estimate | undefined;
  /** What the estimate says about the claim; `undefined`: it decides nothing. */
  readonly outcome: Outcome | undefined;
  /** The first reading that has the same numbers for this claim, because the axes in which both differ do not touch it. */
  readonly sameAs: number | undefined;
}

/**
 * Reads what all readings say; all results have to be in the store.
 *
 * @throws SweepError that names the first reading without all results
 */
export async function sweepOutcomes(
  { file, study, readings }: OpenSweep,
  runner: Runner,
  { signal, onReading }: {
    readonly signal?: AbortSignal | undefined;
    /** Called after each reading with the number of readings that were read. */
    readonly onReading?: ((done: number, total: number) => void) | undefined;
  } = {},
): Promise<OutcomeRow[]> {
  const listed = new Map<string, ReadonlySet<string>>();
  const keys = (kind: string) => listed.getOrInsertComputed(kind, () => runner.store.keys(kind));
  const first = new Map<string, number>();
  const rows: OutcomeRow[] = [];
  for (const [at, { config, levels }] of readings.entries()) {
    signal?.throwIfAborted();
    const context = await study.open(config, runner, { signal });
    const plan = await planStages(study.stages(config, context), runner, { signal, keys });
    if (!plan.complete) {
      throw new SweepError(
        `The sweep ${file.name} lacks results of reading ${at + 1} (${
          levelsText(levels)
        }): run it first`,
      );
    }
    const reading = at + 1;
    for (const { claim, choices, verdict, parts } of judgedOf(study, plan.result)) {
      const numbers = JSON.stringify([
        claim,
        Object.entries(choices),
        parts.map(({ estimate }) => [estimate?.label, estimate?.values ?? estimate?.mean]),
      ]);
      const found = first.getOrInsert(numbers, reading);
      const sameAs = found === reading ? undefined : found;
      for (const { estimate, outcome } of parts.length === 0 ? [NO_PART] : parts) {
        rows.push({ reading, levels, claim, choices, verdict, estimate, outcome, sameAs });
      }
    }
    onReading?.(reading, readings.length);
  }
  return rows;
}

const NO_PART = { estimate: undefined, outcome: undefined };

/** The findings of a study as claims: those that it judges in several ways, else all. */
function judgedOf(study: OpenSweep["study"], result: unknown) {
  const claims: readonly JudgedFinding[] | undefined = study.claims?.(result);
  return claims?.filter(({ control }) => control === undefined).map((one) => (
    { claim: one.quotation.name, choices: one.choices, verdict: one.verdict, parts: one.parts }
  )) ??
    study.findings(result).map(({ statement, verdict, estimates }) => ({
      claim: statement,
      choices: {},
      verdict,
      parts: estimates.map((estimate) => ({ estimate, outcome: undefined })),
    }));
}

/** The levels of a reading in words. */
export const levelsText = (levels: Reading<unknown>["levels"]): string =>
  Object.entries(levels).map(([axis, level]) => `${axis} ${level}`).join(", ");

/** All rows with a column for each axis and each choice of the analysis. */
export function outcomeTable(
  { axes }: OpenSweep["file"],
  rows: readonly OutcomeRow[],
): Table<OutcomeRow> {
  const choices = new Set(rows.flatMap((row) => Object.keys(row.choices)));
  const axisColumns: Columns<OutcomeRow> = Object.fromEntries(
    axes.map(({ name }) => [name, ({ levels }: OutcomeRow) => levels[name]]),
  );
  const choiceColumns: Columns<OutcomeRow> = Object.fromEntries(
    [...choices].map((name) => [
      `analysis_${name.replaceAll(/\W+/g, "_")}`,
      (row: OutcomeRow) => row.choices[name],
    ]),
  );
  return {
    columns: {
      reading: (row) => row.reading,
      ...axisColumns,
      claim: (row) => row.claim,
      ...choiceColumns,
      verdict: (row) => row.verdict,
      part: (row) => row.estimate?.label,
      outcome: (row) => row.outcome,
      mean: (row) => row.estimate?.mean,
      lower: (row) => row.estimate?.interval?.[0],
      upper: (row) => row.estimate?.interval?.[1],
      level: (row) => row.estimate?.level,
      unit: (row) => row.estimate?.unit,
      same_numbers_as_reading: (row) => row.sameAs,
    },
    rows,
  };
}
