/** `docs/vgg16/vgg16.py`: trains and exports small networks on invented images, by real PyTorch. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { runProcess, SetupError } from "../../lib/reports/jupyter/process.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import { inFolder } from "../in_folder.ts";
import { ROOT } from "../sources.ts";
import { torchPython } from "./_torch.ts";

const python = await torchPython();
const ignore = python === undefined;
const SCRIPT = join(ROOT, "docs/vgg16/vgg16.py");
const PLANES = 3 * 32 * 32;

/** Maps per layer at width 1/16, and height and width of a map. */
const SHAPES = [
  [4, 32],
  [4, 32],
  [8, 16],
  [8, 16],
  [16, 8],
  [16, 8],
  [16, 8],
  [32, 4],
  [32, 4],
  [32, 4],
  [32, 2],
  [32, 2],
  [32, 2],
] as const;

/** Bytes before the numbers of each file. */
const HEADERS = SHAPES.map(() => 128);

/** Images in the format of CIFAR-10; image `i` has the label `i % 10`, and its pixels are noise around a level. */
function images(count: number, seed: number): Uint8Array {
  const random = randomSource(seed);
  const rows = new Uint8Array(count * (1 + PLANES));
  for (let image = 0; image < count; image++) {
    const row = rows.subarray(image * (1 + PLANES), (image + 1) * (1 + PLANES));
    for (let at = 1; at < row.length; at++) row[at] = 20 * (image % 10) + 60 * uniform(random);
    row[0] = image % 10;
  }
  return rows;
}

/** Files with 40 + 24 training images, which are the test images too; `again` replaces some. */
async function withFiles(
  test: (folder: string) => Promise<void>,
  again: Readonly<Record<string, Uint8Array>> = {},
): Promise<void> {
  await inFolder(async (folder) => {
    const [first, third] = [images(40, 1), images(24, 2)];
    const files = {
      "data_batch_1.bin": first,
      "data_batch_3.bin.gz": gzipSync(third),
      "test_batch.bin": new Uint8Array([...first, ...third]),
      ...again,
    };
    for (const [name, bytes] of Object.entries(files)) {
      await Deno.writeFile(join(folder, name), bytes);
    }
    await test(folder);
  });
}

/** Runs a program in a folder with one thread. */
const run = (args: string[], cwd: string) =>
  runProcess(python!, { args, cwd, env: { OMP_NUM_THREADS: "1", PYTHONDONTWRITEBYTECODE: "1" } });

/** What the script prints; throws where it fails. */
async function script(command: string, cwd: string): Promise<string> {
  const { code, stdout, stderr } = await run([SCRIPT, ...command.split(" ")], cwd);
  equal(code, 0, stderr);
  return stdout;
}

/** The value that Python code prints as JSON. */
// deno-lint-ignore no-explicit-any
async function computed(code: string, cwd: string): Promise<any> {
  const result = await run([
    "-c",
    `import json\nfrom pathlib import Path\nimport numpy as np\nimport torch\n${code}`,
  ], cwd);
  equal(result.code, 0, result.stderr);
  return JSON.parse(result.stdout);
}

const names = async (folder: string) =>
  (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();

/** The largest differences of the first layer from a convolution and a batch normalisation by hand, per network. */
const BY_HAND = `
def by_hand(network, pixels):
    state = {name: value.double().numpy() for name, value in torch.load(network, weights_only=True)["state"].items()}
    mean, deviation = [0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616]
    inputs = (pixels / 255 - np.reshape(mean, (3, 1, 1))) / np.reshape(deviation, (3, 1, 1))
    padded = np.pad(inputs, ((0, 0), (0, 0), (1, 1), (1, 1)))
    sums = 0
    for row in range(3):
        for column in range(3):
            window = padded[:, :, row:row + 32, column:column + 32]
            sums = sums + np.einsum("nchw,mc->nmhw", window, state["0.weight"][:, :, row, column])
    own = {name: state[f"1.{name}"].reshape(-1, 1, 1) for name in ("running_mean", "running_var", "weight", "bias")}
    return (sums - own["running_mean"]) / np.sqrt(own["running_var"] + 1e-5) * own["weight"] + own["bias"]

pixels = np.fromfile("test_batch.bin", np.uint8).reshape(-1, 3073)[:, 1:].reshape(-1, 3, 32, 32)
print(json.dumps([
    float(np.abs(by_hand(f"{name}.pt", pixels) - np.load(f"{folder}/conv01.npy")).max())
    for name, folder in [("vgg16", "trained"), ("vgg16-initial", "initial")]
]))`;

/** Type and shape of each array of a folder, and the extreme means and variances of the maps of each layer. */
const arrays = (folder: string) => `
layers = [np.load(f"${folder}/conv{number:02}.npy") for number in range(1, 14)]
labels = np.load("${folder}/labels.npy")
means, variances = ([getattr(one.astype(float), name)(axis=(0, 2, 3)) for one in layers] for name in ("mean", "var"))
print(json.dumps({
    "kinds": sorted({str(one.dtype) for one in layers}),
    "headers": [Path(f"${folder}/conv{at:02}.npy").stat().st_size - one.nbytes for at, one in enumerate(layers, 1)],
    "shapes": [one.shape for one in layers],
    "labels": [str(labels.dtype), labels.tolist()],
    "means": [float(np.abs(one).max()) for one in means],
    "variances": [float(np.abs(one - 1).max()) for one in variances],
    "negative": [float((one < 0).mean()) for one in layers],
    "first": [float(one.flat[0]) for one in layers],
}))`;

const shapes = (count: number) => SHAPES.map(([maps, size]) => [count, maps, size, size]);
const labels = [40, 24].flatMap((count) => Array.from({ length: count }, (_, image) => image % 10));

Deno.test("trains on the files that are there, and exports all layers of both networks", {
  ignore,
}, () =>
  withFiles(async (folder) => {
    const train = "train --data . --width 0.0625 --epochs 1 --batch 16 --rate 0.02 --threads 1";
    const printed = await script(`${train} --out .`, folder);
    match(
      printed,
      /^64 training images, 64 test images\nepoch 1 of 1: loss \d\.\d{3}, test accuracy \d+\.\d\d %, \d+ s\n$/,
    );
    equal(await script(`${train} --out again`, folder).then(withoutTime), withoutTime(printed));

    const printedExport = await script("export vgg16.pt --data . --out trained", folder);
    equal(printedExport, "13 layers for 64 images in trained\n");
    await script("export vgg16-initial.pt --data . --out initial", folder);
    const files = [...SHAPES.keys()].map((at) => `conv${String(at + 1).padStart(2, "0")}.npy`);
    deepEqual(await names(join(folder, "trained")), [...files, "labels.npy"]);

    const trained = await computed(arrays("trained"), folder);
    const initial = await computed(arrays("initial"), folder);
    for (const one of [trained, initial]) {
      deepEqual(one.kinds, ["float32"]);
      deepEqual(one.headers, HEADERS);
      deepEqual(one.shapes, shapes(64));
      deepEqual(one.labels, ["int64", labels]);
      // Before the ReLU.
      for (const fraction of one.negative) ok(fraction > 0.1 && fraction < 0.9, `${fraction}`);
    }
    for (const difference of await computed(BY_HAND, folder)) {
      ok(difference < 1e-4, `${difference}`);
    }
    // The pass over the training images, which are the test images here. The estimate of the variance
    // divides by one less than the number of values: 64 × 4 in the last layers.
    for (const mean of initial.means) ok(mean < 0.01, `${mean}`);
    for (const [at, deviation] of initial.variances.entries()) {
      ok(deviation < 0.02, `conv${at + 1}: ${deviation}`);
    }
    for (const [at, value] of initial.first.entries()) {
      ok(Math.abs(value - trained.first[at]) > 1e-3, `conv${at + 1}`);
    }

    const options = "--data . --out half --images 10 --half";
    await script(`export vgg16.pt ${options}`, folder);
    const half = await computed(arrays("half"), folder);
    deepEqual(half.kinds, ["float16"]);
    deepEqual(half.headers, HEADERS);
    deepEqual(half.shapes, shapes(10));
    deepEqual(half.labels, ["int64", labels.slice(0, 10)]);
    for (const [at, value] of half.first.entries()) {
      ok(Math.abs(value - trained.first[at]) <= 1e-3 * Math.abs(value), `conv${at + 1}`);
    }
    deepEqual(await names(join(folder, "half")), [...files, "labels.npy"]);
  }));

/** How often each of 9 x 9 moves, plain and mirrored, is drawn in 8,100 images, compared pixel by pixel. */
const MOVES = `
from vgg16 import augmented
image = torch.arange(1, 3073).float().reshape(1, 3, 32, 32)
padded = torch.nn.functional.pad(image, (4, 4, 4, 4))[0]
moved = [padded[:, row:row + 32, column:column + 32] for row in range(9) for column in range(9)]
known = {one.numpy().tobytes(): at for at, one in enumerate(moved + [one.flip(2) for one in moved])}
found = augmented(image.expand(8100, -1, -1, -1), torch.Generator().manual_seed(1)).numpy()
print(json.dumps(np.bincount([known[one.tobytes()] for one in found], minlength=162).tolist()))`;

Deno.test("training images are moved by up to 4 pixels and mirrored, all equally often", {
  ignore,
}, async () => {
  const counts: number[] = await computed(MOVES, join(ROOT, "docs/vgg16"));
  equal(counts.length, 162);
  // 50 expected; the chi-squared statistic has 161 degrees of freedom, a standard deviation of 18.
  const statistic = counts.reduce((sum, count) => sum + (count - 50) ** 2 / 50, 0);
  ok(statistic < 250, `${statistic}`);
});

const withoutTime = (text: string) => text.replace(/, \d+ s\n$/, "");

Deno.test("an error is one line and exit status 2, and leaves no files", { ignore }, async () => {
  const wrongLabel = images(3, 1).fill(11, PLANES + 1, PLANES + 2);
  const files = { "data_batch_2.bin": new Uint8Array(5000), "notes.pt": new Uint8Array(9) };
  await withFiles(
    async (folder) => {
      await Deno.mkdir(join(folder, "labels"));
      await Deno.writeFile(join(folder, "labels/data_batch_1.bin"), wrongLabel);
      await Deno.mkdir(join(folder, "damaged"));
      await Deno.writeFile(
        join(folder, "damaged/data_batch_1.bin.gz"),
        gzipSync(images(3, 1)).subarray(0, 2000),
      );
      const before = await names(folder);
      const cases: [string, RegExp][] = [
        [
          "train --data none",
          /from none: found no such folder; needed: at least one of data_batch_1.bin to data_/,
        ],
        [
          "export notes.pt --data labels",
          /network notes.pt: found another file \(\w+\); needed: one that `train` saved/,
        ],
        ["export none.pt --data .", /none\.pt: No such file/],
        ["train --data .", /data_batch_2.bin: found 5000 bytes; needed: a multiple of 3073/],
        [
          "train --data labels",
          /labels\/data_batch_1.bin: found the label 11; needed: labels 0 to 9/,
        ],
        [
          "train --data damaged",
          /data_batch_1.bin.gz: found damaged gzip data .*; needed: an intact file/,
        ],
        ["train --data . --epochs 0", /--epochs: found 0; needed: an integer above 0/],
        ["train --data . --width wide", /--width: found wide; needed: a number above 0/],
        ["train", /required: --data/],
        ["", /required: train\|export/],
      ];
      for (const [command, message] of cases) {
        const { code, stdout, stderr } = await run(
          [SCRIPT, ...command.split(" ").filter(Boolean)],
          folder,
        );
        deepEqual([code, stdout, stderr.split("\n").length], [2, "", 2], stderr);
        match(stderr, message);
      }
      deepEqual(await names(folder), before);
    },
    files,
  );
});

Deno.test(
  "an export that cannot be made leaves no files",
  { ignore },
  () =>
    withFiles(async (folder) => {
      const options = "--data . --width 0.0625 --epochs 1 --threads 1";
      await script(`train ${options}`, folder);
      await Deno.mkdir(join(folder, "taken/conv05.npy.part"), { recursive: true });
      const before = await names(folder);
      for (
        const [more, message] of [
          [
            "--images 65 --out many",
            /Exporting 65 images: found 64 in \.; needed: --images up to that\n$/,
          ],
          ["--out taken", /conv05\.npy\.part: Is a directory\n$/],
          ["--out vgg16.pt", /vgg16\.pt: File exists\n$/],
        ] as const
      ) {
        const args = [SCRIPT, "export", "vgg16.pt", "--data", ".", ...more.split(" ")];
        const { code, stderr } = await run(args, folder);
        equal(code, 2);
        match(stderr, message);
      }
      deepEqual(await names(folder), before);
      deepEqual(await names(join(folder, "taken")), ["conv05.npy.part"]);
    }),
);

Deno.test("without PyTorch these tests are skipped; the Python that was chosen must have it", async () => {
  const without = { probe: () => Promise.resolve("No module named 'torch'") };
  equal(await torchPython({ ...without, chosen: "", candidates: ["python3"] }), undefined);
  await rejects(() => torchPython({ ...without, chosen: "python3" }), (error) => {
    ok(error instanceof SetupError);
    match(error.message, /TORCH_PYTHON=python3 cannot import .* No module named 'torch'/);
    return true;
  });
  const probe = (path: string) => Promise.resolve(path === "b" ? undefined : "none");
  equal(await torchPython({ probe, chosen: "", candidates: ["a", "b", "c"] }), "b");
  equal(await torchPython({ chosen: "", candidates: ["no-such-python"] }), undefined);
});
