import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import type { Dataset } from "../../lib/data/dataset.ts";
import { shareDataset, withholdValidation } from "../../lib/data/parts.ts";
import { toyDataset } from "../toy_dataset.ts";

const dataset = withholdValidation(toyDataset(), 1);
const partsOf = ({ parts }: Dataset) =>
  Object.values(parts).flatMap(({ inputs, labels }) => [inputs, labels]);

Deno.test("the same values, in shared memory", () => {
  const shared = shareDataset(dataset);
  for (const [at, part] of partsOf(shared).entries()) {
    ok(part.buffer instanceof SharedArrayBuffer);
    deepEqual([...part], [...partsOf(dataset)[at]!]);
    ok(!(partsOf(dataset)[at]!.buffer instanceof SharedArrayBuffer), "the original stays");
  }
  equal(partsOf(shared).length, 6);
  const { parts: { train, test, validation }, ...about } = shared;
  const { parts: _parts, ...expected } = dataset;
  deepEqual(about, expected);
  deepEqual([train.count, train.features, test.count, validation!.count], [100, 12, 60, 20]);
});

Deno.test("images of any number type and parts of a larger buffer are shared as they are", () => {
  const { train, test } = dataset.parts;
  const inputs = Float32Array.from({ length: 20 * 12 + 4 }, (_, at) => at / 7).subarray(4);
  const labels = train.labels.subarray(3, 23);
  const small = { ...dataset, parts: { test, train: { ...train, count: 20, inputs, labels } } };
  const shared = shareDataset(small).parts.train;
  ok(shared.inputs instanceof Float32Array);
  equal(shared.inputs.byteOffset, 0);
  deepEqual([...shared.inputs], [...inputs]);
  deepEqual([...shared.labels], [...labels]);
});

Deno.test("what is shared already is not copied", () => {
  const shared = shareDataset(dataset);
  partsOf(shareDataset(shared)).forEach((part, at) => ok(part === partsOf(shared)[at]));
});
