/** The result of the study of one network: its extremes by all estimators, and its table. */
import type { MultipletEstimate, PlantedSystem } from "../../information/mod.ts";
import {
  inBits,
  type LayerRow,
  type LayerSearchResult,
  layerTable,
} from "../../paper/layers/result.ts";
import { searchedExtremes } from "../../paper/claims/significance_findings.ts";
import { bestRows, type ExtremeRow, extremesIn } from "../../paper/layers/rows.ts";
import type { TrainingResult } from "../../paper/training/result.ts";
import type { Table } from "../../studies/table.ts";
import type { LayerAnalysis } from "../../paper/layers/analysis_file.ts";
import { COMPARED, type ComparedEstimator, type Estimates } from "./estimates.ts";

/** An extreme, and what each of the estimators finds in it. */
export interface EstimatedExtreme {
  /** The extreme, with its tests. */
  readonly row: ExtremeRow;
  /** By every estimator. */
  readonly estimates: Estimates;
}

/** A system whose Ω is known, and what each of the estimators finds in it. */
export interface EstimatedSystem {
  /** The system. */
  readonly system: PlantedSystem;
  /** By every estimator. */
  readonly estimates: Estimates;
}

/** The network, and its extremes. */
export interface TrustResult {
  /** The network. */
  readonly training: TrainingResult;
  /** What was found in its layers, with tests. */
  readonly layers: LayerSearchResult;
  /** Layer by layer: both ends of {@link namedExtremes}. */
  readonly extremes: readonly EstimatedExtreme[];
  /** Each layer as `analyze` has it, with the details that a page shows. */
  readonly analyses: readonly LayerAnalysis[];
  /** With as many samples as there are test images. */
  readonly planted: readonly EstimatedSystem[];
}

/** The smallest size that has synergy among neurons. */
const TRIPLE = 3;

/**
 * Both extremes of three neurons, and of as many as are most synergistic, of each layer by the exact search; fewer than all
 * neurons, of which there is one multiplet.
 */
export function namedExtremes(layers: LayerSearchResult): ExtremeRow[] {
  const rows = searchedExtremes(extremesIn(layers, { search: "exact" }));
  const best = new Map(
    bestRows(rows).map(({ layer, size }) => [layer, size]),
  );
  return rows.filter(({ layer, size }) => size === TRIPLE || size === best.get(layer));
}

/** One row of the table: a row of the study of layers, or an extreme by one of the estimators. */
export type TrustRow = LayerRow & {
  /** Why the estimator has no numbers. */
  readonly refused?: string;
  /** I(X; y) by the estimator. */
  readonly information?: number;
  /** Whether that is above H(y), which is impossible: then Ω(X, y) means nothing either. */
  readonly isImpossible?: boolean;
  /** Ω(X) minus the mean of the reference. */
  readonly featuresDifference?: number;
  /** Standard deviation of one estimate of the reference. */
  readonly featuresDeviation?: number;
};

/** An extreme by one of the estimators as a row. */
function estimateRow(
  { network, layer, state, search, size, end, multiplet }: ExtremeRow,
  { name, options }: ComparedEstimator,
  found: MultipletEstimate,
  targetEntropy: number,
): TrustRow {
  const place = { network, layer, state, search, size, end, multiplet };
  const row = { ...place, estimator: name, encoding: options.encoding ?? "copula" } as const;
  if ("refused" in found) return { ...row, refused: found.refused };
  const { oInformation, featuresOInformation: features, targetContribution, information } =
    found.measures;
  return {
    ...row,
    ...(oInformation?.value !== undefined && { oInformation: oInformation.value }),
    ...(features?.value !== undefined && { featuresOInformation: features.value }),
    ...(targetContribution?.value !== undefined &&
      { targetContribution: targetContribution.value }),
    ...(information?.value !== undefined && { information: information.value }),
    ...(isImpossible(found, targetEntropy) && { isImpossible: true }),
    ...(features?.difference !== undefined && { featuresDifference: features.difference }),
    ...(features?.reference && { featuresDeviation: features.reference.standardDeviation }),
  };
}

/** Estimators that use the classes themselves, not an encoding. */
const OF_CLASSES: readonly string[] = ["ksg", "bins", "bounded"];

const ROUNDING = 1e-9;

/** Whether an estimate of I(X; y) is above H(y): then neither it nor Ω(X, y), which has it as a part, means anything. */
export const isImpossible = (found: MultipletEstimate, targetEntropy: number): boolean =>
  "measures" in found && (found.measures.information?.value ?? 0) > targetEntropy + ROUNDING;

/** The one tidy table of the study; information is in bits. */
export function trustTable({ layers, extremes }: TrustResult): Table<TrustRow> {
  const { columns } = layerTable(layers);
  const bits = (nats: number | undefined) => nats === undefined ? undefined : inBits(nats);
  return {
    columns: {
      ...columns,
      encoding: ({ estimator, encoding }) => OF_CLASSES.includes(estimator) ? undefined : encoding,
      information_bits: ({ information }) => bits(information),
      information_exceeds_entropy: ({ isImpossible }) => isImpossible ? "yes" : undefined,
      features_difference_to_reference_bits: ({ featuresDifference }) => bits(featuresDifference),
      features_reference_deviation_bits: ({ featuresDeviation }) => bits(featuresDeviation),
      refused: ({ refused }) => refused,
    },
    rows: [
      ...layers.rows,
      ...extremes.flatMap(({ row, estimates }) =>
        estimates.flatMap((found, at) =>
          found === null ? [] : [estimateRow(row, COMPARED[at]!, found, layers.targetEntropy)]
        )
      ),
    ],
  };
}
