/** Passages of `docs/reading.md` on labels, and on what the estimator cannot see. */
import { ok, rejects, strictEqual as equal, throws } from "node:assert/strict";
import {
  DegenerateColumnsError,
  discreteTarget,
  fromNats,
  gaussianSystem,
  targetEntropy,
} from "../../lib/information/mod.ts";
import { variablesOf } from "../information/reference.ts";
import { count, decimals, row, word } from "./guide.ts";
import { normals } from "../numpy_random.ts";
import { estimate, noisySum, withLabel } from "./simulated.ts";

const SAMPLES = 10_000;

/** Labels 0, 1, … of so many classes, again and again. */
const balanced = (samples: number, classes: number) =>
  Array.from({ length: samples }, (_, i) => i % classes);

/** The answers of the table: mean 2 in two of ten classes. */
const [CLASSES, MEAN] = [10, 2];

/** The row of a neuron that answers to two classes: its information about the label. */
function answers(title: string, chosen: readonly number[]): string {
  const labels = balanced(SAMPLES, CLASSES);
  const [noise] = normals(SAMPLES, 1, 1);
  const column = noise!.map((value, i) => value + (chosen.includes(labels[i]!) ? MEAN : 0));
  const cells = (["copula", "one-hot", "model"] as const).map((encoding) =>
    decimals(withLabel([column], labels, encoding).information, 2)
  );
  return row(title, ...cells);
}

/** Classes that are far apart in every column: more information than the label has. */
function beyondEntropy(): string {
  const classes = 4;
  const labels = balanced(2000, classes);
  const columns = normals(2000, 4, 4).map((noise, j) =>
    noise.map((value, i) => value + 20 * ((labels[i]! + j) % classes))
  );
  const [model, oneHot] = (["model", "one-hot"] as const).map((encoding) => {
    const { information, warnings } = withLabel(columns, labels, encoding);
    equal(warnings.length, 1);
    return decimals(information, 2);
  });
  const entropy = fromNats(targetEntropy(discreteTarget(labels)), "bits");
  return `With ${word(classes)} classes that are far apart and ${word(columns.length)} columns, ` +
    `\`class-gaussian\` gives ${model} bits and \`one-hot\` ${oneHot} bits, ` +
    `but H(y) = ${decimals(entropy, 2)} bits`;
}

/** Two classes: one number or one indicator. */
function twoClasses(): string {
  const labels = labelled((i) => A[i]! + B[i]! > 0);
  const [oneHot, copula] = (["one-hot", "copula"] as const).map((encoding) =>
    decimals(withLabel([A, B], labels, encoding).information, 2)
  );
  equal(oneHot, copula);
  return "if the label is the sign of the sum of two independent signals, they give " +
    `${oneHot} bits about it with both`;
}

export function encodings(): string[] {
  return [
    `answers to two of ${word(CLASSES)} classes (mean ${MEAN} there, 0 elsewhere, noise of ` +
    `standard deviation 1) gives this information about the label, in bits, ` +
    `from ${count(SAMPLES)} samples`,
    answers("the first and the last", [0, CLASSES - 1]),
    answers("the first and the second", [0, 1]),
    twoClasses(),
    beyondEntropy(),
  ];
}

/** The columns a, b and c that labels are made of. */
const [A, B, C] = normals(SAMPLES, 3, 2) as [Float64Array, Float64Array, Float64Array];

/** A label of two classes. */
const labelled = (inFirst: (sample: number) => boolean) =>
  Array.from({ length: SAMPLES }, (_, sample) => inFirst(sample) ? 1 : 0);

export function targetPart(): string[] {
  const deviation = 0.5;
  const copies = [B, C].map((noise) => A.map((value, i) => value + deviation * noise[i]!));
  const same = withLabel(copies, labelled((i) => A[i]! > 0), "one-hot");
  const joint = withLabel([A, B], labelled((i) => A[i]! + B[i]! > 0), "one-hot");
  const three = withLabel([...copies, C], labelled((i) => A[i]! > 0), "one-hot");
  for (const { delta, information, without } of [same, joint, three]) {
    const sum = without.reduce((total, one) => total + one, 0);
    ok(Math.abs(delta - ((1 - without.length) * information + sum)) < 1e-12);
  }
  return [
    "Δ = Ω(X, y) − Ω(X) = (1 − k) I(X; y) + Σⱼ I(X₋ⱼ; y)",
    `Two copies of one signal with noise of standard deviation ${deviation}, and the sign of the ` +
    "signal is the label: " +
    `Δ = ${decimals(same.delta, 2)} bits`,
    "Two independent signals, and the sign of their sum is the label: " +
    `Δ = ${decimals(joint.delta, 2)} bits`,
  ];
}

export async function limits(): Promise<string[]> {
  const product = await estimate(variablesOf([A, B, A.map((value, i) => value * B[i]!)]));
  const xor = labelled((i) => A[i]! * B[i]! > 0);
  const [copula, oneHot, model] = (["copula", "one-hot", "model"] as const).map((encoding) =>
    decimals(withLabel([A, B], xor, encoding).delta, 2)
  );
  equal(copula, oneHot);
  const sums: string[] = [];
  for (const samples of [100, 1000, 10_000]) {
    const ignored = { dependence: "ignored" } as const;
    sums.push(decimals(await meanOf((draw) => estimate(noisySum(samples, 0, draw), ignored)), 1));
  }
  await rejects(estimate(noisySum(1000, 0, 1)), DegenerateColumnsError);
  throws(() => gaussianSystem(variablesOf([A, A]), undefined), DegenerateColumnsError);
  return [
    `so Ω = ${decimals(product, 2)} bits, although x and y determine z`,
    `Δ is ${copula} bits with \`ordinal\` and with \`one-hot\`. ` +
    `With \`class-gaussian\` it is ${model} bits ` +
    `(${decimals(Math.log2(1 - 4 / Math.PI ** 2) / 2, 3)} without sampling error), ` +
    `with a true value of ${
      decimals(-fromNats(targetEntropy(discreteTarget(xor)), "bits"), 0)
    } bit`,
    "are a warning with their R²",
    `An estimate would be ${sums[0]} bits from 100 samples, ${sums[1]} from 1,000 and ` +
    `${sums[2]} from 10,000 (means of ${DRAWS} data sets)`,
    await ties(),
  ];
}

/** Simulated data sets behind a mean. */
const DRAWS = 20;

/** The mean of what is computed for each of them. */
async function meanOf(compute: (draw: number) => Promise<number>): Promise<number> {
  let mean = 0;
  for (let draw = 1; draw <= DRAWS; draw++) mean += await compute(draw) / DRAWS;
  return mean;
}

/** What the order of rows does to independent columns that are mostly zero. */
async function ties(): Promise<string> {
  const samples = 1000;
  const columns = (draw: number) =>
    variablesOf(normals(samples, 3, draw).map((column) => mostlyZero(column, 0.8)));
  const byIndex = await meanOf((draw) => estimate(columns(draw), { ties: "index" }));
  const byAverage = await meanOf((draw) => estimate(columns(draw)));
  return "After a ReLU many values are 0. Ranked by their position in the file (`--ties index`), " +
    "equal values create spurious correlation: three independent columns, each " +
    `80 % zeros, get Ω = ${decimals(byIndex, 2)} bits from ` +
    `${
      count(samples)
    } samples (mean of ${DRAWS} data sets); with average ranks, the default, it is ` +
    `${decimals(byAverage, 2)}`;
}

/** A column whose smallest values, as many as this share, became 0. */
function mostlyZero(column: Float64Array, share: number): Float64Array {
  const largestZero = column.toSorted()[share * column.length - 1]!;
  return column.map((value) => value > largestZero ? value : 0);
}
