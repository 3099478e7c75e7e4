/**
 * Extremes as rows of a table.
 * @module
 */
import type { LayerExtremes } from "../../experiments/figure1_result.ts";
import type { CsvRow } from "../csv.ts";
import { ENDS } from "./ends.ts";
import { inBits } from "./in_bits.ts";
import type { NetworkLayer } from "./layer_groups.ts";

/** Columns that say where a row belongs. */
export const PLACE_COLUMNS = { network: "network", layer: "layer" } as const;

/** Columns of {@link extremeRows}. */
export const EXTREME_COLUMNS = {
  ...PLACE_COLUMNS,
  size: "size",
  extreme: "extreme",
  total: "o_information_bits",
  features: "features_o_information_bits",
  target: "target_contribution_bits",
  multiplet: "multiplet",
} as const;

/** Where a row belongs. */
export function placeOf({ network, layer }: NetworkLayer): CsvRow {
  return { network, layer };
}

/** Two rows a size: the most redundant multiplet and the most synergistic one. */
export function extremeRows(
  result: NetworkLayer,
  extremes: readonly LayerExtremes[],
): CsvRow[] {
  return extremes.flatMap((own) =>
    ENDS.map((end) => ({
      ...placeOf(result),
      size: own.size,
      extreme: end,
      total: inBits(own[end].oInformation),
      features: inBits(own[end].featuresOInformation),
      target: inBits(own[end].targetContribution),
      multiplet: own[end].multiplet.join(" "),
    }))
  );
}
