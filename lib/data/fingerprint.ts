/**
 * A data set as one value: checked and fingerprinted.
 * @module
 */
import { createHash } from "node:crypto";
import {
  type Dataset,
  DatasetError,
  type DatasetParts,
  type InputShape,
  inputSize,
  type Samples,
} from "./dataset.ts";

/** What a data set is made of. */
export type DatasetContents = Omit<Dataset, "fingerprint">;

/**
 * SHA-256 (hex) over name, input shape, number of classes, and the inputs and labels of all parts. The
 * description and the names of classes are left out: wording does not change a training.
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
export function fingerprint(contents: Omit<DatasetContents, "description">): string {
  const { name, input, classes, parts } = contents;
  const all = partsOf(parts).map(([, samples]) => samples);
  const shape = ({ count, features, inputs }: Samples) => [count, features, typeOf(inputs)];
  const hash = createHash("sha256");
  hash.update(JSON.stringify([name, hashedShape(input), classes.length, ...all.map(shape)]));
  for (const { inputs, labels } of all) {
    hash.update(new Uint8Array(inputs.buffer, inputs.byteOffset, inputs.byteLength));
    hash.update(labels);
  }
  return hash.digest("hex");
}

/** Images of one channel are hashed as they were before there were other inputs: kept results hold. */
function hashedShape(input: InputShape) {
  if (input.kind === "vector") return ["vector", input.size];
  const { height, width, channels } = input;
  return channels === 1 ? [height, width] : ["image", height, width, channels];
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
 *   input: { kind: "image", height: 1, width: 2, channels: 1 },
 *   classes: ["left", "right"],
 *   parts: { train: part, test: part },
 * });
 * equal(fingerprint.slice(0, 8), "beb004ae");
 * ```
 */
export function makeDataset(contents: DatasetContents): Dataset {
  const { name, input, classes, parts } = contents;
  const size = inputSize(input);
  for (const [part, { count, features, inputs, labels }] of partsOf(parts)) {
    const require = (what: string, found: number, needed: number, why: string) => {
      if (found !== needed) {
        throw new DatasetError(`${name}, ${part}: ${what} is ${found}, ${why} needs ${needed}`);
      }
    };
    require("features", features, size, inputText(input));
    require("inputs.length", inputs.length, count * features, `${count} × ${features}`);
    require("labels.length", labels.length, count, `count ${count}`);
    const row = labels.findIndex((label) => label >= classes.length);
    if (row >= 0) {
      throw new DatasetError(
        `${name}, ${part}: row ${row} has label ${
          labels[row]
        }, ${classes.length} classes allow 0 to ${classes.length - 1}`,
      );
    }
  }
  return { ...contents, fingerprint: fingerprint(contents) };
}

/** The parts that are there, each with its name. */
function partsOf({ train, test, validation }: DatasetParts): [string, Samples][] {
  const both: [string, Samples][] = [["train", train], ["test", test]];
  return validation === undefined ? both : [...both, ["validation", validation]];
}

function inputText(input: InputShape): string {
  if (input.kind === "vector") return `a vector of ${input.size}`;
  const { height, width, channels } = input;
  return `an image of ${height} × ${width}${channels === 1 ? "" : ` × ${channels}`}`;
}

const typeOf = (inputs: Samples["inputs"]) => inputs instanceof Uint8Array ? "uint8" : "float32";
