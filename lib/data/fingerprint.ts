/**
 * A data set as one value: checked and fingerprinted.
 * @module
 */
import { createHash } from "node:crypto";
import type { Dataset, Samples } from "./dataset.ts";
import { DatasetError } from "./errors.ts";

/**
 * SHA-256 (hex) over name, shapes, inputs and labels of both parts. The description is left out:
 * wording does not change a training.
 *
 * @example
 * ```ts
 * import { fingerprint, loadEmbeddedMnist } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const dataset = await loadEmbeddedMnist();
 * equal(fingerprint(dataset), dataset.fingerprint);
 * equal(dataset.fingerprint.slice(0, 8), "b570f6c7");
 * ```
 */
export function fingerprint(contents: Omit<Dataset, "fingerprint" | "description">): string {
  const { name, imageShape, classes, train, test } = contents;
  const shape = ({ count, features, inputs }: Samples) => [count, features, typeOf(inputs)];
  const hash = createHash("sha256");
  hash.update(JSON.stringify([name, imageShape, classes, shape(train), shape(test)]));
  for (const { inputs, labels } of [train, test]) {
    hash.update(new Uint8Array(inputs.buffer, inputs.byteOffset, inputs.byteLength));
    hash.update(labels);
  }
  return hash.digest("hex");
}

/**
 * Makes a {@link Dataset}: checks that its sizes and labels agree and adds the fingerprint.
 *
 * @throws DatasetError that says which part disagrees with what
 * @example
 * ```ts
 * import { makeDataset } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const part = { count: 1, features: 2, inputs: Uint8Array.of(0, 255), labels: Uint8Array.of(1) };
 * const { fingerprint } = makeDataset({
 *   name: "tiny",
 *   description: "One sample of two pixels.",
 *   imageShape: [1, 2],
 *   classes: 2,
 *   train: part,
 *   test: part,
 * });
 * equal(fingerprint.slice(0, 8), "beb004ae");
 * ```
 */
export function makeDataset(contents: Omit<Dataset, "fingerprint">): Dataset {
  const { name, imageShape: [height, width], classes } = contents;
  for (const part of ["train", "test"] as const) {
    const { count, features, inputs, labels } = contents[part];
    const require = (what: string, found: number, needed: number, why: string) => {
      if (found !== needed) {
        throw new DatasetError(`${name}, ${part}: ${what} is ${found}, ${why} needs ${needed}`);
      }
    };
    require("features", features, height * width, `an image of ${height} × ${width}`);
    require("inputs.length", inputs.length, count * features, `${count} × ${features}`);
    require("labels.length", labels.length, count, `count ${count}`);
    const row = labels.findIndex((label) => label >= classes);
    if (row >= 0) {
      throw new DatasetError(
        `${name}, ${part}: row ${row} has label ${labels[row]}, ${classes} classes allow 0 to ${
          classes - 1
        }`,
      );
    }
  }
  return { ...contents, fingerprint: fingerprint(contents) };
}

const typeOf = (inputs: Samples["inputs"]) => inputs instanceof Uint8Array ? "uint8" : "float32";
