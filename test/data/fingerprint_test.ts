import { strictEqual as equal, throws } from "node:assert/strict";
import { createHash } from "node:crypto";
import { DatasetError, type DatasetParts, type InputShape } from "../../lib/data/dataset.ts";
import { type DatasetContents, fingerprint, makeDataset } from "../../lib/data/parts.ts";

const train = {
  count: 2,
  features: 2,
  inputs: Uint8Array.of(1, 2, 3, 4),
  labels: Uint8Array.of(0, 1),
};
const test = { count: 1, features: 2, inputs: Uint8Array.of(5, 6), labels: Uint8Array.of(1) };
const image = (height: number, width: number, channels = 1): InputShape => (
  { kind: "image", height, width, channels }
);
const contents: DatasetContents = {
  name: "tiny",
  description: "Made up.",
  input: image(1, 2),
  classes: ["left", "right"],
  parts: { train, test },
};

Deno.test("the fingerprint is SHA-256 over a line of shapes, then inputs and labels", () => {
  const shapes = '["tiny",[1,2],2,[2,2,"uint8"],[1,2,"uint8"]]';
  const bytes = [...new TextEncoder().encode(shapes), 1, 2, 3, 4, 0, 1, 5, 6, 1];
  equal(fingerprint(contents), createHash("sha256").update(Uint8Array.from(bytes)).digest("hex"));
});

Deno.test("whatever can change a training changes the fingerprint", () => {
  const withParts = (parts: Partial<DatasetParts>) => (
    { ...contents, parts: { ...contents.parts, ...parts } }
  );
  const others: DatasetContents[] = [
    { ...contents, name: "other" },
    { ...contents, input: image(2, 1) },
    { ...contents, input: image(1, 2, 2) },
    { ...contents, input: { kind: "vector", size: 2 } },
    { ...contents, classes: ["left", "right", "none"] },
    withParts({ train: { ...train, inputs: Uint8Array.of(1, 2, 3, 5) } }),
    withParts({ train: { ...train, inputs: Float32Array.of(1, 2, 3, 4) } }),
    withParts({ train: { ...train, labels: Uint8Array.of(1, 0) } }),
    withParts({ test: { ...test, inputs: Uint8Array.of(6, 5) } }),
    withParts({ test: { ...test, labels: Uint8Array.of(0) } }),
    withParts({ train: test, test: train }),
    withParts({ validation: test }),
    withParts({ validation: train }),
  ];
  const all = [contents, ...others].map(fingerprint);
  equal(new Set(all).size, all.length);
});

Deno.test("views and wording do not change it", () => {
  const padded = Uint8Array.of(9, 1, 2, 3, 4, 9).subarray(1, 5);
  const same = {
    ...contents,
    description: "Reworded.",
    classes: ["first", "second"],
    parts: { test, train: { ...train, inputs: padded } },
  };
  equal(fingerprint(same), fingerprint(contents));
  equal(makeDataset(same).fingerprint, fingerprint(contents));
});

Deno.test("sizes and labels must agree, or the error names part and number", () => {
  const fails = (changes: Partial<DatasetContents>, message: string) =>
    throws(() => makeDataset({ ...contents, ...changes }), new DatasetError(message));
  fails(
    { input: image(2, 2) },
    "tiny, train: features is 2, an image of 2 × 2 needs 4",
  );
  fails(
    { input: image(2, 2, 3) },
    "tiny, train: features is 2, an image of 2 × 2 × 3 needs 12",
  );
  fails(
    { input: { kind: "vector", size: 3 } },
    "tiny, train: features is 2, a vector of 3 needs 3",
  );
  fails(
    { parts: { test, train: { ...train, inputs: Uint8Array.of(1, 2, 3) } } },
    "tiny, train: inputs.length is 3, 2 × 2 needs 4",
  );
  fails(
    { parts: { train, test: { ...test, labels: Uint8Array.of(0, 1) } } },
    "tiny, test: labels.length is 2, count 1 needs 1",
  );
  fails(
    { parts: { train, test: { ...test, labels: Uint8Array.of(2) } } },
    "tiny, test: row 0 has label 2, 2 classes allow 0 to 1",
  );
  fails(
    { parts: { train, test, validation: { ...test, labels: Uint8Array.of(2) } } },
    "tiny, validation: row 0 has label 2, 2 classes allow 0 to 1",
  );
});
