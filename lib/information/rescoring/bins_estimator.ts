/** Named multiplets by frequencies in quantile bins, beside those of independent variables. */
import type { RandomSource } from "../../system/random/random.ts";
import { InformationError } from "../../variables/errors.ts";
import { requireVaryingColumns } from "../../variables/hygiene.ts";
import { permutedRows } from "../../variables/rows.ts";
import { isDiscrete } from "../../variables/target.ts";
import { cellMeasures, quantileBins } from "../plug_in.ts";
import {
  columnCountOf,
  drawn,
  DRAWS,
  ESTIMATED_MEASURES,
  type EstimateShape,
  type MultipletEstimate,
  type MultipletEstimator,
  multipletOf,
  type MultipletSubject,
  type Pause,
  type PlainMeasures,
  refusable,
  withReferences,
} from "./interface.ts";

/** Bins per column by default. */
const BINS = 3;

/** Fewest and most bins per column. */
export const BINS_RANGE = [2, 1000] as const;

/** Samples per cell that are needed. */
const SAMPLES_PER_CELL = 10;

/** Options of the estimator by bins. */
export interface BinsOptions {
  readonly bins?: number | undefined;
  readonly draws?: number | undefined;
}

/** See `multipletEstimator`. */
export function binsEstimator({ bins = BINS, draws = DRAWS }: BinsOptions): MultipletEstimator {
  const [least, most] = BINS_RANGE;
  if (!Number.isSafeInteger(bins) || bins < least || bins > most) {
    throw new InformationError(`bins must be an integer from ${least} to ${most}, got ${bins}`);
  }
  return {
    name: "bins",
    settings: { bins, draws },
    reference: "these samples with each variable, and the label, in a random order of its own",
    measures: ESTIMATED_MEASURES,
    seconds: (shape) => (1 + draws) * secondsOf(shape, bins),
    measure: async (subject, multiplet, random, pause) => {
      const variables = multipletOf(subject.variables, multiplet);
      return await refusable(() => estimate({ ...subject, variables }, bins, draws, random, pause));
    },
  };
}

/** A variable by its cells. */
interface Cells {
  readonly values: Uint32Array;
  readonly count: number;
}

async function estimate(
  { variables, target, groups }: MultipletSubject,
  bins: number,
  draws: number,
  random: RandomSource,
  pause: Pause | undefined,
): Promise<MultipletEstimate> {
  const { samples, columns } = variables;
  requireVaryingColumns("An estimate by bins", columns);
  const cells = bins ** columns.length;
  if (neededSamples(cells) > samples) {
    throw new InformationError(
      `${columns.length} columns in ${bins} bins have ${cells} cells, which need ${
        neededSamples(cells)
      } samples or more, got ${samples}`,
    );
  }
  const features = variables.variables.map((one) => cellsOf(one.columns));
  const warnings: string[] = [];
  let label: Cells | undefined;
  if (target !== undefined && isDiscrete(target)) {
    const own = { values: Uint32Array.from(target.classes), count: target.counts.length };
    const needed = neededSamples(own.count * cells);
    if (needed <= samples) label = own;
    else {
      warnings.push(
        `With ${own.count} classes the cells need ${needed} samples, got ${samples}: only Ω(X) is estimated`,
      );
    }
  } else if (target !== undefined) {
    warnings.push("Bins have no quantity as a label, only classes: only Ω(X) is estimated");
  }
  const isAlone = target !== undefined && label === undefined;
  const measured = (own: readonly Cells[], ofLabel: Cells | undefined): PlainMeasures => {
    const { oInformation, occupied: _, ...others } = measuresOf(own);
    if (isAlone) return { featuresOInformation: oInformation };
    if (ofLabel === undefined) return { featuresOInformation: oInformation, ...others };
    const { occupied: __, ...joint } = measuresOf([...own, ofLabel]);
    return {
      ...joint,
      featuresOInformation: oInformation,
      targetContribution: joint.oInformation - oInformation,
      information: joint.totalCorrelation - others.totalCorrelation,
    };
  };
  const permuted = ({ values, count }: Cells): Cells => {
    const rows = permutedRows(samples, random, groups);
    return { count, values: rows.map((row) => values[row]!) };
  };
  const references = await drawn(
    draws,
    pause,
    () => measured(features.map(permuted), label && permuted(label)),
  );
  const found = withReferences(measured(features, label), references);
  return { ...found, warnings: [...warnings, ...found.warnings] };

  /** A variable of several columns has a cell for each combination of their bins. */
  function cellsOf(block: readonly number[]): Cells {
    const values = new Uint32Array(samples);
    for (const at of block) {
      const own = quantileBins(columns[at]!.values, bins);
      for (let row = 0; row < samples; row++) values[row] = bins * values[row]! + own[row]!;
    }
    return { values, count: bins ** block.length };
  }
}

function measuresOf(variables: readonly Cells[]) {
  return cellMeasures(variables.map(({ values }) => values));
}

/** Samples that so many cells need. */
function neededSamples(cells: number): number {
  return SAMPLES_PER_CELL * cells;
}

/** Measured seconds per sample: of the bins of a column or their permutation, and of numbering a variable of an entropy. */
const SECONDS = { column: 1e-7, entropy: 8e-8 } as const;

/** Estimated seconds of the measures of one set of samples. */
function secondsOf(shape: EstimateShape, bins: number): number {
  const { samples, widths: { length: variables }, classCounts } = shape;
  const columns = columnCountOf(shape);
  const cells = bins ** columns;
  if (neededSamples(cells) > samples) return 0;
  // Of all, of each alone, and of all but one.
  const entropies = (count: number) => count * (count + 1);
  const hasLabel = classCounts !== undefined &&
    neededSamples(classCounts.length * cells) <= samples;
  const numbered = entropies(variables) + (hasLabel ? entropies(variables + 1) : 0);
  return samples * (SECONDS.column * columns + SECONDS.entropy * numbered);
}
