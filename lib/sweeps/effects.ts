/** What the choices of a sweep do to an estimate: main effects, their shares of the variance, and counts of verdicts. */
import { intervalSide, summarise } from "../statistics/mod.ts";
import { meanInterval } from "../statistics/student.ts";
import { type Verdict, VERDICTS } from "../studies/verdict.ts";
import type { OutcomeRow } from "./outcomes.ts";

/** An estimate of one claim in one way to read it: a specification. */
export type Specification = OutcomeRow & Required<Pick<OutcomeRow, "estimate">> & {
  readonly estimate: NonNullable<OutcomeRow["estimate"]>;
};

/**
 * The specifications of one estimate of a claim. Choices that do not touch it are left out, and specifications that differ in
 * nothing else count once: axes, as `OutcomeRow.sameAs` says, and choices of the analysis by which the estimate is only
 * judged, such as a margin; of these, the first one of each reading stays.
 */
export function specificationsOf(
  rows: readonly OutcomeRow[],
  claim: string,
  part: (label: string) => boolean,
): Specification[] {
  const own = rows.filter((row): row is Specification =>
    row.claim === claim && row.estimate !== undefined && part(row.estimate.label)
  );
  const levelsOf = new Map(own.map(({ reading, levels }) => [reading, levels]));
  const idleAxes = new Set(own.flatMap(({ levels, sameAs }) => {
    const others = levelsOf.get(sameAs ?? NaN) ?? levels;
    return Object.keys(levels).filter((axis) => levels[axis] !== others[axis]);
  }));
  const idle = new Set(judgingChoices(own));
  const different = own.filter(({ sameAs }) => sameAs === undefined).map((row) => ({
    ...row,
    levels: without(row.levels, idleAxes),
    choices: without(row.choices, idle),
  }));
  const known = new Set<string>();
  return different.filter(({ reading, choices, estimate }) => {
    const key = JSON.stringify([reading, estimate.label, Object.entries(choices)]);
    return known.size < known.add(key).size;
  });
}

const without = <Value>(
  record: Readonly<Record<string, Value>>,
  names: ReadonlySet<string>,
): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name)));

/** The choices of the analysis by which the same numbers are judged in several ways, such as a margin. */
export function judgingChoices(
  rows: readonly Pick<OutcomeRow, "reading" | "choices" | "estimate">[],
): string[] {
  const names = new Set(rows.flatMap(({ choices }) => Object.keys(choices)));
  return [...names].filter((name) => {
    // In each reading, by all other choices: the numbers by each value of this one.
    const groups = [
      ...Map.groupBy(
        rows,
        ({ reading, choices }) =>
          JSON.stringify([reading, Object.entries(choices).filter(([other]) => other !== name)]),
      )
        .values(),
    ].map((own) => [...Map.groupBy(own, ({ choices }) => choices[name]).values()].map(numbersOf));
    return groups.some((own) => own.length > 1) &&
      groups.every((own) => own.every((numbers) => numbers === own[0]));
  });
}

/** What is estimated, and the numbers. */
const numbersOf = (rows: readonly Pick<OutcomeRow, "estimate">[]): string =>
  JSON.stringify(rows.map(({ estimate }) => [estimate?.label, estimate?.values ?? estimate?.mean]));

/** A level of a choice. */
export interface LevelEffect {
  /** Its name. */
  readonly level: string;
  /** Number of specifications. */
  readonly count: number;
  /** Their mean; where other levels can be compared with it, over these strata alone. */
  readonly mean: number;
  /** That minus the mean of the other levels; absent where no specification with another level is comparable. */
  readonly effect?: number;
  /**
   * 95 % interval of the effect over networks; absent unless every specification has as many networks, at least two. It is about
   * other networks, not about other choices.
   */
  readonly interval?: readonly [lower: number, upper: number];
  /** Number of specifications by verdict. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
}

/** What a choice does to an estimate. */
export interface ChoiceEffect {
  /** Name of the axis or of the choice of the analysis. */
  readonly choice: string;
  /** Whether networks were trained for it, or the same results analysed in another way. */
  readonly kind: "training" | "analysis";
  /**
   * Variance between its levels, of the deviations of each from the mean of all levels, over the variance of all
   * specifications; 0..1 in a balanced design. Shares of several choices need not sum to 1, because choices act together too.
   */
  readonly share: number;
  /**
   * Whether an effect of a level differs from 0 in other networks: by intervals at 95 % together over all levels of all
   * choices (Bonferroni).
   */
  readonly isClear: boolean;
  /** In the order of the specifications. */
  readonly levels: readonly LevelEffect[];
}

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const varianceOf = (values: readonly number[]) => {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
};

/** A choice, and the specifications that it is compared in. */
interface Factor extends Pick<ChoiceEffect, "choice" | "kind"> {
  readonly levelOf: (one: Specification) => string;
  /** The same for specifications that are comparable: all else is equal, or balanced by the design. */
  readonly stratumOf: (one: Specification) => string;
}

/**
 * The choices in which specifications differ, the largest share of the variance first. Levels of an axis are compared among
 * readings that are analysed in the same way; levels of a choice of the analysis within a reading, all other choices equal.
 */
export function choiceEffects(specifications: readonly Specification[]): ChoiceEffect[] {
  if (specifications.length === 0) return [];
  const [{ levels }] = specifications as [Specification];
  const names = new Set(specifications.flatMap(({ choices }) => Object.keys(choices)));
  const analyses = [...names].filter((name) => !isSettled(specifications, name));
  const chosen = (one: Specification, left?: string) =>
    JSON.stringify(analyses.filter((name) => name !== left).map((name) => one.choices[name]));
  const factors: Factor[] = [
    ...Object.keys(levels).map((choice) => ({
      choice,
      kind: "training" as const,
      levelOf: (one: Specification) => one.levels[choice]!,
      stratumOf: (one: Specification) => chosen(one),
    })),
    ...analyses.map((choice) => ({
      choice,
      kind: "analysis" as const,
      levelOf: (one: Specification) => one.choices[choice] ?? "–",
      stratumOf: (one: Specification) => `${one.reading} ${chosen(one, choice)}`,
    })),
  ];
  const total = varianceOf(specifications.map(({ estimate }) => estimate.mean));
  const networks = networksOf(specifications);
  const found = factors.flatMap((factor) => {
    const groups = Map.groupBy(specifications, factor.levelOf);
    if (groups.size < 2) return [];
    const strata = comparable(specifications, factor);
    return [{ factor, groups, strata }];
  });
  const compared = found.map(({ factor, groups, strata }) => ({
    ...factor,
    levels: [...groups].map(([level, own]) => levelEffect(level, own, strata, networks)),
    // Of each specification the effect of its level, relative to the mean of its stratum.
    share: total === 0 ? 0 : varianceOf(
      [...groups].flatMap(([level, own]) => own.map(() => deviationOf(level, strata))),
    ) / total,
  }));
  // The two effects of a choice of two levels are one comparison.
  const tests = compared.flatMap(({ levels }) => {
    const own = levels.filter(({ networks }) => networks !== undefined);
    return own.length === 2 ? own.slice(1) : own;
  });
  return compared.map(({ choice, kind, share, levels }) => ({
    ...{ choice, kind, share },
    isClear: levels.some(({ networks }) =>
      networks !== undefined && isOneSided(networks, 1 - 0.05 / tests.length)
    ),
    levels: levels.map(({ networks, ...level }) => ({
      ...level,
      ...(networks && { interval: summarise(networks).confidenceInterval! }),
    })),
  })).sort((a, b) => b.share - a.share);
}

/** Whether the interval of the mean at this level lies on one side of 0. */
function isOneSided(values: readonly number[], level: number): boolean {
  const { count, mean, standardDeviation } = summarise(values);
  return standardDeviation !== undefined &&
    intervalSide(meanInterval({ count, mean, standardDeviation }, level)) !== "around";
}

/** Whether a choice of the analysis has one value in each training configuration: it repeats what the axes say. */
function isSettled(specifications: readonly Specification[], choice: string): boolean {
  const readings = Map.groupBy(specifications, ({ reading }) => reading);
  return [...readings.values()].every((own) =>
    new Set(own.map(({ choices }) => choices[choice])).size === 1
  );
}

/** Specifications by level, in each stratum with two levels or more. */
type Strata = readonly ReadonlyMap<string, readonly Specification[]>[];

function comparable(
  specifications: readonly Specification[],
  { levelOf, stratumOf }: Factor,
): Strata {
  return [...Map.groupBy(specifications, stratumOf).values()]
    .map((own) => Map.groupBy(own, levelOf)).filter((levels) => levels.size > 1);
}

const estimateOf = ({ estimate }: Specification) => estimate.mean;

/** The mean of a level minus the mean of all levels, over strata; 0 where it has no stratum. */
function deviationOf(level: string, strata: Strata): number {
  const own = strata.filter((levels) => levels.has(level));
  return own.length === 0 ? 0 : meanOf(own.map((levels) => {
    const means = new Map([...levels].map(([name, ones]) => [name, meanOf(ones.map(estimateOf))]));
    return means.get(level)! - meanOf([...means.values()]);
  }));
}

/** The effect of a level, and the same of each network. */
function levelEffect(
  level: string,
  own: readonly Specification[],
  strata: Strata,
  networks: number | undefined,
): Omit<LevelEffect, "interval"> & { readonly networks: readonly number[] | undefined } {
  const compared = strata.filter((levels) => levels.has(level)).map((levels) => ({
    own: levels.get(level)!,
    others: [...levels].flatMap(([name, ones]) => name === level ? [] : ones),
  }));
  const difference = (valueOf: (one: Specification) => number) =>
    meanOf(
      compared.map(({ own, others }) => meanOf(own.map(valueOf)) - meanOf(others.map(valueOf))),
    );
  return {
    level,
    count: own.length,
    mean: compared.length === 0
      ? meanOf(own.map(estimateOf))
      : meanOf(compared.map(({ own }) => meanOf(own.map(estimateOf)))),
    ...(compared.length > 0 && { effect: difference(estimateOf) }),
    verdicts: verdictsOf(own),
    // Seeds are the same in all readings, so that networks are paired.
    networks: compared.length === 0 || networks === undefined
      ? undefined
      : Array.from({ length: networks }, (_, at) => difference((one) => one.estimate.values![at]!)),
  };
}

/** The number of networks of every specification; `undefined` where numbers differ or there is only one. */
function networksOf(specifications: readonly Specification[]): number | undefined {
  const count = specifications[0]!.estimate.values?.length ?? 0;
  const isPaired = specifications.every(({ estimate }) => estimate.values?.length === count);
  return count >= 2 && isPaired ? count : undefined;
}

/** Numbers of specifications by verdict, from best to worst. */
export function verdictsOf(
  specifications: readonly Pick<OutcomeRow, "verdict">[],
): Readonly<Partial<Record<Verdict, number>>> {
  return Object.fromEntries(
    VERDICTS.map((verdict) =>
      [
        verdict,
        specifications.filter((one) => one.verdict === verdict).length,
      ] as const
    ).filter(([, count]) => count > 0),
  );
}

/** The same in words: `"1 reproduced, 2 mixed"`. */
export const countsText = (verdicts: LevelEffect["verdicts"]): string =>
  Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`).join(", ");
