/**
 * Within each class: rank → Φ⁻¹; `"robust"` puts them back at the class's median with its width
 * 1.4826·MAD, where MAD = median |x − median|.
 */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import {
  copulaNormalise,
  copulaNormaliseWithinClasses,
  DegenerateColumnsError,
  discreteTarget,
  InformationError,
  normalQuantile,
  TooFewSamplesError,
} from "../../../lib/information/mod.ts";
import { randomSource } from "../../../lib/system/random/mod.ts";
import { close, features, target, variablesOf } from "../reference.ts";

const samples = variablesOf([[10, 1, 30, 2, 20, 4, 8], [0, 5, 1, 6, 2, 8, 1]]);
const label = discreteTarget([9, 4, 9, 4, 9, 4, 4]);

Deno.test("each class is normalised by itself, in the order of the samples", () => {
  const { values } = copulaNormaliseWithinClasses(samples, label).columns[0]!;
  const ranks = [1, 1, 3, 2, 2, 3, 4];
  const sizes = [3, 4, 3, 4, 3, 4, 4];
  ranks.forEach((rank, i) => equal(values[i], normalQuantile(rank / (sizes[i]! + 1))));
});

Deno.test("with one class it is the copula of all samples", () => {
  const one = discreteTarget(new Uint8Array(200));
  const { samples, columns } = copulaNormalise(features);
  deepEqual(copulaNormaliseWithinClasses(features, one), { samples, columns });
});

Deno.test("robust scaling: median of an even number is the mean of the middle two", () => {
  const standard = copulaNormaliseWithinClasses(samples, label).columns[0]!.values;
  const { values } = copulaNormaliseWithinClasses(samples, label, { scaling: "robust" })
    .columns[0]!;
  // Class 9: 10, 20, 30: median 20, MAD 10. Class 4: 1, 2, 4, 8: median 3, deviations 1, 1, 2, 5: MAD 1.5.
  const scaling = (i: number) =>
    label.classes[i] === 1 ? { median: 20, mad: 10 } : { median: 3, mad: 1.5 };
  for (let i = 0; i < 7; i++) {
    const { median, mad } = scaling(i);
    close(
      values[i]!,
      median + 1.482602218505602 * mad * standard[i]!,
      1e-13,
      `sample ${i}`,
    );
  }
});

Deno.test("ties go by the rule asked for", () => {
  const tied = variablesOf([[1, 1, 2, 3, 3, 4]]);
  const two = discreteTarget([0, 0, 0, 1, 1, 1]);
  const average = copulaNormaliseWithinClasses(tied, two, { ties: "average" }).columns[0]!;
  equal(average.values[0], average.values[1]);
  const random = () =>
    copulaNormaliseWithinClasses(tied, two, { ties: "random", random: randomSource(2) });
  deepEqual(random(), random());
});

Deno.test("columns that are constant within a class are named, with the class", () => {
  const flat = variablesOf([[1, 2, 5, 5], [1, 2, 3, 4]], ["a", "b"]);
  throws(
    () => copulaNormaliseWithinClasses(flat, discreteTarget([0, 0, 6, 6])),
    (error) =>
      error instanceof DegenerateColumnsError && error.columns[0]!.name === "a" &&
      error.message.startsWith(
        'Copula normalisation within class 6 is impossible with column 0 ("a"): all its values are 5',
      ),
  );
  const half = variablesOf([[1, 2, 3, 0, 0, 7]]);
  const two = discreteTarget([0, 0, 0, 1, 1, 1]);
  copulaNormaliseWithinClasses(half, two);
  throws(
    () => copulaNormaliseWithinClasses(half, two, { scaling: "robust" }),
    (error) =>
      error instanceof DegenerateColumnsError &&
      error.message.includes("within class 1") &&
      error.message.includes("at least half of its values are 0"),
  );
});

Deno.test("a class of one sample, labels that do not match and unknown options are refused", () => {
  throws(
    () => copulaNormaliseWithinClasses(samples, discreteTarget([0, 0, 0, 0, 0, 0, 8])),
    (error) => error instanceof TooFewSamplesError && error.label === 8 && error.samples === 1,
  );
  throws(
    () => copulaNormaliseWithinClasses(samples, target),
    (error) => error instanceof InformationError && /7 samples, 200 labels/.test(error.message),
  );
  const refused = (options: string, message: RegExp) =>
    throws(
      () => copulaNormaliseWithinClasses(samples, label, JSON.parse(options)),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused('{"scale": 1}', /no option "scale"; it takes scaling, ties, random/);
  refused('{"scaling": "mean"}', /scaling must be one of standard, robust, got mean/);
});
