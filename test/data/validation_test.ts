import {
  deepStrictEqual as deepEqual,
  notStrictEqual as notEqual,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import type { Dataset, Samples } from "../../lib/data/dataset.ts";
import { fingerprint, rowsByClass, withholdValidation } from "../../lib/data/parts.ts";
import { sampleRows } from "../sample_rows.ts";
import { toyDataset } from "../toy_dataset.ts";

const dataset = toyDataset({ train: 240, test: 60 });

const perClass = ({ labels }: Samples, { classes }: Dataset) =>
  rowsByClass(labels, classes.length).map((rows) => rows.length);

Deno.test("one sixth of the training samples is set aside, every class alike", () => {
  const { train, validation } = withholdValidation(dataset, 1).parts;
  deepEqual(perClass(validation, dataset), [10, 10, 10, 10]);
  deepEqual(perClass(train, dataset), [50, 50, 50, 50]);
  equal(validation.count, 40);
  equal(train.count, 200);
});

Deno.test("a number that six does not divide is rounded, classes in proportion", () => {
  for (const [train, count] of [[100, 17], [99, 17], [98, 16], [6, 1]] as const) {
    const odd = toyDataset({ train });
    const { train: rest, validation } = withholdValidation(odd, 1).parts;
    equal(validation.count, count);
    equal(rest.count, train - count);
    const [whole, own] = [perClass(odd.parts.train, odd), perClass(validation, odd)];
    own.forEach((share, label) => ok(Math.abs(share - whole[label]! * count / train) < 1));
  }
});

Deno.test("no sample is in both parts, none is lost, and labels stay with their images", () => {
  const { train, validation } = withholdValidation(dataset, 1).parts;
  const all = sampleRows(dataset.parts.train);
  equal(new Set(all).size, all.length);
  deepEqual([...sampleRows(train), ...sampleRows(validation)].sort(), all.sort());
});

Deno.test("the test set is the same; the rest is a data set of its own", () => {
  const rest = withholdValidation(dataset, 1);
  deepEqual(rest.parts.test, dataset.parts.test);
  notEqual(rest.fingerprint, dataset.fingerprint);
  equal(rest.name, "toy-without-validation-1");
  ok(rest.description.endsWith(" Of the training samples, 40 are set aside for selection."));
  deepEqual([rest.classes, rest.input], [dataset.classes, dataset.input]);
  equal(
    fingerprint({ ...rest, parts: { train: rest.parts.train, test: rest.parts.test } }),
    rest.fingerprint,
  );
});

Deno.test("the seed decides which ones", () => {
  const [one, same, other] = [1, 1, 2].map((seed) => withholdValidation(dataset, seed));
  deepEqual(same, one);
  ok(
    new Set([...sampleRows(one!.parts.validation), ...sampleRows(other!.parts.validation)]).size >
      40,
  );
  notEqual(other!.fingerprint, one!.fingerprint);
});

Deno.test("a data set that has validation samples keeps them", () => {
  throws(() => withholdValidation(withholdValidation(dataset, 1), 2), {
    name: "DatasetError",
    message: /toy-without-validation-1 has 40 validation samples/,
  });
});
