/** The result of the study of one network: its extremes by all estimators, and its table. */
import type { MultipletEstimate, PlantedSystem } from "../../information/mod.ts";
import {
  inBits,
  type LayerRow,
  type LayerSearchResult,
  layerTable,
} from "../../paper/layers/result.ts";
import { bestRows, type ExtremeRow, extremesIn } from "../../paper/layers/rows.ts";
import type { TrainingResult } from "../../paper/training/result.ts";
import type { Table } from "../../studies/table.ts";
import { COMPARED, type ComparedEstimator, type Estimates } from "./estimates.ts";

/** An extreme, and what each of the estimators finds in it. */
export interface EstimatedExtreme {
  readonly row: ExtremeRow;
  readonly estimates: Estimates;
}

/** A system whose Ω is known, and what each of the estimators finds in it. */
export interface EstimatedSystem {
  readonly system: PlantedSystem;
  readonly estimates: Estimates;
}

/** The network, and its extremes. */
export interface TrustResult {
  readonly training: TrainingResult;
  readonly layers: LayerSearchResult;
  /** Layer by layer: both ends of {@link namedExtremes}. */
  readonly extremes: readonly EstimatedExtreme[];
  /** With as many samples as there are test images. */
  readonly planted: readonly EstimatedSystem[];
}

/** The smallest size that has synergy among neurons. */
const TRIPLE = 3;

/** Both extremes of three neurons, and of as many as are most synergistic, of each layer by the exact search. */
export function namedExtremes(layers: LayerSearchResult): ExtremeRow[] {
  const rows = extremesIn(layers, { search: "exact" });
  const best = new Map(
    bestRows(rows).map(({ layer, size }) => [layer, size]),
  );
  return rows.filter(({ layer, size }) => size === TRIPLE || size === best.get(layer));
}

/** One row of the table: a row of the study of layers, or an extreme by one of the estimators. */
export type TrustRow = LayerRow & {
  /** Why the estimator has no numbers. */
  readonly refused?: string;
  /** Ω(X, y) minus the mean of the reference; of estimators without Ω(X, y) that of Ω(X). */
  readonly difference?: number;
};

/** An extreme by one of the estimators as a row. */
function estimateRow(
  { network, layer, state, search, size, end, multiplet }: ExtremeRow,
  { name, options }: ComparedEstimator,
  found: MultipletEstimate,
): TrustRow {
  const place = { network, layer, state, search, size, end, multiplet };
  const row = { ...place, estimator: name, encoding: options.encoding ?? "copula" } as const;
  if ("refused" in found) return { ...row, refused: found.refused };
  const { oInformation, featuresOInformation: features, targetContribution, information } =
    found.measures;
  const { difference } = oInformation ?? features ?? {};
  return {
    ...row,
    ...(oInformation?.value !== undefined && { oInformation: oInformation.value }),
    ...(features?.value !== undefined && { featuresOInformation: features.value }),
    ...(targetContribution?.value !== undefined &&
      { targetContribution: targetContribution.value }),
    ...(information?.value !== undefined && { informationTogether: information.value }),
    ...(difference !== undefined && { difference }),
  };
}

/** The one tidy table of the study; information is in bits. */
export function trustTable({ layers, extremes }: TrustResult): Table<TrustRow> {
  const { columns } = layerTable(layers);
  return {
    columns: {
      ...columns,
      difference_to_reference_bits: ({ difference }) =>
        difference === undefined ? undefined : inBits(difference),
      refused: ({ refused }) => refused,
    },
    rows: [
      ...layers.rows,
      ...extremes.flatMap(({ row, estimates }) =>
        estimates.flatMap((found, at) =>
          found === null ? [] : [estimateRow(row, COMPARED[at]!, found)]
        )
      ),
    ],
  };
}
