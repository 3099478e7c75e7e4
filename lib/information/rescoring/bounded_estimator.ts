/** Named multiplets by a classifier: a bounded I(X; y), and through it the target's part. */
import type { RandomSource } from "../../system/random/random.ts";
import { InformationError } from "../../variables/errors.ts";
import { permutedTarget } from "../../variables/rows.ts";
import { classTitle, type DiscreteTarget, isDiscrete } from "../../variables/target.ts";
import { ClassBound, FOLDS } from "../class_bound.ts";
import { copulaNormalise } from "../copula.ts";
import { gaussianCopula } from "../gaussian_system.ts";
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
  withReferences,
} from "./interface.ts";

/** Options of the bounded estimator. */
export interface BoundedOptions {
  readonly draws?: number | undefined;
}

/** See `multipletEstimator`. */
export function boundedEstimator({ draws = DRAWS }: BoundedOptions): MultipletEstimator {
  return {
    name: "bounded",
    settings: { draws },
    reference: "of Δ and I(X;y): permuted labels",
    measures: ESTIMATED_MEASURES,
    seconds: (shape) => (1 + draws) * secondsOf(shape),
    measure: async (subject, multiplet, random, pause) => {
      const variables = multipletOf(subject.variables, multiplet);
      return await refusable(() => estimate({ ...subject, variables }, draws, random, pause));
    },
  };
}

async function estimate(
  { variables, target, groups }: MultipletSubject,
  draws: number,
  random: RandomSource,
  pause: Pause | undefined,
): Promise<MultipletEstimate> {
  if (target === undefined || !isDiscrete(target)) {
    const found = target === undefined ? "there is no label" : "the label is a quantity";
    throw new InformationError(`A bounded I(X;y) needs classes, but ${found}`);
  }
  requireClasses(target, variables.columns.length);
  const ties = { ties: "average" } as const;
  const system = gaussianCopula(ties).prepare(variables, undefined);
  const positions = variables.variables.map((_, at) => at);
  const { featuresOInformation } = system.score(positions);
  const entropy = (set: readonly number[]) => system.entropy!(set).alone;
  const featuresTotal = positions.reduce((sum, at) => sum + entropy([at]), -entropy(positions));

  const normalised = copulaNormalise(variables, ties);
  const blocks = variables.variables.map((one) => one.columns);
  const parts = (labels: DiscreteTarget) => {
    const bound = new ClassBound(normalised, labels);
    return targetParts(blocks, (columns) => {
      const { information } = bound.information(columns);
      if (Number.isFinite(information)) return information;
      throw new InformationError(
        "In a part of the samples, columns determine one another within a class: its Gaussian has no density",
      );
    });
  };
  const values = await parts(target);
  const references = await drawn(draws, pause, () => parts(permutedTarget(target, random, groups)));
  const found = withReferences(values, references);
  const { unclipped } = new ClassBound(normalised, target).information(blocks.flat());
  const measures: EstimatedMeasures = {
    featuresOInformation: { value: featuresOInformation },
    ...found.measures,
  };
  return {
    measures: { ...jointMeasures(measures, featuresTotal), ...measures },
    warnings: [
      ...found.warnings,
      ...(unclipped < 0
        ? [
          "The classifier predicts worse than the frequencies of the classes, so I(X;y) is cut to 0: " +
          "Δ is no estimate",
        ]
        : []),
    ],
  };
}

/** Samples that a class needs for its Gaussian. */
function neededSamples(columns: number): number {
  // Of n samples, ⌈n / folds⌉ are left out at most.
  const enough = (count: number) => count - Math.ceil(count / FOLDS) >= columns + 2;
  let needed = 2 * FOLDS;
  while (!enough(needed)) needed++;
  return needed;
}

/** Measured seconds: per sample; per prediction of one sample by one class, also per column and per square of columns. */
const SECONDS = { sample: 2.5e-6, prediction: 8e-8, column: 2.5e-8, square: 1.3e-9 } as const;

/** Estimated seconds of the parts of one target. */
function secondsOf(shape: EstimateShape): number {
  const { samples, classCounts } = shape;
  const needed = neededSamples(columnCountOf(shape));
  if (classCounts === undefined || Array.from(classCounts).some((count) => count < needed)) {
    return 0;
  }
  const predictions = sumOfParts(
    shape,
    (columns) => SECONDS.prediction + SECONDS.column * columns + SECONDS.square * columns ** 2,
  );
  return samples * (SECONDS.sample + classCounts.length * predictions);
}

/** Throws an {@link InformationError} for a class with too few samples for its Gaussian. */
function requireClasses(target: DiscreteTarget, columns: number): void {
  const needed = neededSamples(columns);
  const small = target.counts.findIndex((count) => count < needed);
  if (small < 0) return;
  throw new InformationError(
    `A Gaussian of ${columns} columns for every class, predicted in ${FOLDS} parts, needs ${needed} samples ` +
      `of each class or more; class ${classTitle(target, small)} has ${target.counts[small]}`,
  );
}
