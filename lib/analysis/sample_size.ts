/** The sizes of multiplets that a number of samples supports. */
import type { Target, Variables } from "../information/mod.ts";
import { classTitle, isDiscrete } from "../variables/target.ts";
import { defaultSizes } from "../search/interface.ts";
import { AnalysisError } from "./pipeline.ts";

/** Samples per column above which all sizes are estimated well with the bias correction. */
const SAMPLES_PER_COLUMN = 20;

/** Samples per column of a multiplet that sizes by default have at least. */
const SAMPLES_PER_SIZE = 10;

/** How many samples there are for the columns of an analysis. */
export interface SampleSize {
  /** Number of all samples. */
  readonly all: number;
  /** Samples of each covariance: all; with encoding `"model"`, those of the smallest class. */
  readonly samples: number;
  /** Independent ones: at most the number of groups. */
  readonly independent: number;
  /** What {@link independent} counts, in a message. */
  readonly kind: string;
  /** Number of columns, with those that the encoding adds to them. */
  readonly columns: number;
  /** True with fewer than 20 independent samples per column: extremes are chosen in half of them once more. */
  readonly isSmall: boolean;
  /** True with no more samples than columns: the covariance of all columns has no inverse. */
  readonly isWide: boolean;
  /** Largest size that is searched by default. */
  readonly largestSize: number;
  /** Largest size whose covariance has an inverse. */
  readonly mostSize: number;
}

/**
 * @param encoding that of the system
 * @param groups number of groups of samples that belong together; `undefined`: each sample is independent
 */
export function sampleSizeOf(
  { samples: all, variables, columns }: Variables,
  target: Target | undefined,
  encoding: string,
  groups: number | undefined,
): SampleSize {
  const classes = target && isDiscrete(target) ? target.counts : [];
  const smallest = encoding === "model"
    ? classes.reduce((least, count) => Math.min(least, count), all)
    : all;
  const independent = Math.min(smallest, groups ?? smallest);
  const kind = independent < smallest
    ? "groups of samples"
    : encoding === "model" && target && isDiscrete(target)
    ? `samples in the smallest class, ${classTitle(target, classes.indexOf(smallest))}`
    : "samples";
  const added = encoding === "one-hot" ? classes.length - 1 : Number(encoding === "copula");
  const needed = columns.length + (encoding === "one-hot" ? added : 0);
  const widest = variables.reduce((most, one) => Math.max(most, one.columns.length), 1);
  // With the target's columns, and one more for the means.
  const mostSize = Math.floor((smallest - 1 - added) / widest);
  const isSmall = independent < SAMPLES_PER_COLUMN * needed;
  const supported = Math.max(2, Math.floor(independent / (SAMPLES_PER_SIZE * widest)));
  return {
    all,
    samples: smallest,
    independent,
    kind,
    columns: needed,
    isSmall,
    isWide: smallest <= columns.length,
    largestSize: isSmall ? Math.min(supported, variables.length, mostSize) : variables.length,
    mostSize,
  };
}

/**
 * The sizes to search.
 *
 * @param asked `undefined` for the default: from 2 on, up to the largest that the samples support
 * @throws AnalysisError for a size that the samples cannot support: see {@link requireSupported}
 */
export function supportedSizes(
  asked: readonly number[] | undefined,
  variables: number,
  size: SampleSize,
): readonly number[] | undefined {
  if (asked === undefined) {
    const { largestSize } = size;
    if (variables > 1) requireSupported(2, size);
    // A search without sizes reports all of them.
    if (largestSize === variables) return undefined;
    return defaultSizes(variables).filter((one) => one <= largestSize);
  }
  for (const one of asked) requireSupported(one, size);
  return asked;
}

/**
 * @throws AnalysisError for a size whose covariance has no inverse; with no more samples than columns, for one
 *   above the default
 */
export function requireSupported(size: number, own: SampleSize): void {
  const { all, samples, independent, kind, columns, isWide, largestSize, mostSize } = own;
  if (size > mostSize) {
    const isOfClass = samples < all;
    throw new AnalysisError(
      `Size ${size} is too large for ${samples} ${
        isOfClass ? kind : "samples"
      }: their covariance has an ` +
        `inverse up to size ${Math.max(0, mostSize)}` +
        (isOfClass ? "; leave the class out, or take another encoding" : ""),
    );
  }
  if (isWide && size > largestSize) {
    throw new AnalysisError(
      `Size ${size} is too large for ${independent} ${kind} and ${columns} columns: with no more samples ` +
        `than columns, sizes up to a tenth of the samples can be analysed, here up to ${largestSize}`,
    );
  }
}

/**
 * A warning if there are few samples for the sizes of the result.
 *
 * @param reported sizes that were searched or asked for
 * @param isSplit true if there are values of half of the samples
 * @param isSearched false without a search
 */
export function sampleSizeWarnings(
  { isSmall, independent, kind, columns, largestSize }: SampleSize,
  reported: readonly number[],
  isSplit: boolean,
  isSearched: boolean,
): string[] {
  if (!isSmall) return [];
  const beyond = [...new Set(reported)].filter((one) => one > largestSize).sort((a, b) => a - b);
  return [
    `Only ${independent} ${kind}, fewer than ${SAMPLES_PER_COLUMN} for each of ${columns} columns: ` +
    (isSearched
      ? "the most extreme of many multiplets is partly chance; " +
        (isSplit
          ? "what is found in half of the samples shows how much, by its value in the other half"
          : "halves of them are too small to show how much")
      : "estimates are uncertain" + (isSplit ? "; values in two halves show how much" : "")),
    ...beyond.length === 0 ? [] : [
      `Sizes above ${largestSize} are not reliable with so few: ${beyond.join(", ")}`,
    ],
  ];
}
