/** What a reader looks at in the multiplets of an analysis: correlations, members, classes, and some of the samples. */
import { deriveSeed } from "../system/random/derive_seed.ts";
import { randomSource, shuffle } from "../system/random/random.ts";
import { pauseEvery } from "../system/workers/in_parallel.ts";
import { fromNats, type System, type Target, type Variables } from "../information/mod.ts";
import { ClassContributions } from "../information/class_contributions.ts";
import { normalisedOnce, normalScores, STANDARD } from "../information/normalisation.ts";
import { oInformationWithout } from "../information/removals.ts";
import { positionsOf, someVariables } from "../variables/variables.ts";
import { type DiscreteTarget, isDiscrete } from "../variables/target.ts";
import { type AnalysisOptions, type DetailsOptions, gaussianOptionsOf } from "./options.ts";

/** A multiplet, member by member and class by class. Information values are in the unit of the result. */
export interface MultipletDetails {
  /** Variables by their index in `featureNames`. */
  readonly multiplet: readonly number[];
  /** For each member ∂Ω = Ω(X, y) − Ω(X₋ᵢ, y): below 0, the member makes the multiplet more synergistic. */
  readonly gradients: readonly (number | null)[];
  /**
   * For each class the mean over its samples of the local target contribution; see `ClassContributions`. Weighted by the
   * shares of the classes, they sum to Δ without bias correction. Absent without classes, for a class of one sample, and for
   * more than 30 columns.
   */
  readonly targetByClass?: readonly number[];
}

/** Columns of the multiplets, and what multiplets are beside their scores. Plain JSON. */
export interface AnalysisDetails {
  /**
   * The columns of small multiplets, at most 128: multiplets by ascending size, until there is no space for the next. Larger
   * multiplets have no details.
   */
  readonly columns: readonly {
    readonly name: string;
    /** The variable it belongs to, by its index in `featureNames`. */
    readonly variable: number;
  }[];
  /** Of each column the correlations with the columns before it, −1..1, as the estimator has them; `null` for unknown ones. */
  readonly correlations: readonly (readonly number[])[] | null;
  /** Each class: its name, and its number of samples. */
  readonly classes?: readonly { readonly name: string; readonly samples: number }[];
  /** By ascending size. */
  readonly multiplets: readonly MultipletDetails[];
  /** Some of the samples. */
  readonly rows?: {
    /** Of each column its values. */
    readonly values: readonly (readonly number[])[];
    /** The class of each sample, as an index of `classes`. */
    readonly classes?: readonly number[];
  };
}

/** Most columns of all multiplets, and of one whose classes are told apart. */
const MOST_COLUMNS = { all: 128, byClass: 30 } as const;

/** Samples by default. */
const ROWS = 2000;

/** What details are made of. */
export interface DetailsSubject {
  /** The analysed variables. */
  readonly variables: Variables;
  readonly target: Target | undefined;
  readonly system: System;
  readonly options: AnalysisOptions;
  readonly seed: number;
}

/**
 * The details of multiplets.
 *
 * @param multiplets by own numbers of variables
 */
export async function detailsOf(
  subject: DetailsSubject,
  multiplets: readonly (readonly number[])[],
  { rows = ROWS }: DetailsOptions,
): Promise<AnalysisDetails> {
  const { variables, target, system, options } = subject;
  const space = system.determinants;
  const { units = "bits", signal } = options;
  const pause = pauseEvery(50, signal, () => {});
  const shown = withinLimit(variables, multiplets);
  const used = variables.variables.filter(({ index }) => shown.variables.has(index));
  const columns = used.flatMap((variable) =>
    variable.columns.map((at) => ({
      at,
      name: variables.columns[at]!.name,
      variable: variable.index,
    }))
  );
  const byClass = classContributions(subject, shown.variables);
  const details: MultipletDetails[] = [];
  for (const multiplet of shown.multiplets) {
    await pause();
    const positions = positionsOf(system.variables, multiplet);
    const contributions = byClass?.(multiplet);
    details.push({
      multiplet,
      gradients: gradientsOf(system, positions).map((one) =>
        Number.isFinite(one) ? fromNats(one, units) : null
      ),
      ...(contributions?.every(Number.isFinite) && {
        targetByClass: contributions.map((one) => fromNats(one, units)),
      }),
    });
  }
  const correlation = (i: number, j: number) => space!.features[i * space!.columnCount + j]!;
  // Of the system, whose columns are those of the variables.
  const places = used.flatMap(({ index }) =>
    system.variables[positionsOf(system.variables, [index])[0]!]!.columns
  );
  const chosen = rowsOf(subject, rows);
  return {
    columns: columns.map(({ name, variable }) => ({ name, variable })),
    correlations: space === undefined
      ? null
      : places.map((i, at) => places.slice(0, at).map((j) => round(correlation(i, j), 4))),
    ...(target && isDiscrete(target) && {
      classes: target.labels.map((_, at) => ({
        name: className(target, at),
        samples: target.counts[at]!,
      })),
    }),
    multiplets: details,
    ...(chosen.length > 0 && columns.length > 0 && {
      rows: {
        values: columns.map(({ at }) => {
          const { values } = variables.columns[at]!;
          return Array.from(chosen, (row) => Number(values[row]!.toPrecision(5)));
        }),
        ...(target && isDiscrete(target) && {
          classes: Array.from(chosen, (row) => target.classes[row]!),
        }),
      },
    }),
  };
}

/** The multiplets, smallest first, whose columns are together not too many. */
function withinLimit(all: Variables, multiplets: readonly (readonly number[])[]) {
  const widths = new Map(all.variables.map(({ index, columns }) => [index, columns.length]));
  const variables = new Set<number>();
  const shown: (readonly number[])[] = [];
  let columns = 0;
  const different = new Map(multiplets.map((one) => [one.join(), one]));
  for (const multiplet of [...different.values()].toSorted((a, b) => a.length - b.length)) {
    const added = multiplet.filter((one) => !variables.has(one));
    const more = added.reduce((sum, one) => sum + widths.get(one)!, 0);
    if (columns + more > MOST_COLUMNS.all) continue;
    columns += more;
    for (const one of added) variables.add(one);
    shown.push(multiplet);
  }
  return { variables, multiplets: shown };
}

/** ∂Ω of each member, in nats; NaN where rounding leaves no value. */
function gradientsOf(system: System, positions: readonly number[]): number[] {
  const { oInformation } = system.score(positions);
  if (positions.length < 2) return positions.map(() => oInformation);
  const without = system.determinants
    ? [...oInformationWithout(system.determinants, positions)]
    : positions.map((one) => system.score(positions.filter((other) => other !== one)).oInformation);
  return without.map((one) => oInformation - one);
}

const className = ({ labels, names }: DiscreteTarget, at: number): string =>
  names?.[labels[at]!] ?? `${labels[at]}`;

/**
 * Contributions of classes to a multiplet; `undefined` where there are none, or where columns have no fixed numbers.
 *
 * @param used own numbers of the variables of all multiplets
 */
function classContributions(
  { variables, target, system: { encoding }, options, seed }: DetailsSubject,
  used: ReadonlySet<number>,
): ((multiplet: readonly number[]) => number[] | undefined) | undefined {
  if (target === undefined || !isDiscrete(target)) return undefined;
  if (encoding !== "copula" && encoding !== "one-hot" && encoding !== "model") return undefined;
  if (target.counts.some((count) => count < 2) || options.ties === "random") return undefined;
  const { estimator, degenerate = "error" } = options;
  if (estimator !== undefined && estimator.name !== "gaussian-moments") return undefined;
  const normalisation = estimator ? STANDARD : normalScores(gaussianOptionsOf(options, seed));
  const normalised = someVariables(
    normalisedOnce(variables, degenerate, normalisation),
    used,
  );
  const contributions = new ClassContributions(normalised, target, encoding, normalisation.columns);
  return (multiplet) => {
    const blocks = positionsOf(normalised.variables, multiplet)
      .map((position) => normalised.variables[position]!.columns);
    return blocks.flat().length <= MOST_COLUMNS.byClass ? contributions.of(blocks) : undefined;
  };
}

/** Rows by chance, ascending; all if they are few. */
function rowsOf({ variables: { samples }, seed }: DetailsSubject, most: number): Uint32Array {
  const all = Uint32Array.from({ length: samples }, (_, row) => row);
  if (samples <= most) return all;
  return shuffle(all, randomSource(deriveSeed(seed, "rows of details"))).slice(0, most).sort();
}

const round = (value: number, decimals: number) => Number(value.toFixed(decimals));
