/** Values of multiplets with bootstrap intervals, and their differences to smaller multiplets. */
import { deriveSeed } from "../../system/random/derive_seed.ts";
import { integerBelow, type RandomSource, randomSource } from "../../system/random/random.ts";
import {
  type GaussianOptions,
  gaussianSystem,
  positionsOf,
  rowBootstrap,
  type System,
  type Target,
  type Variables,
} from "../../information/mod.ts";
import { targetAt, variablesAt } from "../../variables/rows.ts";
import { someVariables } from "../../variables/variables.ts";
import { quantile } from "../../statistics/bootstrap.ts";
import type { Objective } from "../../search/mod.ts";
import { objectiveOf } from "../../search/objective.ts";
import { whereAnalysed } from "../robustness.ts";

/** An estimate with the spread of bootstrap draws of its samples. */
export interface BootstrapEstimate {
  /** The estimate from all samples that were given. */
  readonly value: number;
  /** Where 95 % of the draws lie, after {@link shift} was subtracted if it is more than a tenth of the width. */
  readonly interval: readonly [lower: number, upper: number];
  /** The mean of the draws minus the value: the repeated rows of a draw shift Ω. */
  readonly shift: number;
  /** True if the shift was subtracted from the ends of the interval. */
  readonly isShifted: boolean;
}

/** A multiplet, and the one to compare it with: that of one variable less which is most extreme at the same end. */
export interface Compared {
  readonly multiplet: readonly number[];
  readonly contained?: readonly number[] | undefined;
}

/** What is estimated. */
export interface BootstrapSubject {
  readonly variables: Variables;
  readonly target: Target | undefined;
  /** The number of the group of every sample; whole groups are drawn. */
  readonly groups: readonly number[] | undefined;
  readonly objective: Objective;
  readonly gaussian: Omit<GaussianOptions, "random">;
  readonly seed: number;
}

/** A multiplet with its estimate, and its difference to the contained one. */
export interface BootstrapResult extends BootstrapEstimate {
  /** The value of the multiplet minus that of the contained one, of the same draws. */
  readonly difference?: BootstrapEstimate;
}

/** The least share of draws whose covariances have an inverse. */
const LEAST_DRAWS = 0.95;

/**
 * Fewest rows, or groups of them, of which draws are made: of five, there are 126 different draws, and the ends of an
 * interval are between them.
 */
const LEAST_UNITS = 5;

/** The shift is subtracted from this share of the width on. */
const SHIFTED = 0.1;

/**
 * Estimates of multiplets with bootstrap intervals of the rows: each draw has as many rows, with replacement, and serves
 * all multiplets. Copies of a row get the average of their ranks.
 *
 * @param compared by own numbers
 * @returns `undefined` for a multiplet that the samples cannot measure, or too few draws can, and where there are fewer than
 *   five rows or groups to draw
 */
export async function bootstrapEstimates(
  subject: BootstrapSubject,
  compared: readonly Compared[],
  draws: number,
  pauseIfDue: (share: number) => Promise<void> | undefined,
): Promise<(BootstrapResult | undefined)[]> {
  const { variables, target, groups, gaussian, objective, seed } = subject;
  const all = compared.flatMap(({ multiplet, contained = [] }) => [...multiplet, ...contained]);
  if (all.length === 0) return [];
  const units = groups === undefined ? variables.samples : new Set(groups).size;
  if (units < LEAST_UNITS) return compared.map(() => undefined);
  const own = someVariables(variables, all);
  const options = drawnOptions(gaussian);
  const whole = whereAnalysed(() => systemOf(own, target, subject));
  if (whole === undefined) return compared.map(() => undefined);
  const { multiplets, pairs } = differentMultiplets(compared);
  const valuesIn = (system: System) => valuesOf(system, multiplets, objective);
  const estimates = valuesIn(whole);
  const draw = drawer({ ...subject, variables: own }, options);
  const columns = multiplets.map((): number[] => []);
  const differences = pairs.map((): number[] => []);
  const random = randomSource(deriveSeed(seed, "bootstrap"));
  for (let at = 0; at < draws; at++) {
    const system = whereAnalysed(() => draw(random));
    const values = system ? valuesIn(system) : [];
    values.forEach((value, place) => value !== undefined && columns[place]!.push(value));
    pairs.forEach(([one, contained], place) => {
      const [value, other] = [values[one], valueAt(values, contained)];
      if (value !== undefined && other !== undefined) differences[place]!.push(value - other);
    });
    await pauseIfDue((at + 1) / draws);
  }
  const estimateOf = (value: number | undefined, list: readonly number[]) =>
    value === undefined || list.length < LEAST_DRAWS * draws ? undefined : estimate(value, list);
  return pairs.map(([one, contained], at) => {
    const [value, other] = [estimates[one], valueAt(estimates, contained)];
    const found = estimateOf(value, columns[one]!);
    if (found === undefined) return undefined;
    const difference = other === undefined
      ? undefined
      : estimateOf(value! - other, differences[at]!);
    return { ...found, ...(difference && { difference }) };
  });
}

const valueAt = (values: readonly (number | undefined)[], place: number | undefined) =>
  place === undefined ? undefined : values[place];

/** All multiplets, each once, and the places of those that are compared. */
function differentMultiplets(compared: readonly Compared[]) {
  const multiplets: (readonly number[])[] = [];
  const places = new Map<string, number>();
  const placeOf = (multiplet: readonly number[]) =>
    places.getOrInsertComputed(multiplet.join(), () => multiplets.push(multiplet) - 1);
  const pairs = compared.map(({ multiplet, contained }) =>
    [placeOf(multiplet), contained && placeOf(contained)] as const
  );
  return { multiplets, pairs };
}

/** The objective of multiplets by own numbers; `undefined` for those that the system cannot measure. */
function valuesOf(
  system: System,
  multiplets: readonly (readonly number[])[],
  objective: Objective,
): (number | undefined)[] {
  const valueOf = objectiveOf(system, objective);
  return multiplets.map((one) => whereAnalysed(() => valueOf(positionsOf(system.variables, one))));
}

/** Columns that cannot be analysed are left out; random ties would differ between the draws. */
function drawnOptions({ ties, ...gaussian }: BootstrapSubject["gaussian"]): GaussianOptions {
  return { ...gaussian, degenerate: "drop", ties: ties === "random" ? "average" : ties };
}

/** The system of some samples, as draws are made of it. */
export function systemOf(
  variables: Variables,
  target: Target | undefined,
  { gaussian }: Pick<BootstrapSubject, "gaussian">,
): System {
  return gaussianSystem(variables, target, drawnOptions(gaussian));
}

function estimate(value: number, draws: readonly number[]): BootstrapEstimate {
  const [low, high] = [quantile(draws, 0.025), quantile(draws, 0.975)];
  const shift = draws.reduce((sum, one) => sum + one, 0) / draws.length - value;
  const isShifted = Math.abs(shift) > SHIFTED * (high - low);
  const by = isShifted ? shift : 0;
  return { value, interval: [low - by, high - by], shift, isShifted };
}

/** Draws of the rows. Encodings whose columns are not all ranked have no fast form. */
function drawer(
  { variables, target, groups }: BootstrapSubject,
  options: GaussianOptions,
): (random: RandomSource) => System {
  const { encoding } = options;
  if (encoding !== "model" && encoding !== "one-hot") {
    return rowBootstrap(variables, target, { ...options, groups });
  }
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < variables.samples; row++) {
    const group = groups?.[row] ?? row;
    rowsOf.getOrInsertComputed(group, () => []).push(row);
  }
  const all = [...rowsOf.values()];
  return (random) => {
    const rows = all.flatMap(() => all[integerBelow(random, all.length)]!);
    const own = target && targetAt(target, rows);
    return gaussianSystem(variablesAt(variables, rows), own, { ...options, ties: "average" });
  };
}
