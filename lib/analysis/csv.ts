/**
 * An analysis as tidy rows.
 * @module
 */
import { stringify } from "csv-stringify/sync";
import type { MeasuredMultiplet } from "./pipeline.ts";
import { type AnalysisResult, foundMultiplets } from "./result.ts";

const COLUMNS = [
  "kind",
  "size",
  "multipletCount",
  "rank",
  "multiplet",
  "names",
  "units",
  "oInformation",
  "featuresOInformation",
  "targetContribution",
  "totalCorrelation",
  "dualTotalCorrelation",
  "sInformation",
] as const satisfies (keyof Row)[];

/** A row of the table. A cell that does not apply is absent, and empty in the file. */
interface Row extends Partial<Omit<MeasuredMultiplet, "multiplet">> {
  /** `given` for a multiplet that was asked for. */
  readonly kind: "synergy" | "redundancy" | "given";
  readonly size: number;
  readonly multipletCount?: number;
  /** From 1, the best. */
  readonly rank?: number;
  /** Indices, separated by spaces. */
  readonly multiplet: string;
  /** Names, separated by spaces. */
  readonly names: string;
  readonly units: string;
}

/**
 * The result as CSV with a header: one row a multiplet, first those that the search found, by size,
 * then those that were asked for. Warnings and dropped columns have no place in it.
 *
 * @example
 * ```ts
 * import { analyse, toCsv } from "@multiplet/multiplet/analysis";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const features = { samples: 5, variables: 2, values, names: ["left", "right"] };
 * const [header, synergy] = toCsv(await analyse(features, undefined)).split("\n");
 * deepEqual(header!.split(",").slice(0, 6), [
 *   "kind",
 *   "size",
 *   "multipletCount",
 *   "rank",
 *   "multiplet",
 *   "names",
 * ]);
 * deepEqual(synergy!.split(",").slice(0, 6), ["synergy", "2", "1", "1", "0 1", "left right"]);
 * ```
 */
export function toCsv(result: AnalysisResult): string {
  return [...csvPieces(result)].join("");
}

/** The text of {@link toCsv} in pieces: together they can be longer than a string can. */
export function* csvPieces(result: AnalysisResult): Generator<string> {
  const columns = [...COLUMNS];
  yield stringify([], { header: true, columns });
  for (const row of rowsOf(result)) yield stringify([row], { columns });
}

/** What the search found, by size, then what was asked for. */
function* rowsOf({ sizes, multiplets, featureNames, units }: AnalysisResult): Generator<Row> {
  const called = (multiplet: readonly number[]) => ({
    size: multiplet.length,
    multiplet: multiplet.join(" "),
    names: multiplet.map((index) => featureNames[index]).join(" "),
    units,
  });
  for (const size of sizes) {
    for (const one of foundMultiplets(size)) {
      yield { ...one, ...called(one.multiplet), multipletCount: size.multipletCount };
    }
  }
  for (const one of multiplets) yield { ...one, ...called(one.multiplet), kind: "given" };
}
