import {
  deepStrictEqual as deepEqual,
  notStrictEqual as notEqual,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { DatasetError } from "../../lib/data/dataset.ts";
import { makeDataset, takeSamples } from "../../lib/data/parts.ts";

const samples = (labels: number[]) => ({
  count: labels.length,
  features: 1,
  inputs: Uint8Array.from(labels.keys()),
  labels: Uint8Array.from(labels),
});

const dataset = makeDataset({
  name: "tiny",
  description: "Made up.",
  input: { kind: "vector", size: 1 },
  classes: ["left", "right"],
  parts: {
    train: samples([1, 1, 1, 0, 1, 0, 0]),
    test: samples([0, 1, 0, 1]),
    validation: samples([1, 1, 0]),
  },
});

Deno.test("the first rows of each class, evenly, in their order", () => {
  const { train, test, validation } = takeSamples(dataset, { train: 4, test: 2 }).parts;
  deepEqual([[...train.inputs], [...train.labels]], [[0, 1, 3, 5], [1, 1, 0, 0]]);
  deepEqual([[...test.inputs], [...test.labels]], [[0, 1], [0, 1]]);
  deepEqual(validation, dataset.parts.validation);
});

Deno.test("a remainder goes to the lowest classes", () => {
  deepEqual([...takeSamples(dataset, { train: 3, test: 2 }).parts.train.inputs], [0, 3, 5]);
});

Deno.test("name, description and fingerprint are those of the subset", () => {
  const subset = takeSamples(dataset, { train: 4, test: 2 });
  equal(subset.name, "tiny-4-2");
  equal(
    subset.description,
    "Made up. Of these, the first 4 training and 2 test samples with as many of each class.",
  );
  notEqual(subset.fingerprint, dataset.fingerprint);
  const { fingerprint, ...contents } = subset;
  equal(fingerprint, makeDataset(contents).fingerprint);
});

Deno.test("sizes that cannot be had are errors that say why", () => {
  throws(
    () => takeSamples(dataset, { train: 4, test: 6 }),
    new DatasetError(
      "tiny, test: a subset of 6 needs 3 samples of class 0, there are 2",
    ),
  );
  for (const train of [1, 2.5, NaN]) {
    throws(() => takeSamples(dataset, { train, test: 2 }), DatasetError);
  }
  const misspelt = { train: 4, test: 2, tset: 2 };
  throws(
    () => takeSamples(dataset, misspelt),
    new DatasetError('takeSamples has no option "tset"; it takes train, test'),
  );
});
