/**
 * An analysis as tidy rows.
 * @module
 */
import { stringify } from "csv-stringify/sync";
import { type AnalysisResult, type MeasuredMultiplet, ranked } from "./result.ts";

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
 */
export function toCsv({ sizes, multiplets, featureNames, units }: AnalysisResult): string {
  const called = (multiplet: readonly number[]) => ({
    size: multiplet.length,
    multiplet: multiplet.join(" "),
    names: multiplet.map((index) => featureNames[index]).join(" "),
    units,
  });
  const found = sizes.flatMap(({ multipletCount, synergy, redundancy }) =>
    ([["synergy", synergy], ["redundancy", redundancy]] as const).flatMap(([kind, extreme]) =>
      ranked(extreme).map((one, i): Row => ({
        ...one,
        ...called(one.multiplet),
        kind,
        multipletCount,
        rank: i + 1,
      }))
    )
  );
  const given = multiplets.map((one): Row => ({
    ...one,
    ...called(one.multiplet),
    kind: "given",
  }));
  return stringify([...found, ...given], { header: true, columns: [...COLUMNS] });
}
