import { deepStrictEqual as deepEqual, rejects } from "node:assert/strict";
import { join } from "node:path";
import { downloadIdxFiles, loadIdxDataset } from "../../lib/data/sources/idx_dataset.ts";
import { permitted } from "../permitted.ts";
import { serveBytes, withMirror } from "./_mirror.ts";
import { TINY, TINY_FILES, TINY_GZIPPED, withFolder } from "./_tiny_source.ts";

Deno.test.sanitizer({ ops: true, resources: true });

Deno.test("missing and damaged files are fetched, intact ones stay", permitted, async () => {
  const files = {
    "train-images": TINY_FILES["train-images"]!,
    "train-labels.gz": TINY_GZIPPED["train-labels.gz"]!.subarray(0, 20),
    "test-images": TINY_FILES["test-images"]!.with(-1, 0),
  };
  await withMirror(
    (request) => serveBytes(request, TINY_GZIPPED[new URL(request.url).pathname.slice(5)]!),
    async ({ url, requests }) => {
      await withFolder(files, async (folder) => {
        const seen = new Set<string>();
        // With and without a slash at its end, an address of a folder is the same.
        const mirrors = [`${url}set`, `${url}set/`];
        const onProgress = (progress: { destination: string }) => seen.add(progress.destination);
        deepEqual(await downloadIdxFiles(TINY, folder, { mirrors, onProgress }), [
          { path: join(folder, "train-images"), downloaded: false },
          { path: join(folder, "train-labels.gz"), downloaded: true },
          { path: join(folder, "test-images.gz"), downloaded: true },
          { path: join(folder, "test-labels.gz"), downloaded: true },
        ]);
        deepEqual(requests, [
          "/set/train-labels.gz -",
          "/set/test-images.gz -",
          "/set/test-labels.gz -",
        ]);
        deepEqual(
          [...seen],
          ["train-labels", "test-images", "test-labels"].map((name) => join(folder, `${name}.gz`)),
        );
        deepEqual([...(await loadIdxDataset(TINY, folder)).parts.test.inputs], [5, 6]);
      });
    },
  );
});

Deno.test(
  "without any mirror that has it, the first missing file is the error",
  permitted,
  async () => {
    await withMirror(() => new Response(null, { status: 404 }), async ({ url }) => {
      await withFolder({}, async (folder) => {
        await rejects(
          downloadIdxFiles(TINY, folder, { mirrors: [`${url}x/`, url] }),
          new RegExp(
            `train-images.gz: no mirror delivered the file; .*\n  ${url}x/train-images.gz, .*404` +
              `[^]*\nAsk for them\\.$`,
          ),
        );
      });
    });
  },
);
