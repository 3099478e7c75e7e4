/** Parts of the soak: simulations that repeat something and count what comes out. */

/** A simulation that is repeated many times. */
export interface Part<Summary> {
  /** Unique among the parts. */
  readonly name: string;
  /** The numbers of one repetition. They depend on its number alone, so that any worker can compute them. */
  repeat(repetition: number): Promise<readonly number[]>;
  /** What the repetitions show. */
  summary(rows: readonly (readonly number[])[]): Summary;
}

/** Root of all seeds of the soak. */
export const SEED = 20_261;

/** How often something happened. */
export type Rate = {
  readonly count: number;
  readonly of: number;
  readonly share: number;
  /** 95 % interval of the share, by Wilson (1927), doi:10.1080/01621459.1927.10502953. */
  readonly interval: readonly [lower: number, upper: number];
};

/** The 97.5 % quantile of standard normal numbers. */
const NORMAL_QUANTILE = 1.959963984540054;

/** A share that must lie in a range. */
export interface Bounded {
  readonly name: string;
  readonly rate: Rate;
  readonly range: readonly [lowest: number, highest: number];
}

/** The share of the cases that are true. */
export function rateOf(cases: readonly boolean[]): Rate {
  const of = cases.length;
  const count = cases.filter(Boolean).length;
  const share = count / of;
  const square = NORMAL_QUANTILE ** 2 / of;
  const middle = (share + square / 2) / (1 + square);
  const half = NORMAL_QUANTILE / (1 + square) *
    Math.sqrt(share * (1 - share) / of + square / (4 * of));
  return { count, of, share, interval: [middle - half, middle + half] };
}
