/** The best multiplets of every size as the studies beyond the paper keep them, with what is known about them. */
import { z } from "zod";
import { ownNumbers, type ScoredMultiplet, type System } from "../information/mod.ts";
import { scored } from "../paper/layers/layer.ts";
import type { SizeExtremes } from "../search/mod.ts";
import type { SearchedLayer } from "../selection/mod.ts";
import { allUnits } from "../selection/strategy.ts";

/** The extremes of one size. */
export interface ProvenExtremes {
  /** Number of units, k; the target is extra. */
  readonly size: number;
  /** Smallest Ω(X, y). */
  readonly synergy: ScoredMultiplet;
  /** Largest Ω(X, y). */
  readonly redundancy: ScoredMultiplet;
  /** Whether all multiplets of this size were compared. */
  readonly proven: boolean;
}

/** Those of a search in a file. */
export const provenExtremes: z.ZodType<ProvenExtremes[]> = z.array(
  z.object({ size: z.int().min(1), synergy: scored, redundancy: scored, proven: z.boolean() }),
).min(1);

/** What a search found, with variables by their own numbers in place of positions. */
export function inOwnNumbers(
  { variables }: System,
  found: readonly SizeExtremes[],
): SizeExtremes[] {
  const own = (all: readonly ScoredMultiplet[]) =>
    all.map((one) => ({ ...one, multiplet: ownNumbers(variables, one.multiplet) }));
  return found.map((size) => ({
    ...size,
    synergy: own(size.synergy),
    redundancy: own(size.redundancy),
  }));
}

/** The best multiplets of what was found. */
export function bestOf(found: readonly SizeExtremes[]): ProvenExtremes[] {
  return found.map(({ size, synergy, redundancy, guarantee }) => ({
    size,
    synergy: synergy[0]!,
    redundancy: redundancy[0]!,
    proven: guarantee.synergy === "optimal" && guarantee.redundancy === "optimal",
  }));
}

/**
 * What was found in a layer, for strategies: with size 1, whose Ω is 0 by definition.
 *
 * @param degenerate units that cannot be analysed
 */
export function searchedLayer(
  layer: string,
  units: number,
  degenerate: readonly number[],
  found: readonly ProvenExtremes[],
): SearchedLayer {
  const sound = allUnits(units).filter((unit) => !degenerate.includes(unit));
  const first = { multiplet: sound.slice(0, 1), oInformation: 0 };
  const one = { size: 1, synergy: first, redundancy: first };
  const extremes = found[0]!.size === 1 ? found : [one, ...found];
  return { layer, neurons: sound, degenerate, extremes };
}
