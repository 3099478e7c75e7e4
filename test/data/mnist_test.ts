import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { MissingFilesError } from "../../lib/data/sources/published_files.ts";
import { DATASETS, loadNamedDataset } from "../../lib/data/catalogue.ts";
import { MNIST } from "../../lib/data/sources/mnist.ts";
import { rowsByClass } from "../../lib/data/parts.ts";
import { permitted, variable } from "../permitted.ts";
import { serveBytes, withMirror } from "./_mirror.ts";
import { withFolder } from "./_tiny_source.ts";

const folder = variable("MNIST_DIR");
const ignore = !folder;

const counts = (labels: Uint8Array) => rowsByClass(labels, 10).map((rows) => rows.length);

Deno.test({
  name: "MNIST has 60,000 and 10,000 images with the known numbers of each digit",
  ignore,
  async fn() {
    const mnist = await loadNamedDataset("mnist");
    equal(mnist.name, "mnist");
    deepEqual(mnist.input, { kind: "image", height: 28, width: 28, channels: 1 });
    // Known from the literature on MNIST; the first training labels are 5, 0, 4, 1, 9.
    deepEqual(
      counts(mnist.parts.train.labels),
      [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    );
    deepEqual(counts(mnist.parts.test.labels), [
      980,
      1135,
      1032,
      1010,
      982,
      892,
      958,
      1028,
      974,
      1009,
    ]);
    deepEqual([...mnist.parts.train.labels.subarray(0, 5)], [5, 0, 4, 1, 9]);
    // The mean of all training pixels, 0.1307, is the constant of every MNIST tutorial.
    let sum = 0;
    for (const pixel of mnist.parts.train.inputs) sum += pixel;
    equal((sum / mnist.parts.train.inputs.length / 255).toFixed(4), "0.1307");
    // From test/reference/dataset_fingerprints.py.
    equal(
      mnist.fingerprint,
      "2bbd05bd31b21daf6211565ceff9ff411f86273a16c9e7e935b861c3153de06c",
    );
  },
});

Deno.test({
  name: "MNIST is downloaded from a mirror, whole and verified, to be loaded or kept",
  ignore: ignore ||
    !(await Deno.stat(join(folder, "train-images-idx3-ubyte.gz")).catch(() => null)),
  async fn() {
    const answer = async (request: Request) => {
      const name = new URL(request.url).pathname.slice(1);
      return serveBytes(request, await Deno.readFile(join(folder!, name)));
    };
    await withMirror(answer, async ({ url, requests }) => {
      await withFolder({}, async (empty) => {
        const options = { folder: empty, mirrors: [url] };
        const { fingerprint } = await loadNamedDataset("mnist", { ...options, download: true });
        equal(fingerprint, (await loadNamedDataset("mnist")).fingerprint);
        const files = await DATASETS.get("mnist").files!.download(options);
        deepEqual(files.map((file) => file.downloaded), [false, false, false, false]);
        equal(requests.length, 4);
      });
    });
  },
});

Deno.test("a missing set names the folder and both remedies", permitted, async () => {
  await withFolder({}, async (empty) => {
    await rejects(
      loadNamedDataset("mnist", { folder: empty, download: false }),
      (error: unknown) =>
        error instanceof MissingFilesError && error.message.includes(empty) &&
        error.message.includes("deno task data") && error.message.includes("MNIST_DIR"),
    );
  });
});

Deno.test("sizes of the files are those of their shapes", () => {
  const { trainImages, trainLabels, testImages, testLabels } = MNIST.files;
  equal(trainImages.bytes, 16 + 60_000 * 784);
  equal(trainLabels.bytes, 8 + 60_000);
  equal(testImages.bytes, 16 + 10_000 * 784);
  equal(testLabels.bytes, 8 + 10_000);
});
