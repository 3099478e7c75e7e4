/**
 * Results call variables by their own numbers: dead columns and copies, wherever they stand, change the
 * numbers and nothing else.
 */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { analyse, ranked, type RobustMultiplet } from "../../lib/analysis/mod.ts";
import {
  blocks,
  discreteTarget,
  gaussianSystem,
  TARGET_ENCODINGS,
} from "../../lib/information/mod.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import { separateVariables } from "../../lib/variables/variables.ts";
import { variablesOf } from "../information/reference.ts";

const SAMPLES = 60;
const SOURCES = 5;
const target = discreteTarget(Array.from({ length: SAMPLES }, (_, i) => i % 3));

/** What a column is: one of the sources, a source through a monotone function, or dead. */
type Kind = { readonly source: number; readonly copy: boolean } | "dead" | "broken";

const flawOf = (kind: Kind) =>
  kind === "dead" ? "constant" : kind === "broken" ? "non-finite" : "duplicate";

/** Every source once, in any order, and copies and dead columns anywhere among them. */
const layout: fc.Arbitrary<Kind[]> = fc.tuple(
  fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: SOURCES, maxLength: SOURCES }),
  fc.array(
    fc.tuple(
      fc.nat({ max: SOURCES }),
      fc.oneof(
        fc.constantFrom<Kind>("dead", "broken"),
        fc.nat({ max: SOURCES - 1 }).map((source): Kind => ({ source, copy: true })),
      ),
    ),
    { minLength: 1, maxLength: 5 },
  ),
).map(([order, others]) => {
  const kinds: Kind[] = order.map((source) => ({ source, copy: false }));
  for (const [at, kind] of others) kinds.splice(at, 0, kind);
  return kinds;
});

/** Columns of these kinds, of sources that the seed gives; the sources share signals with the label. */
function columnsOf(kinds: readonly Kind[], seed: number): number[][] {
  const random = randomSource(seed);
  const signal = Array.from({ length: SAMPLES }, (_, i) => i % 3 + 2 * uniform(random));
  const sources = Array.from(
    { length: SOURCES },
    (_, source) => signal.map((value) => value * (source % 2) + 3 * uniform(random)),
  );
  return kinds.map((kind) => {
    if (kind === "dead") return signal.map(() => -1);
    if (kind === "broken") return signal.map((value, i) => i === 7 ? Infinity : value);
    const { source, copy } = kind;
    return copy ? sources[source]!.map((value) => -Math.exp(value / 2)) : sources[source]!;
  });
}

/** Numbers of the columns that are left: of every source the first, itself or its copy. */
function expectedNumbers(kinds: readonly Kind[], first: number = 0): number[] {
  const seen = new Set<number>();
  return kinds.flatMap((kind, number) => {
    if (number < first || typeof kind === "string" || seen.has(kind.source)) return [];
    seen.add(kind.source);
    return number;
  });
}

Deno.test("a system of sound columns among others is that of the sound columns alone", () => {
  fc.assert(
    fc.property(
      layout,
      fc.nat(),
      fc.constantFrom(...TARGET_ENCODINGS),
      (kinds, seed, encoding) => {
        const columns = columnsOf(kinds, seed);
        const numbers = expectedNumbers(kinds);
        const system = gaussianSystem(variablesOf(columns), target, {
          encoding,
          degenerate: "drop",
        });
        deepEqual(
          system.variables,
          numbers.map((number, at) => ({ index: number, name: `x${number}`, columns: [at] })),
        );
        deepEqual(
          system.leftOut.map(({ index, name, reason }) => [index, name, reason]),
          kinds.flatMap((kind, at) => numbers.includes(at) ? [] : [[at, `x${at}`, flawOf(kind)]]),
        );
        const sound = numbers.map((index) => (
          { index, name: `x${index}`, values: Float64Array.from(columns[index]!) }
        ));
        const alone = gaussianSystem(separateVariables(SAMPLES, sound), target, { encoding });
        deepEqual(system.covariance, alone.covariance);
        deepEqual(system.target, alone.target);
        deepEqual(system.covariance.indices?.slice(0, SOURCES), numbers);
      },
    ),
    { seed: 1, numRuns: 60 },
  );
});

Deno.test("extremes and measures of an analysis are those of the sound columns, renumbered", async () => {
  await fc.assert(
    fc.asyncProperty(
      layout,
      fc.nat(),
      fc.constantFrom("exact" as const, "greedy" as const),
      async (kinds, seed, search) => {
        const columns = columnsOf(kinds, seed);
        const numbers = expectedNumbers(kinds);
        const own = (multiplet: readonly number[]) =>
          multiplet.map((position) => numbers[position]!);
        const options = { search, top: 3 };
        const found = await analyse(variablesOf(columns), target, {
          ...options,
          degenerate: "drop",
          multiplets: [own([3, 1]), own([0, 2, 4])],
        });
        const alone = await analyse(
          variablesOf(numbers.map((number) => columns[number]!)),
          target,
          { ...options, multiplets: [[3, 1], [0, 2, 4]] },
        );
        equal(found.variables, kinds.length);
        const renumbered = <Scored extends RobustMultiplet>(all: readonly Scored[]) =>
          all.map(({ split, ...one }) => ({
            ...one,
            multiplet: own(one.multiplet),
            ...(split && { split: { ...split, multiplet: own(split.multiplet) } }),
          }));
        deepEqual(found.multiplets, renumbered(alone.multiplets));
        deepEqual(found.sizes.map(({ size }) => size), [2, 3, 4, 5]);
        found.sizes.forEach(({ synergy, redundancy }, at) => {
          deepEqual(ranked(synergy), renumbered(ranked(alone.sizes[at]!.synergy)));
          deepEqual(ranked(redundancy), renumbered(ranked(alone.sizes[at]!.redundancy)));
        });
      },
    ),
    { seed: 1, numRuns: 25 },
  );
});

Deno.test("blocks lose their dead columns and copies, and keep their numbers", () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 }));
  fc.assert(
    fc.property(layout, fc.nat(), sizes, (kinds, seed, [width, unused]) => {
      const lists: number[][] = [];
      for (let first = unused; first < kinds.length; first += width) {
        lists.push(kinds.slice(first, first + width).map((_, at) => first + at).reverse());
      }
      const grouped = blocks(lists).group(variablesOf(columnsOf(kinds, seed)), randomSource(1));
      const system = gaussianSystem(grouped, target, { degenerate: "drop" });
      const numbers = expectedNumbers(kinds, unused);
      deepEqual(
        system.variables.map(({ index, name, columns }) => ({
          index,
          name,
          columns: columns.map((position) => numbers[position]!),
        })),
        lists.map((list, index) => ({
          index,
          name: list.map((at) => `x${at}`).join("+"),
          columns: list.filter((at) => numbers.includes(at)),
        })).filter(({ columns }) => columns.length > 0),
      );
      ok(system.shape.widths!.every((columns) => columns >= 1));
      equal(system.covariance.columnCount, numbers.length + 1);
    }),
    { seed: 1, numRuns: 60 },
  );
});
