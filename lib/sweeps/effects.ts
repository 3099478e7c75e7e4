/** What the choices of a sweep do to an estimate: main effects, their shares of the variance, and shares of verdicts. */
import { summarise } from "../statistics/mod.ts";
import { type Verdict, VERDICTS } from "../studies/verdict.ts";
import type { OutcomeRow } from "./outcomes.ts";

/** An estimate of one claim in one way to read it: a specification. */
export type Specification = OutcomeRow & Required<Pick<OutcomeRow, "estimate">> & {
  readonly estimate: NonNullable<OutcomeRow["estimate"]>;
};

/**
 * The different specifications of one estimate of a claim; those with the same numbers count once. Axes in which readings with
 * the same numbers differ do not touch the claim: they are left out of its levels.
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
  const untouching = new Set(own.flatMap(({ levels, sameAs }) => {
    const others = levelsOf.get(sameAs ?? NaN) ?? levels;
    return Object.keys(levels).filter((axis) => levels[axis] !== others[axis]);
  }));
  return own.filter(({ sameAs }) => sameAs === undefined).map((row) => ({
    ...row,
    levels: Object.fromEntries(
      Object.entries(row.levels).filter(([axis]) => !untouching.has(axis)),
    ),
  }));
}

/** A level of a choice. */
export interface LevelEffect {
  /** Its name. */
  readonly level: string;
  /** Number of specifications. */
  readonly count: number;
  /** Their mean. */
  readonly mean: number;
  /** Their mean minus that of all other levels. */
  readonly effect: number;
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
   * Share of the variance over specifications that lies between its levels, 0..1. In a design in which levels are not balanced,
   * shares of several choices overlap and can sum to more than 1.
   */
  readonly share: number;
  /** In the order of the specifications. */
  readonly levels: readonly LevelEffect[];
}

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The choices in which specifications differ, the largest share of the variance first. */
export function choiceEffects(specifications: readonly Specification[]): ChoiceEffect[] {
  if (specifications.length === 0) return [];
  const [{ levels, choices }] = specifications as [Specification];
  const axes = Object.keys(levels).map((choice) => ({
    choice,
    kind: "training" as const,
    levelOf: (one: Specification) => one.levels[choice]!,
  }));
  const analyses = Object.keys(choices).filter((choice) => !isSettled(specifications, choice))
    .map((choice) => ({
      choice,
      kind: "analysis" as const,
      levelOf: (one: Specification) => one.choices[choice] ?? "–",
    }));
  const means = specifications.map(({ estimate }) => estimate.mean);
  const mean = meanOf(means);
  const total = means.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [...axes, ...analyses].flatMap(({ choice, kind, levelOf }) => {
    const groups = Map.groupBy(specifications, levelOf);
    if (groups.size < 2) return [];
    const between = [...groups.values()].reduce((sum, own) => {
      const difference = meanOf(own.map(({ estimate }) => estimate.mean)) - mean;
      return sum + own.length * difference ** 2;
    }, 0);
    const share = total === 0 ? 0 : between / total;
    return [{
      choice,
      kind,
      share,
      levels: [...groups].map(([level, own]) => levelEffect(level, own, specifications)),
    }];
  }).sort((a, b) => b.share - a.share);
}

/** Whether a choice of the analysis has one value in each training configuration: it repeats what the axes say. */
function isSettled(specifications: readonly Specification[], choice: string): boolean {
  const readings = Map.groupBy(specifications, ({ reading }) => reading);
  return [...readings.values()].every((own) =>
    new Set(own.map(({ choices }) => choices[choice])).size === 1
  );
}

function levelEffect(
  level: string,
  own: readonly Specification[],
  all: readonly Specification[],
): LevelEffect {
  const members = new Set(own);
  const others = all.filter((one) => !members.has(one));
  const mean = meanOf(own.map(({ estimate }) => estimate.mean));
  const networks = networkDifferences(own, others);
  return {
    level,
    count: own.length,
    mean,
    effect: mean - meanOf(others.map(({ estimate }) => estimate.mean)),
    ...(networks && { interval: summarise(networks).confidenceInterval! }),
    verdicts: verdictsOf(own),
  };
}

/** Of each network the mean over some specifications minus that over others; seeds are the same in all. */
function networkDifferences(
  own: readonly Specification[],
  others: readonly Specification[],
): number[] | undefined {
  const count = own[0]?.estimate.values?.length ?? 0;
  const isPaired = [...own, ...others].every(({ estimate }) => estimate.values?.length === count);
  if (count < 2 || !isPaired) return undefined;
  const at = (ones: readonly Specification[], network: number) =>
    meanOf(ones.map(({ estimate }) => estimate.values![network]!));
  return Array.from({ length: count }, (_, network) => at(own, network) - at(others, network));
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
