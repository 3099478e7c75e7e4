/** Extremes that are found in one half of the samples, estimated in the other half, which takes no part in the choice. */
import { deriveSeed } from "../../system/random/derive_seed.ts";
import { randomSource } from "../../system/random/random.ts";
import { positionsOf, type System } from "../../information/mod.ts";
import { isDiscrete } from "../../variables/target.ts";
import { targetAt, variablesAt } from "../../variables/rows.ts";
import type { Objective, RankedMultiplet, SizeExtremes } from "../../search/mod.ts";
import { foundValue, objectiveOf } from "../../search/objective.ts";
import { halves, whereAnalysed, whereSearched } from "../robustness.ts";
import {
  type BootstrapEstimate,
  bootstrapEstimates,
  type BootstrapSubject,
  systemOf,
} from "./bootstrap.ts";

/** What an extreme that was found in one half of the samples has in the other half. */
export interface OtherHalf extends BootstrapEstimate {
  /** The multiplet of the same size, end and rank that was found in one half. */
  readonly multiplet: readonly number[];
  /** Its value there: the most extreme of many. */
  readonly searched: number;
  /** The most extreme multiplet, in the half that was searched, of its variables but one. */
  readonly contained?: readonly number[] | undefined;
  /** The value of the multiplet minus that of {@link contained}, in the other half. */
  readonly difference?: BootstrapEstimate | undefined;
  /**
   * True if the interval of the difference holds 0 or values of the other sign: the smaller multiplet may have it all.
   */
  readonly carriedOver?: boolean | undefined;
}

/** What was found by size, end and rank from 0. */
export type OtherHalves = (
  size: number,
  end: "synergy" | "redundancy",
  rank: number,
) => OtherHalf | undefined;

/**
 * Searches one half of the samples, and estimates what is found there in the other half.
 *
 * @param search finds extremes by size; multiplets list variables by their own numbers
 * @returns `undefined` where the first half cannot be analysed or searched
 */
export async function estimateOtherHalf(
  subject: BootstrapSubject,
  search: (system: System) => Promise<readonly SizeExtremes[]>,
  draws: number,
  pauseIfDue: (share: number) => Promise<void> | undefined,
): Promise<OtherHalves | undefined> {
  const { variables, target, groups, objective } = subject;
  const [first, second] = stratifiedHalves(subject);
  const system = whereAnalysed(() =>
    systemOf(variablesAt(variables, first), target && targetAt(target, first), subject)
  );
  if (system === undefined) return undefined;
  const extremes = await whereSearched(() => search(system));
  if (extremes === undefined) return undefined;
  const chosen = extremes.flatMap(({ size, ...ends }) =>
    (["synergy", "redundancy"] as const).flatMap((end) =>
      ends[end].map((one, rank) => (
        {
          key: `${size} ${end} ${rank}`,
          end,
          one,
          contained: containedIn(system, one, end, objective),
        }
      ))
    )
  );
  const estimates = await bootstrapEstimates(
    {
      ...subject,
      variables: variablesAt(variables, second),
      target: target && targetAt(target, second),
      groups: groups && second.map((row) => groups[row]!),
    },
    chosen.map(({ one: { multiplet }, contained }) => ({ multiplet, contained })),
    draws,
    pauseIfDue,
  );
  const found = new Map(chosen.flatMap(({ key, end, one, contained }, at) => {
    const estimate = estimates[at];
    if (estimate === undefined) return [];
    const [low, high] = estimate.difference?.interval ?? [];
    return [[key, {
      multiplet: one.multiplet,
      searched: foundValue(one, objective),
      ...estimate,
      ...(contained && { contained }),
      ...(estimate.difference && { carriedOver: end === "synergy" ? high! >= 0 : low! <= 0 }),
    }]];
  }));
  return (size, end, rank) => found.get(`${size} ${end} ${rank}`);
}

/**
 * The most extreme multiplet of all variables but one of a multiplet; `undefined` where the smaller ones have no value of
 * their own: Ω of two variables is 0 without a target.
 */
function containedIn(
  system: System,
  { multiplet }: RankedMultiplet,
  end: "synergy" | "redundancy",
  objective: Objective,
): readonly number[] | undefined {
  if (multiplet.length < (system.encoding === "none" ? 4 : 3)) return undefined;
  const valueOf = objectiveOf(system, objective);
  const sign = end === "synergy" ? -1 : 1;
  let best: readonly number[] | undefined;
  let most = -Infinity;
  for (const removed of multiplet) {
    const others = multiplet.filter((one) => one !== removed);
    const value = sign * valueOf(positionsOf(system.variables, others));
    if (value > most) {
      most = value;
      best = others;
    }
  }
  return best;
}

/**
 * Two random halves of the rows: half of each class, or with groups, half of the groups. Classes of one sample are
 * halved together.
 */
function stratifiedHalves(
  { variables: { samples }, target, groups, seed }: BootstrapSubject,
): [number[], number[]] {
  const random = randomSource(deriveSeed(seed, "other half"));
  if (groups || target === undefined || !isDiscrete(target)) return halves(samples, groups, random);
  const { classes } = target;
  const rows = Array.from({ length: samples }, (_, row) => row);
  const result: [number[], number[]] = [[], []];
  const { counts } = target;
  const parts = Map.groupBy(rows, (row) => counts[classes[row]!]! === 1 ? -1 : classes[row]!);
  for (const own of parts.values()) {
    halves(own.length, undefined, random)
      .forEach((places, half) => result[half]!.push(...places.map((place) => own[place]!)));
  }
  return [result[0].sort((a, b) => a - b), result[1].sort((a, b) => a - b)];
}
