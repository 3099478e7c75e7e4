/** The sizes of multiplets that a number of samples supports. */
import type { Target, Variables } from "../information/mod.ts";
import { isDiscrete } from "../variables/target.ts";
import { defaultSizes } from "../search/interface.ts";
import { AnalysisError } from "./pipeline.ts";

/** Samples per column above which all sizes are estimated well with the bias correction. */
const SAMPLES_PER_COLUMN = 20;

/** Samples per column of a multiplet that sizes by default have at least. */
const SAMPLES_PER_SIZE = 10;

/** How many samples there are for the columns of an analysis. */
export interface SampleSize {
  /** Number of samples; with encoding `"model"`, of the smallest class. */
  readonly samples: number;
  /** True if `samples` are those of the smallest class. */
  readonly ofClass: boolean;
  /** Number of columns. */
  readonly columns: number;
  /** True with fewer than 20 samples per column: some sizes are left out, extremes are estimated in two halves. */
  readonly isSmall: boolean;
  /** Largest size that is searched by default. */
  readonly largestSize: number;
}

/** @param encoding that of the system */
export function sampleSizeOf(
  { samples, variables, columns }: Variables,
  target: Target | undefined,
  encoding: string,
): SampleSize {
  const counts = target && isDiscrete(target) && encoding === "model" ? target.counts : [];
  const own = counts.reduce((least, count) => Math.min(least, count), samples);
  const isSmall = own < SAMPLES_PER_COLUMN * columns.length;
  const widest = variables.reduce((most, one) => Math.max(most, one.columns.length), 1);
  const supported = Math.max(2, Math.floor(own / (SAMPLES_PER_SIZE * widest)));
  const largestSize = isSmall ? Math.min(supported, variables.length) : variables.length;
  return {
    samples: own,
    ofClass: counts.length > 0,
    columns: columns.length,
    isSmall,
    largestSize,
  };
}

/**
 * The sizes to search.
 *
 * @param asked `undefined` for the default: from 2 on, up to the largest that the samples support
 * @throws AnalysisError for a size that the samples cannot support: with no more samples than columns, those above
 *   the default
 */
export function supportedSizes(
  asked: readonly number[] | undefined,
  variables: number,
  size: SampleSize,
): readonly number[] | undefined {
  const { samples, columns, largestSize } = size;
  if (asked === undefined) {
    // A search without sizes reports all of them.
    if (largestSize === variables) return undefined;
    return defaultSizes(variables).filter((size) => size <= largestSize);
  }
  const tooLarge = asked.find((size) => size > largestSize);
  if (tooLarge === undefined || samples > columns) return asked;
  throw new AnalysisError(
    `Size ${tooLarge} is too large for ${
      counted(size)
    } and ${columns} columns: with no more samples ` +
      `than columns, sizes up to a tenth of the samples can be analysed, here up to ${largestSize}`,
  );
}

/** The number of samples, and of what they are. */
function counted({ samples, ofClass }: SampleSize): string {
  return `${samples} samples${ofClass ? " in the smallest class" : ""}`;
}

/**
 * A warning if there are few samples for the sizes that were searched.
 *
 * @param inHalves true if values in halves of the samples are reported
 */
export function sampleSizeWarnings(
  size: SampleSize,
  searched: readonly number[],
  inHalves: boolean,
): string[] {
  if (!size.isSmall) return [];
  const { columns, largestSize } = size;
  const beyond = searched.filter((one) => one > largestSize);
  return [
    `Only ${counted(size)}, fewer than ${SAMPLES_PER_COLUMN} for each of ${columns} columns: ` +
    "extremes of many multiplets are partly chance; " +
    (inHalves
      ? "compare the values in both halves of the samples"
      : "halves of the samples are too small to show how much"),
    ...beyond.length === 0 ? [] : [
      `Sizes above ${largestSize}, a tenth of the samples, are not reliable: ${beyond.join(", ")}`,
    ],
  ];
}
