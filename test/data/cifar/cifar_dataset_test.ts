import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Dataset, DatasetError } from "../../../lib/data/dataset.ts";
import { CifarError } from "../../../lib/data/sources/cifar.ts";
import { loadCifarDataset } from "../../../lib/data/sources/cifar_dataset.ts";
import { ChecksumError, MissingFilesError } from "../../../lib/data/sources/published_files.ts";
import { permitted } from "../../permitted.ts";
import { withFolder } from "../_tiny_source.ts";
import { TINY_BATCHES, TINY_CIFAR, TINY_INPUTS } from "./_tiny_cifar.ts";

Deno.test.sanitizer({ ops: true, resources: true });

const TINY_ZIPPED = Object.fromEntries(
  Object.entries(TINY_BATCHES).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]),
);

Deno.test(
  "plain and gzipped files give the same data set, batch after batch",
  permitted,
  async () => {
    const datasets: Dataset[] = [];
    for (const files of [TINY_BATCHES, TINY_ZIPPED]) {
      await withFolder(files, async (folder) => {
        datasets.push(await loadCifarDataset(TINY_CIFAR, folder));
      });
    }
    const [plain, gzipped] = datasets;
    deepEqual(gzipped, plain);
    const { train, test } = plain!.parts;
    deepEqual([train.count, train.features, test.count, test.features], [4, 6, 1, 6]);
    deepEqual([...train.inputs], TINY_INPUTS.train);
    deepEqual([...train.labels], [1, 0, 2, 1]);
    deepEqual([[...test.inputs], [...test.labels]], [TINY_INPUTS.test, [2]]);
    equal(train.inputs instanceof Uint8Array, true);
    deepEqual([plain!.name, plain!.input, plain!.classes], [
      "tiny-cifar",
      { kind: "image", height: 1, width: 2, channels: 3 },
      ["left", "middle", "right"],
    ]);
  },
);

Deno.test("of a file in both forms, the plain one is read", permitted, async () => {
  const files = { ...TINY_BATCHES, "test_batch.bin.gz": Uint8Array.of(0x1f, 0x8b, 0) };
  await withFolder(files, async (folder) => {
    equal((await loadCifarDataset(TINY_CIFAR, folder)).parts.test.count, 1);
  });
});

Deno.test(
  "all missing files are named at once, never is a smaller set loaded",
  permitted,
  async () => {
    const { "data_batch_1.bin": one, "test_batch.bin": test } = TINY_BATCHES;
    const lacking: [files: Record<string, Uint8Array>, names: string][] = [
      [{ "data_batch_1.bin": one!, "test_batch.bin": test! }, "data_batch_2.bin"],
      [{ "data_batch_1.bin": one! }, "data_batch_2.bin, test_batch.bin"],
      [{}, "data_batch_1.bin, data_batch_2.bin, test_batch.bin"],
    ];
    for (const [files, names] of lacking) {
      await withFolder(files, async (folder) => {
        await rejects(loadCifarDataset(TINY_CIFAR, folder), (error: unknown) => {
          equal(
            String(error),
            `MissingFilesError: tiny-cifar: ${folder} lacks ${names} (each gzipped, with .gz added, ` +
              "or plain). Ask for them.",
          );
          return error instanceof MissingFilesError;
        });
      });
    }
  },
);

Deno.test(
  "a well-formed file that is not the published one fails its checksum",
  permitted,
  async () => {
    const changed = TINY_BATCHES["data_batch_2.bin"]!.with(3, 99);
    await withFolder({ ...TINY_BATCHES, "data_batch_2.bin": changed }, async (folder) => {
      await rejects(
        loadCifarDataset(TINY_CIFAR, folder),
        (error: unknown) =>
          error instanceof ChecksumError && error.file === join(folder, "data_batch_2.bin") &&
          error.expected === TINY_CIFAR.files.train[1]!.sha256 &&
          error.message.endsWith("Ask for them."),
      );
    });
  },
);

Deno.test("a malformed file is named with its path before any checksum", permitted, async () => {
  const cases: [name: string, bytes: Uint8Array, offset: number][] = [
    ["data_batch_1.bin", TINY_BATCHES["data_batch_1.bin"]!.subarray(0, 13), 13],
    ["data_batch_2.bin", Uint8Array.of(...TINY_BATCHES["data_batch_2.bin"]!, 0), 14],
    ["test_batch.bin", TINY_BATCHES["test_batch.bin"]!.with(0, 3), 0],
  ];
  for (const [name, bytes, offset] of cases) {
    await withFolder({ ...TINY_BATCHES, [name]: bytes }, async (folder) => {
      await rejects(
        loadCifarDataset(TINY_CIFAR, folder),
        (error: unknown) =>
          error instanceof CifarError && error.file === join(folder, name) &&
          error.offset === offset,
      );
    });
  }
});

Deno.test("a file far larger than the published one is refused unread", permitted, async () => {
  await withFolder(TINY_BATCHES, async (folder) => {
    const path = join(folder, "test_batch.bin");
    await Deno.truncate(path, 2 ** 40);
    await rejects(
      loadCifarDataset(TINY_CIFAR, folder),
      new DatasetError(
        `${path} is not the published file of tiny-cifar: it has 1099511627776 bytes, expected at ` +
          `most ${7 + 65_536}. Ask for them.`,
      ),
    );
  });
});
