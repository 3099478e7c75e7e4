/**
 * What is analysed: the variables that are left after selection and hygiene, as a Gaussian system.
 * @module
 */
import { requireVariables } from "../information/blocks.ts";
import { requireLabelled } from "../information/discrete_target.ts";
import { requireShape, selectColumns } from "../information/feature_matrix.ts";
import {
  type Block,
  type DiscreteTarget,
  type FeatureMatrix,
  type GaussianSystem,
  gaussianSystem,
  InformationError,
  normaliseFeatures,
} from "../information/mod.ts";
import { AnalysisError } from "./error.ts";
import type { AnalysisOptions } from "./options.ts";
import type { DroppedColumn } from "./result.ts";

/** A variable that takes part. */
export interface SubjectVariable {
  /** Its index in results. */
  readonly index: number;
  /** Its columns in the system. */
  readonly block: Block;
}

/** Variables, and how results call them. */
export interface Subject {
  readonly system: GaussianSystem;
  /** Those that were not dropped, by ascending index. A search calls them by their place here. */
  readonly variables: readonly SubjectVariable[];
  /** The columns of the features that take part, ascending. */
  readonly columns: readonly number[];
  /** Names of all variables, dropped ones included, by index. */
  readonly names: readonly string[];
  readonly dropped: readonly DroppedColumn[];
}

/**
 * Selects the columns of the blocks, normalises them and puts the target beside them.
 *
 * @throws AnalysisError or InformationError for columns, labels or options that do not fit
 */
export function subjectOf(
  features: FeatureMatrix,
  target: DiscreteTarget | undefined,
  options: AnalysisOptions,
): Subject {
  requireShape(features);
  if (target) requireLabelled(features, target);
  const columnNames = features.names ??
    Array.from({ length: features.variables }, (_, column) => `x${column}`);
  const blocks = options.blocks === undefined
    ? columnNames.map((_, column) => [column])
    : blocksOf(features, options.blocks);
  const used = blocks.flat().sort((a, b) => a - b);
  const system = systemOf({ ...features, names: columnNames }, used, target, options);

  const columns = system.columns.map((column) => used[column]!);
  const place = new Map(columns.map((column, feature) => [column, feature]));
  const variables = blocks.map((block, index) => ({
    index,
    block: block.flatMap((column) => place.get(column) ?? []),
  }));
  return {
    system,
    variables: variables.filter(({ block }) => block.length > 0),
    columns,
    names: blocks.map((block) => block.map((column) => columnNames[column]).join("+")),
    dropped: system.dropped.map(({ index, reason }) => {
      const column = used[index]!;
      return { index: column, name: columnNames[column]!, reason };
    }),
  };
}

function blocksOf(features: FeatureMatrix, blocks: readonly Block[]): readonly Block[] {
  try {
    return requireVariables(features, blocks);
  } catch (cause) {
    if (!(cause instanceof InformationError)) throw cause;
    throw new AnalysisError(`The blocks do not fit the features. ${cause.message}`, { cause });
  }
}

/** The system of some columns; it numbers them from 0. */
function systemOf(
  features: FeatureMatrix,
  used: readonly number[],
  target: DiscreteTarget | undefined,
  { degenerate, ties, random, encoding }: AnalysisOptions,
): GaussianSystem {
  const all = used.length === features.variables;
  try {
    const normalised = normaliseFeatures(all ? features : selectColumns(features, used), {
      ...(degenerate && { degenerate }),
      ...(ties && { ties }),
      ...(random && { random }),
    });
    return gaussianSystem(normalised, target, encoding === undefined ? {} : { encoding });
  } catch (cause) {
    if (all || !(cause instanceof InformationError)) throw cause;
    throw new AnalysisError(
      `${cause.message} (columns are numbered among those of the blocks here)`,
      { cause },
    );
  }
}
