/** Samples that are left out, and rows of several positions of a sample. */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import type { TableColumn } from "../../lib/data/tables/mod.ts";
import { repeatedRows } from "../../lib/request/maps.ts";
import { hasFinite, keptSamples } from "../../lib/request/samples.ts";
import { UsageError } from "../../lib/request/values.ts";

const column = (name: string, ...values: number[]): TableColumn => (
  { index: 0, name, values: Float64Array.from(values), resolution: 0, roundoff: 0 }
);
const texts = (name: string, ...cells: string[]): TableColumn => (
  { index: 0, name, texts: cells, resolution: 0, roundoff: 0 }
);
const features = [column("x", 1, 2, 3, 4, 5)];
const plain = { ignored: [], dropSamples: false, continuous: false };

Deno.test("missing labels are refused: one has none, several have none, quantities are finite", () => {
  const refused = (own: TableColumn, continuous = false) => {
    const request = { ...plain, continuous };
    let message = "";
    throws(
      () => keptSamples(request, features, { columns: [own], file: "y.csv" }),
      (error: Error) => {
        message = error.message;
        return error instanceof UsageError;
      },
    );
    return message;
  };
  const remedy = "; to leave out these samples, add --drop-samples";
  equal(
    refused(texts("kind", "a", "", "b", "a", "b")),
    `y.csv: 1 of 5 samples has no label or group: 1 column, "kind" (1)${remedy}`,
  );
  equal(
    refused(column("price", 1, NaN, 2, Infinity, 3), true),
    `y.csv: 2 of 5 samples have no finite label or group: 1 column, "price" (2)${remedy}`,
  );
});

Deno.test("a label of one-hot columns is ignored by the name of its column", () => {
  const columns = [column("cat", 1, 0, 0, 1, 0), column("dog", 0, 1, 1, 0, 1)];
  const ignoring = (...ignored: string[]) => {
    const { mask, ignored: counts } = keptSamples({ ...plain, ignored }, features, {
      columns,
      file: "y.csv",
    });
    return [[...mask], [...counts]];
  };
  deepEqual(ignoring("cat"), [[0, 1, 1, 0, 1], [["cat", 2]]]);
  // The cells of the columns are no labels.
  deepEqual(ignoring("1", "bird"), [[1, 1, 1, 1, 1], [["1", 0], ["bird", 0]]]);
});

Deno.test("no choice of samples completes a column of numbers without a finite one", () => {
  equal(hasFinite(column("x", NaN, Infinity)), false);
  equal(hasFinite(column("x", NaN, 0)), true);
  equal(hasFinite(texts("kind", "", "")), true);
});

Deno.test("a row per sample becomes one for each position, of the same type", () => {
  const names = texts("kind", "a", "b");
  equal(repeatedRows(names, 1), names);
  deepEqual(repeatedRows(names, 2), { ...names, texts: ["a", "a", "b", "b"] });
  const singles = { ...column("x"), values: Float32Array.of(1.5, 2.5) };
  deepEqual(repeatedRows(singles, 2).values, Float32Array.of(1.5, 1.5, 2.5, 2.5));
  deepEqual(
    repeatedRows(column("x", 0.1, NaN), 3).values,
    Float64Array.of(
      ...[0.1, 0.1, 0.1],
      ...[NaN, NaN, NaN],
    ),
  );
});
