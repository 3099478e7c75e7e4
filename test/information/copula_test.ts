/**
 * Copula normalisation: rank r of N → Φ⁻¹(r/(N+1)), ties by sample index by default.
 */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import {
  copulaNormalise,
  covariance,
  DegenerateColumnsError,
  InformationError,
  normalQuantile,
  ranks,
  toVariables,
} from "../../lib/information/mod.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import { close, features, reference, variablesOf } from "./reference.ts";

const { gcmi_python, gcmi_matlab, data } = reference;

Deno.test("ranks/(N+1) are gcmi's ctransform", () => {
  gcmi_python.ctransform_x.forEach((expected, j) => {
    const uniforms = ranks(features.columns[j]!.values).map((rank) => rank / 201);
    expected.forEach((value, i) => close(uniforms[i]!, value, 1e-15, `x${j}, sample ${i}`));
  });
});

Deno.test("normalised columns are gcmi's copnorm to 1e-11", () => {
  const normalised = copulaNormalise(features);
  equal(normalised.samples, 200);
  deepEqual(normalised.variables, features.variables);
  equal(normalised.columns.length, 6);
  gcmi_python.copnorm_x.forEach((expected, j) => {
    const actual = normalised.columns[j]!.values;
    expected.forEach((value, i) => close(actual[i]!, value, 1e-11, `x${j}, sample ${i}`));
  });
  gcmi_matlab.copnorm_first5.forEach((row, i) =>
    row.forEach((value, j) =>
      close(normalised.columns[j]!.values[i]!, value, 1e-11, `(${i}, ${j})`)
    )
  );
});

Deno.test("columns full of ties (labels, a ReLU) are ranked by sample index", () => {
  const relu = data.x[4]!.map((value) => Math.max(value, 0));
  const [label, rectified] = copulaNormalise(variablesOf([data.label, relu])).columns;
  gcmi_python.copnorm_label_stable.forEach((value, i) =>
    close(label!.values[i]!, value, 1e-11, `label, sample ${i}`)
  );
  gcmi_python.copnorm_relu_x4_stable.forEach((value, i) =>
    close(rectified!.values[i]!, value, 1e-11, `ReLU, sample ${i}`)
  );
});

Deno.test("averaged ties: tied samples share Φ⁻¹ of their mean rank", () => {
  const { values } = copulaNormalise(variablesOf([[3, 1, 1, 2]]), { ties: "average" }).columns[0]!;
  const expected = [4, 1.5, 1.5, 3].map((rank) => normalQuantile(rank / 5));
  deepEqual([...values], expected);
});

/** Distinct values in random order: samples without ties. */
const distinct = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), {
  minLength: 2,
  maxLength: 50,
});

Deno.test("nothing but the order of the samples matters (any increasing map)", () => {
  fc.assert(
    fc.property(distinct, (values) => {
      const mapped = values.map((value) => Math.exp(value / 300) + value ** 3);
      deepEqual(copulaNormalise(variablesOf([mapped])), copulaNormalise(variablesOf([values])));
    }),
    { seed: 1 },
  );
});

const scores = (values: readonly number[]) => [
  ...copulaNormalise(variablesOf([values])).columns[0]!.values,
];

Deno.test("permuting the samples permutes their scores", () => {
  fc.assert(
    fc.property(distinct, (values) => {
      const score = new Map(
        values.map((value, i) => [value, scores(values)[i]]),
      );
      const sorted = [...values].sort((a, b) => a - b);
      deepEqual(
        scores(sorted),
        sorted.map((value) => score.get(value)),
      );
    }),
    { seed: 1, numRuns: 30 },
  );
});

Deno.test("samples in float32 give the same scores as in float64", () => {
  const values = Float32Array.of(0.1, 3, -2, 7.5, 0.2, 0.3);
  const names = ["a", "b"];
  const shape = { samples: 3, variables: 2, names };
  const single = copulaNormalise(toVariables({ ...shape, values }));
  const double = copulaNormalise(toVariables({ ...shape, values: Float64Array.from(values) }));
  deepEqual(single, double);
  deepEqual(single.columns.map(({ name }) => name), names);
});

Deno.test("ties by index correlate independent units that are 80 % zero; averaged ties do not", () => {
  const random = randomSource(1);
  const unit = () => Array.from({ length: 10_000 }, () => Math.max(0, uniform(random) - 0.8));
  const samples = variablesOf([unit(), unit()]);
  const spurious = (ties: "index" | "average") => {
    const { values } = covariance(copulaNormalise(samples, { ties }));
    return values[1]! / Math.sqrt(values[0]! * values[3]!);
  };
  close(spurious("index"), 0.375, 0.03);
  // 4 standard errors of a correlation of 10,000 samples.
  close(spurious("average"), 0, 0.04);
});

Deno.test("constant and non-finite columns are all named", () => {
  const samples = variablesOf(
    [[1, 2, 3], [5, 5, 5], [1, NaN, 2], [0, 0, -0], [1, 2, Infinity]],
    ["a", "b", "c", "d", "e"],
  );
  throws(() => copulaNormalise(samples), (error) => {
    if (!(error instanceof DegenerateColumnsError)) return false;
    deepEqual(error.columns.map(({ index, name, reason }) => [index, name, reason]), [
      [1, "b", "constant"],
      [2, "c", "non-finite"],
      [3, "d", "constant"],
      [4, "e", "non-finite"],
    ]);
    equal(
      error.message,
      'Copula normalisation is impossible with column 1 ("b"): all its values are 5; ' +
        'column 2 ("c"): its value in sample 1 is NaN; column 3 ("d"): all its values are 0; ' +
        'column 4 ("e"): its value in sample 2 is Infinity. To leave out such columns, use ' +
        'degenerate: "drop" (in the command line, --drop-degenerate)',
    );
    return true;
  });
});

Deno.test("unknown options are refused", () => {
  throws(
    () => copulaNormalise(features, JSON.parse('{"tie": "index"}')),
    (error) =>
      error instanceof InformationError &&
      /copulaNormalise has no option "tie"; it takes ties, random/.test(error.message),
  );
});
