/** Passages of `docs/reading.md` on searches. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { analyse, ranked, type SearchMethod } from "../../lib/analysis/mod.ts";
import { multipletCount } from "../../lib/search/mod.ts";
import { variablesOf } from "../information/reference.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { normals } from "../numpy_random.ts";
import { searchOf } from "../../lib/analysis/options.ts";
import { sampleSizeOf } from "../../lib/analysis/sample_size.ts";
import { gaussianSystem } from "../../lib/information/mod.ts";
import { ROOT } from "../sources.ts";
import { count, decimals } from "./guide.ts";

/** The search that runs by default, by the number of columns. */
function defaultSearch(columns: number, sizes?: number[]): string {
  const of = variablesOf(normals(20 * columns, columns, 1));
  const size = sampleSizeOf(of, undefined, "none", undefined);
  return searchOf({}, gaussianSystem(of, undefined), size, sizes).name;
}

/** The most synergistic multiplets by size. */
async function synergies(search: SearchMethod, columns: number): Promise<Map<number, number>> {
  const { features: of } = mixedSignals({ samples: 500, variables: columns, signals: 3 });
  const { sizes } = await analyse(of, undefined, { search });
  return new Map(sizes.map(({ size, synergy }) => [size, ranked(synergy)[0]!.oInformation]));
}

export async function search(): Promise<string[]> {
  const [most, wide, columns, missed] = [20, 100, 12, 7];
  deepEqual(
    [defaultSearch(most), defaultSearch(most + 1, [2]), defaultSearch(2 * most)],
    ["exact", "exhaustive", "ladder"],
  );
  const { sizes } = await analyse(variablesOf(normals(20 * most, most, 1)), undefined);
  const all = sizes.reduce((sum, { multipletCount }) => sum + multipletCount, 0);

  const [exact, greedy] = [await synergies("exact", columns), await synergies("greedy", columns)];
  const exhaustive = missed - 1;
  for (let size = 2; size <= exhaustive; size++) {
    ok(Math.abs(exact.get(size)! - greedy.get(size)!) < 1e-12, `size ${size}`);
  }
  const [best, found] = [exact.get(missed)!, greedy.get(missed)!];
  ok(best < 0 && found > 0);

  const notebook = "02-figure-1";
  equal((await Deno.stat(join(ROOT, "notebooks", `${notebook}.ipynb`))).isFile, true);
  return [
    `up to ${most} variables (the default)`,
    `all up to size ${exhaustive}, then adds one variable at a time to the best | the same up to ` +
    `size ${exhaustive}; above it, only the best found | to repeat the paper`,
    "wider layers, small sizes (the default up to 10 s)",
    `${most} variables have ${count(all)} multiplets. ${wide} variables have ` +
    `${power(multipletCount(wide, exhaustive))} multiplets of size ${exhaustive} alone`,
    `In an invented example of ${columns} columns, the most synergistic multiplet of size ${missed} ` +
    `has ${decimals(best, 3)} bits; greedy search finds one with ${decimals(found, 3)} bits`,
    `(notebook \`${notebook}\` shows them)`,
  ];
}

/** A large number as the guide writes it. */
function power(value: number): string {
  const [digits, exponent] = value.toExponential(1).split("e+");
  return `${digits} · 10${[...exponent!].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("")}`;
}
