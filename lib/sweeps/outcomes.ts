/** What the readings of a sweep say: each finding in each way to analyse it, as rows. */
import { type JudgedFinding, planStages, type Runner } from "../studies/mod.ts";
import type { Estimate } from "../studies/finding.ts";
import type { Columns, Table } from "../studies/table.ts";
import type { Outcome, Verdict } from "../studies/verdict.ts";
import { keysOnce, type OpenSweep } from "./plan.ts";
import { type Reading, SweepError } from "./sweep.ts";

/** One estimate of a finding, in one reading and one way to analyse it. */
export interface OutcomeRow {
  /** Number of the reading, from 1. */
  readonly reading: number;
  /** Of each axis the name of the level. */
  readonly levels: Reading<unknown>["levels"];
  /** What is judged; of a finding that is not judged in several ways, `"finding 1"` and so on. */
  readonly claim: string;
  /** The choices of the analysis by name. */
  readonly choices: Readonly<Record<string, string>>;
  /** The verdict on the claim in this reading, over all its estimates. */
  readonly verdict: Verdict | undefined;
  /** What is found, in a sentence. */
  readonly statement: string;
  /** The estimate; `undefined` of a finding without numbers. */
  readonly estimate: Estimate | undefined;
  /** What the estimate says about the claim; `undefined`: it decides nothing. */
  readonly outcome: Outcome | undefined;
  /** The first reading that differs from this one only in axes that do not touch this claim. */
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
  const keys = keysOnce(runner);
  const judged: JudgedReading[] = [];
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
    judged.push({ levels, judged: judgedOf(study, plan.result) });
    onReading?.(at + 1, readings.length);
  }
  return outcomeRows(judged);
}

/** The findings of a reading. */
export interface JudgedReading {
  readonly levels: Reading<unknown>["levels"];
  readonly judged: readonly JudgedFinding[];
}

/** The rows of readings in their order. Controls are left out. */
export function outcomeRows(readings: readonly JudgedReading[]): OutcomeRow[] {
  const judged = readings.map(({ levels, judged }) => ({
    levels,
    claims: Map.groupBy(
      judged.filter(({ control }) => control === undefined),
      ({ quotation }) => quotation.name,
    ),
  }));
  const first = new Map<string, number>();
  const names = new Set(judged.flatMap(({ claims }) => [...claims.keys()]));
  const touching = new Map([...names].map((claim) => [
    claim,
    touchingAxes(judged.map(({ levels, claims }) => (
      { levels, numbers: numbersOf(claims.get(claim) ?? []) }
    ))),
  ]));
  return judged.flatMap(({ levels, claims }, at) =>
    [...claims].flatMap(([claim, own]) => {
      const reading = at + 1;
      const found = first.getOrInsert(
        JSON.stringify([claim, touching.get(claim)!.map((axis) => levels[axis])]),
        reading,
      );
      const sameAs = found === reading ? undefined : found;
      return own.flatMap(({ statement, choices, verdict, parts }) =>
        (parts.length === 0 ? [undefined] : parts).map((part): OutcomeRow => ({
          ...{ reading, levels, claim, choices, verdict, statement, sameAs },
          estimate: part?.estimate,
          outcome: part?.outcome,
        }))
      );
    })
  );
}

/** All numbers of a claim in one reading, as text; `undefined` where it has none. */
function numbersOf(judged: readonly JudgedFinding[]): string | undefined {
  if (judged.every(({ parts }) => parts.length === 0)) return undefined;
  return JSON.stringify(judged.map(({ choices, parts }) => [
    Object.entries(choices),
    parts.map(({ estimate }) => [estimate.label, estimate.values ?? estimate.mean]),
  ]));
}

/**
 * The axes that touch a claim. The others are the most axes such that all readings that agree in the touching ones have the
 * same numbers: an axis that changes nothing in some readings alone, such as the bias of units that are frozen in these, stays.
 */
function touchingAxes(
  readings: readonly {
    readonly levels: Reading<unknown>["levels"];
    readonly numbers: string | undefined;
  }[],
): string[] {
  const axes = Object.keys(readings[0]?.levels ?? {});
  // Only axes in which readings with the same numbers differ can be idle.
  const suspects = new Set<string>();
  for (const same of Map.groupBy(readings, ({ numbers }) => numbers)) {
    const [numbers, [one, ...others]] = same as [string | undefined, typeof readings];
    if (numbers === undefined) continue;
    for (const { levels } of others) {
      for (const axis of axes) if (levels[axis] !== one!.levels[axis]) suspects.add(axis);
    }
  }
  const isIdle = (idle: ReadonlySet<string>) => {
    const rest = axes.filter((axis) => !idle.has(axis));
    const groups = Map.groupBy(
      readings,
      ({ levels }) => JSON.stringify(rest.map((axis) => levels[axis])),
    );
    return [...groups.values()].every((own) =>
      own.every(({ numbers }) => numbers === own[0]!.numbers)
    );
  };
  const idle = subsetsOf([...suspects]).find(isIdle)!;
  return axes.filter((axis) => !idle.has(axis));
}

/** All subsets, the largest first; the last one is empty. */
function subsetsOf(items: readonly string[]): Set<string>[] {
  return items.reduce<Set<string>[]>(
    (subsets, item) => [...subsets.map((own) => new Set([...own, item])), ...subsets],
    [new Set()],
  ).sort((a, b) => b.size - a.size);
}

/** The findings of a study: those that it judges in several ways, else all, each by its position in their order. */
function judgedOf(study: OpenSweep["study"], result: unknown): readonly JudgedFinding[] {
  return study.claims?.(result) ?? study.findings(result).map((finding, at) => ({
    ...finding,
    // Its sentence depends on the numbers.
    quotation: { name: `finding ${at + 1}` },
    choices: {},
    parts: finding.estimates.map((estimate) => ({ estimate })),
  }));
}

/** The same for all estimates of a configuration that is judged in one way. */
export const judgedReadingKey = (
  { reading, choices }: Pick<OutcomeRow, "reading" | "choices">,
): string => JSON.stringify([reading, Object.entries(choices)]);

/** The levels of a reading in words. */
export const levelsText = (levels: Reading<unknown>["levels"]): string =>
  Object.entries(levels).map(([axis, level]) => `${axis} ${level}`).join(", ");

/** A column for each of these axes. */
export function axisColumns(axes: readonly string[]): Columns<OutcomeRow> {
  return Object.fromEntries(axes.map((name) => [name, ({ levels }: OutcomeRow) => levels[name]]));
}

/** A column for each choice of the analysis that occurs. */
export function choiceColumns(rows: readonly Pick<OutcomeRow, "choices">[]): Columns<OutcomeRow> {
  const names = new Set(rows.flatMap(({ choices }) => Object.keys(choices)));
  return Object.fromEntries(
    [...names].map((name) => [
      `analysis_${name.replaceAll(/\W+/g, "_")}`,
      ({ choices }: OutcomeRow) => choices[name],
    ]),
  );
}

/** All rows with a column for each axis and each choice of the analysis. */
export function outcomeTable(
  { axes }: OpenSweep["file"],
  rows: readonly OutcomeRow[],
): Table<OutcomeRow> {
  return {
    columns: {
      reading: (row) => row.reading,
      ...axisColumns(axes.map(({ name }) => name)),
      claim: (row) => row.claim,
      ...choiceColumns(rows),
      verdict: (row) => row.verdict,
      statement: (row) => row.statement,
      part: (row) => row.estimate?.label,
      outcome: (row) => row.outcome,
      mean: (row) => row.estimate?.mean,
      lower: (row) => row.estimate?.interval?.[0],
      upper: (row) => row.estimate?.interval?.[1],
      level: (row) => row.estimate?.level,
      unit: (row) => row.estimate?.unit,
      // Of each network, in their order.
      values: (row) => row.estimate?.values?.join(" "),
      same_numbers_as_reading: (row) => row.sameAs,
    },
    rows,
  };
}
