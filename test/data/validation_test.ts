import {
  deepStrictEqual as deepEqual,
  notStrictEqual as notEqual,
  ok,
  strictEqual as equal,
} from "node:assert/strict";
import type { Dataset, Samples } from "../../lib/data/dataset.ts";
import { rowsByClass } from "../../lib/data/select.ts";
import { withholdValidation } from "../../lib/data/validation.ts";
import { sampleRows } from "../sample_rows.ts";
import { toyDataset } from "../toy_dataset.ts";

const dataset = toyDataset({ train: 240, test: 60 });

const perClass = ({ labels }: Samples, { classes }: Dataset) =>
  rowsByClass(labels, classes).map((rows) => rows.length);

Deno.test("one sixth of the training samples is set aside, every class alike", () => {
  const { dataset: rest, validation } = withholdValidation(dataset, 1);
  deepEqual(perClass(validation, dataset), [10, 10, 10, 10]);
  deepEqual(perClass(rest.train, dataset), [50, 50, 50, 50]);
  equal(validation.count, 40);
  equal(rest.train.count, 200);
});

Deno.test("a number that six does not divide is rounded, classes in proportion", () => {
  for (const [train, count] of [[100, 17], [99, 17], [98, 16], [6, 1]] as const) {
    const odd = toyDataset({ train });
    const { dataset: rest, validation } = withholdValidation(odd, 1);
    equal(validation.count, count);
    equal(rest.train.count, train - count);
    const [whole, own] = [perClass(odd.train, odd), perClass(validation, odd)];
    own.forEach((share, label) => ok(Math.abs(share - whole[label]! * count / train) < 1));
  }
});

Deno.test("no sample is in both parts, none is lost, and labels stay with their images", () => {
  const { dataset: rest, validation } = withholdValidation(dataset, 1);
  const all = sampleRows(dataset.train);
  equal(new Set(all).size, all.length);
  deepEqual([...sampleRows(rest.train), ...sampleRows(validation)].sort(), all.sort());
});

Deno.test("the test set is the same; the rest is a data set of its own", () => {
  const { dataset: rest } = withholdValidation(dataset, 1);
  deepEqual(rest.test, dataset.test);
  notEqual(rest.fingerprint, dataset.fingerprint);
  equal(rest.name, "toy-without-validation-1");
  ok(rest.description.endsWith(" Of the training samples, 40 are set aside for selection."));
  deepEqual([rest.classes, rest.imageShape], [dataset.classes, dataset.imageShape]);
});

Deno.test("the seed decides which ones", () => {
  const [one, same, other] = [1, 1, 2].map((seed) => withholdValidation(dataset, seed));
  deepEqual(same, one);
  ok(new Set([...sampleRows(one!.validation), ...sampleRows(other!.validation)]).size > 40);
  notEqual(other!.dataset.fingerprint, one!.dataset.fingerprint);
});
