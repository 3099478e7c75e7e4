/** Named multiplets by nearest neighbours: Ω(X) beside that of Gaussian samples, and the class by Ross's estimator. */
import { requireChoice } from "../../system/checks/options.ts";
import type { RandomSource } from "../../system/random/random.ts";
import { InformationError } from "../../variables/errors.ts";
import { requireVaryingColumns } from "../../variables/hygiene.ts";
import { requireOriginal } from "../../variables/overwriting.ts";
import { permutedTarget } from "../../variables/rows.ts";
import { type DiscreteTarget, isDiscrete, type Target } from "../../variables/target.ts";
import type { Column } from "../../variables/variables.ts";
import { normalScoreColumns } from "../copula.ts";
import { covarianceFromMatrix, soundCovariance } from "../covariance.ts";
import { type MultipletMeasures, multipletMeasures } from "../measures.ts";
import { ksgSteps, NEIGHBOURS } from "../neighbours/ksg.ts";
import { classSteps } from "../neighbours/ross.ts";
import { requireNeighbours } from "../neighbours/samples.ts";
import { STANDARD } from "../normalisation.ts";
import { gaussianColumns } from "../resampling.ts";
import {
  columnCountOf,
  drawn,
  DRAWS,
  ESTIMATED_MEASURES,
  type EstimatedMeasures,
  type EstimateShape,
  jointMeasures,
  type MultipletEstimate,
  type MultipletEstimator,
  multipletOf,
  type MultipletSubject,
  type Pause,
  refusable,
  sumOfParts,
  targetParts,
  withPauses,
  withReferences,
} from "./interface.ts";

/**
 * The scale of columns for nearest neighbours, which depend on it:
 * - `"copula"`: normal scores of the ranks, equal values with average ranks;
 * - `"standardised"`: mean 0 and variance 1;
 * - `"raw"`: as they are.
 */
export type NeighbourScale = (typeof NEIGHBOUR_SCALES)[number];

/** All values of {@link NeighbourScale}. */
export const NEIGHBOUR_SCALES = ["copula", "standardised", "raw"] as const;

/** Fewest samples of which neighbours are near. */
const FEWEST_SAMPLES = 50;

/** Most columns for which neighbours tell the information about a class. */
export const MOST_CLASS_COLUMNS = 4;

/** Largest share of samples with one value; of so many, the distance to a neighbour can be 0. */
const LARGEST_TIE = 0.02;

/** Options of the estimator by nearest neighbours. */
export interface KsgOptions {
  readonly neighbours?: number | undefined;
  readonly scale?: NeighbourScale | undefined;
  readonly draws?: number | undefined;
}

/** See `multipletEstimator`. */
export function ksgEstimator(
  { neighbours = NEIGHBOURS, scale = "copula", draws = DRAWS }: KsgOptions,
): MultipletEstimator {
  requireChoice(InformationError, "scale", scale, NEIGHBOUR_SCALES);
  requireNeighbours("An estimate by nearest neighbours", Infinity, neighbours);
  const own = { neighbours, scale, draws };
  return {
    name: "ksg",
    settings: own,
    reference:
      "of Ω(X): Gaussian samples with the same correlations; of Δ and I(X;y): permuted labels",
    measures: ESTIMATED_MEASURES,
    seconds: (shape) => (1 + draws) * secondsOf(shape, neighbours),
    measure: async (subject, multiplet, random, pause) => {
      const variables = multipletOf(subject.variables, multiplet);
      return await refusable(() => estimate({ ...subject, variables }, own, random, pause));
    },
  };
}

async function estimate(
  subject: MultipletSubject,
  own: Required<{ [Name in keyof KsgOptions]: NonNullable<KsgOptions[Name]> }>,
  random: RandomSource,
  pause: Pause | undefined,
): Promise<MultipletEstimate> {
  const { variables: { samples, columns, variables }, target } = subject;
  const { neighbours, scale, draws } = own;
  requireSuitable(subject, neighbours);
  const scaled = scaledColumns(columns, scale);
  const blocks = variables.map((one) => one.columns);
  const measured = async (all: readonly Column[]) => {
    const values = blocks.map((block) => block.map((at) => all[at]!.values));
    return ofFeatures(await withPauses(ksgSteps(values, { neighbours }), pause));
  };
  const covariance = soundCovariance({ samples, columns: scaled });
  const values = await measured(scaled);
  const references = await drawn(
    draws,
    pause,
    () => measured(scaledColumns(gaussianColumns(covariance, random), scale)),
  );
  const exact = covarianceFromMatrix(covariance.values, Infinity);
  const truth = ofFeatures(multipletMeasures(exact, blocks, { biasCorrected: false }));
  const features = withReferences(values, references, truth, ["featuresOInformation"]);
  if (target === undefined) return features;
  const { featuresOInformation } = features.measures;
  const alone = { featuresOInformation: featuresOInformation! };
  const reason = withoutClasses(target, columns.length, neighbours);
  if (reason !== undefined || !isDiscrete(target)) {
    return { measures: alone, warnings: [...features.warnings, ...(reason ? [reason] : [])] };
  }
  const parts = await partsOfTarget({ ...subject, target }, scaled, own, random, pause);
  const measures: EstimatedMeasures = { ...alone, ...parts.measures };
  return {
    measures: { ...jointMeasures(measures, values.totalCorrelation), ...measures },
    warnings: [...features.warnings, ...parts.warnings],
  };
}

function ofFeatures({ oInformation, ...measures }: MultipletMeasures) {
  return { featuresOInformation: oInformation, ...measures };
}

/** The columns in a scale. */
export function scaledColumns(columns: readonly Column[], scale: NeighbourScale): Column[] {
  if (scale === "standardised") return STANDARD.columns(columns);
  if (scale === "copula") return normalScoreColumns(columns, { ties: "average" });
  requireOriginal("An estimate of raw columns", columns);
  return [...columns];
}

const fewestSamples = (neighbours: number) => Math.max(FEWEST_SAMPLES, neighbours + 1);

/**
 * Measured seconds: per value, mostly of ranks and sorting; per pair of samples that is looked at, also per column; per pair
 * of which only the distance is needed; and per sample and square of the neighbours, which are kept in order.
 */
const SECONDS = {
  value: 1.5e-6,
  pair: 2e-8,
  column: 7e-9,
  distance: 1.45e-8,
  order: 1.3e-9,
} as const;

/**
 * Estimated seconds of the measures of one set of samples. Of independent columns, the share of the samples that are as
 * near in the first column as the neighbours are in all is the root of the share of the neighbours.
 */
function secondsOf(shape: EstimateShape, neighbours: number): number {
  const { samples, widths, classCounts } = shape;
  if (widths.length < 2 || samples < fewestSamples(neighbours)) return 0;
  const columns = columnCountOf(shape);
  const share = (count: number, of: number) => Math.min(1, (neighbours / of) ** (1 / count));
  const perPair = SECONDS.pair + SECONDS.column * columns;
  const perSample = SECONDS.value * columns + SECONDS.order * neighbours ** 2 +
    perPair * samples * share(columns, samples);
  const perClassSample = () => {
    const classes = classCounts!.length;
    const own = samples / classes;
    return sumOfParts(
      shape,
      (count) =>
        SECONDS.order * neighbours ** 2 + SECONDS.distance * (own + samples) * share(count, own),
    );
  };
  const hasClasses = classCounts !== undefined && columns <= MOST_CLASS_COLUMNS &&
    Array.from(classCounts).every((count) => count > neighbours);
  return samples * (perSample + (hasClasses ? perClassSample() : 0));
}

/** Throws an {@link InformationError} where neighbours mean nothing. */
function requireSuitable(
  { variables: { samples, columns, variables } }: MultipletSubject,
  neighbours: number,
): void {
  if (variables.length < 2) {
    throw new InformationError("Nearest neighbours need two variables or more, got 1");
  }
  const fewest = fewestSamples(neighbours);
  if (samples < fewest) {
    throw new InformationError(
      `Nearest neighbours (${neighbours}) need ${fewest} samples or more, got ${samples}`,
    );
  }
  requireVaryingColumns("An estimate by nearest neighbours", columns);
  for (const { name, values } of columns) {
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const most = [...counts.values()].reduce((largest, count) => Math.max(largest, count), 0);
    if (most <= Math.max(neighbours, LARGEST_TIE * samples)) continue;
    throw new InformationError(
      `Nearest neighbours need different values: ${most} of ${samples} samples of column "${name}" are equal; ` +
        `at most ${100 * LARGEST_TIE} % can be`,
    );
  }
}

/** Why there is no part of the target; `undefined` if there is one. */
function withoutClasses(target: Target, columns: number, neighbours: number): string | undefined {
  if (!isDiscrete(target)) {
    return "Δ and I(X;y) by nearest neighbours need classes, but the label is a quantity: only Ω(X) is estimated";
  }
  if (columns > MOST_CLASS_COLUMNS) {
    return `Δ and I(X;y) by nearest neighbours are estimated for up to ${MOST_CLASS_COLUMNS} columns, got ` +
      `${columns}: only Ω(X) is estimated`;
  }
  const least = target.counts.reduce((fewest, count) => Math.min(fewest, count), Infinity);
  if (least > neighbours) return undefined;
  return `Δ and I(X;y) by ${neighbours} nearest neighbours need more than ${neighbours} samples of each class, ` +
    `the smallest has ${least}: only Ω(X) is estimated`;
}

/** I(X; y) and Δ by Ross's estimator, beside those of permuted labels, whose truth is 0. */
async function partsOfTarget(
  { variables: { variables }, target, groups }: MultipletSubject & {
    readonly target: DiscreteTarget;
  },
  columns: readonly Column[],
  { neighbours, draws }: { readonly neighbours: number; readonly draws: number },
  random: RandomSource,
  pause: Pause | undefined,
) {
  const blocks = variables.map((one) => one.columns);
  const parts = (labels: DiscreteTarget) =>
    targetParts(blocks, (set) => {
      const values = set.map((at) => columns[at]!.values);
      return withPauses(classSteps(values, labels, { neighbours }), pause);
    });
  const references = await drawn(draws, pause, () => parts(permutedTarget(target, random, groups)));
  return withReferences(await parts(target), references);
}
