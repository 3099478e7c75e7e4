import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { type Dataset, DatasetError } from "../../lib/data/dataset.ts";
import { DownloadError } from "../../lib/data/sources/download.ts";
import { IdxError } from "../../lib/data/sources/idx.ts";
import { downloadIdxFiles, loadIdxDataset } from "../../lib/data/sources/idx_dataset.ts";
import { ChecksumError, MissingFilesError } from "../../lib/data/sources/published_files.ts";
import { permitted } from "../permitted.ts";
import { idxFile } from "./_idx_file.ts";
import { serveBytes, withMirror } from "./_mirror.ts";
import { TINY, TINY_FILES, TINY_GZIPPED, withFolder } from "./_tiny_source.ts";

Deno.test.sanitizer({ ops: true, resources: true });

Deno.test("plain and gzipped files give the same data set", permitted, async () => {
  const datasets: Dataset[] = [];
  for (const files of [TINY_FILES, TINY_GZIPPED]) {
    await withFolder(files, async (folder) => {
      datasets.push(await loadIdxDataset(TINY, folder));
    });
  }
  const [plain, gzipped] = datasets;
  deepEqual(gzipped, plain);
  deepEqual(plain!.parts.train, {
    count: 2,
    features: 2,
    inputs: Uint8Array.of(1, 2, 3, 4),
    labels: Uint8Array.of(1, 0),
  });
  deepEqual(plain!.parts.test, {
    count: 1,
    features: 2,
    inputs: Uint8Array.of(5, 6),
    labels: Uint8Array.of(2),
  });
  deepEqual([plain!.name, plain!.input, plain!.classes], [
    "tiny",
    { kind: "image", height: 1, width: 2, channels: 1 },
    ["left", "middle", "right"],
  ]);
});

Deno.test("all missing files are named at once, with what to do", permitted, async () => {
  const { "train-images": one, "test-labels": other } = TINY_FILES;
  await withFolder({ "train-images": one!, "test-labels": other! }, async (folder) => {
    await rejects(loadIdxDataset(TINY, folder), (error: unknown) => {
      equal(
        String(error),
        `MissingFilesError: tiny: ${folder} lacks train-labels, test-images (each gzipped, with ` +
          `.gz added, or plain). Ask for them.`,
      );
      return error instanceof MissingFilesError;
    });
  });
});

Deno.test("a missing folder is a missing file, a file in its place too", permitted, async () => {
  await withFolder({ file: new Uint8Array() }, async (folder) => {
    for (const name of ["nowhere", "file"]) {
      await rejects(loadIdxDataset(TINY, join(folder, name)), MissingFilesError);
    }
  });
});

Deno.test(
  "a well-formed file that is not the published one fails its checksum",
  permitted,
  async () => {
    const files = { ...TINY_FILES, "test-images": idxFile([1, 1, 2], [5, 7]) };
    await withFolder(files, async (folder) => {
      await rejects(
        loadIdxDataset(TINY, folder),
        (error: unknown) =>
          error instanceof ChecksumError && error.file === join(folder, "test-images") &&
          error.expected === TINY.files.testImages.sha256 &&
          error.message.endsWith("Ask for them."),
      );
    });
  },
);

Deno.test("a malformed file is named with its path before any checksum", permitted, async () => {
  const cases: [name: string, bytes: Uint8Array, offset: number][] = [
    ["train-labels", idxFile([2], [1]), 9],
    ["train-images", TINY_FILES["train-images"]!.subarray(0, 19), 19],
    ["test-images", idxFile([2 ** 20, 2 ** 10, 2 ** 10], []), 4],
  ];
  for (const [name, bytes, offset] of cases) {
    await withFolder({ ...TINY_FILES, [name]: bytes }, async (folder) => {
      await rejects(
        loadIdxDataset(TINY, folder),
        (error: unknown) =>
          error instanceof IdxError && error.file === join(folder, name) &&
          error.offset === offset,
      );
    });
  }
});

Deno.test("asked to, it downloads what is missing, and nothing else", permitted, async () => {
  const { "train-images": present } = TINY_FILES;
  await withMirror(
    (request) => serveBytes(request, TINY_GZIPPED[new URL(request.url).pathname.slice(1)]!),
    async ({ url, requests }) => {
      await withFolder({ "train-images": present! }, async (folder) => {
        const options = { mirrors: [url], download: true };
        const dataset = await loadIdxDataset(TINY, folder, options);
        deepEqual(requests, ["/train-labels.gz -", "/test-images.gz -", "/test-labels.gz -"]);
        deepEqual(await loadIdxDataset(TINY, folder, options), dataset);
        equal(requests.length, 3);
      });
    },
  );
});

Deno.test(
  "a file far larger than the published one is refused unread, and downloaded anew",
  permitted,
  async () => {
    await withFolder(TINY_FILES, async (folder) => {
      const path = join(folder, "test-images");
      await Deno.truncate(path, 2 ** 40);
      await rejects(
        loadIdxDataset(TINY, folder),
        new DatasetError(
          `${path} is not the published file of tiny: it has 1099511627776 bytes, expected at most ` +
            `${TINY_FILES["test-images"]!.length + 65_536}. Ask for them.`,
        ),
      );
      // No mirror has it here: that one is asked at all says that the file does not count.
      await rejects(downloadIdxFiles(TINY, folder, { mirrors: [] }), DownloadError);
    });
  },
);

Deno.test(
  "a folder that cannot be looked into is its own error, not a missing file",
  permitted,
  async () => {
    const folder = "x".repeat(300);
    await rejects(
      loadIdxDataset(TINY, folder),
      (error) =>
        error instanceof Error && !(error instanceof MissingFilesError) &&
        /too long/.test(error.message),
    );
  },
);
