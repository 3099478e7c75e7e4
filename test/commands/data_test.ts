import { deepStrictEqual as deepEqual, rejects } from "node:assert/strict";
import { join } from "node:path";
import { data } from "../../lib/commands/data.ts";
import { UsageError } from "../../lib/commands/options.ts";
import { DatasetError, DATASETS, idxEntry } from "../../lib/data/mod.ts";
import { serveBytes, withMirror } from "../data/_mirror.ts";
import { TINY, TINY_FILES, TINY_GZIPPED } from "../data/_tiny_source.ts";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { withVariables } from "../with_variables.ts";
import { captured } from "./captured.ts";

const { signal } = new AbortController();

Deno.test("data sets to download are named; others than those of the catalogue are refused", async () => {
  await rejects(
    data(["mnist", "fashion"], signal),
    new DatasetError('Unknown data set "fashion", use one of mnist, mnist-embedded'),
  );
  await rejects(
    data(["mnist-embedded"], signal),
    new UsageError('Data set "mnist-embedded" needs no download'),
  );
  await rejects(data(["--all"], signal), UsageError);
});

Deno.test(
  "without a name all are brought, each into its folder",
  permitted,
  () =>
    inFolder((folder) =>
      withVariables({ MNIST_DIR: "", MULTIPLET_DATA: folder }, async () => {
        const stopped = AbortSignal.abort(new Error("stopped before the first file"));
        for (const args of [[], ["mnist"]]) {
          await rejects(data(args, stopped), /stopped before the first file/);
        }
      })
    ),
);

Deno.test(
  "files that are there are verified, the others downloaded, each told in a line",
  permitted,
  () =>
    withMirror(
      (request) => serveBytes(request, TINY_GZIPPED[new URL(request.url).pathname.slice(1)]!),
      ({ url }) =>
        inFolder(async (folder) => {
          const files = join(folder, "tiny");
          await Deno.mkdir(files);
          await Deno.writeFile(join(files, "train-images"), TINY_FILES["train-images"]!);
          const entry = idxEntry({ ...TINY, mirrors: [url] }, { module: import.meta.url });
          await withVariables({ MULTIPLET_DATA: folder }, async () => {
            const { stderr } = await captured(() => data(["tiny"], signal, DATASETS.with(entry)));
            deepEqual(stderr.split("\n").filter((line) => /^(verified|downloaded) /.test(line)), [
              `verified    ${join(files, "train-images")}`,
              `downloaded  ${join(files, "train-labels.gz")}`,
              `downloaded  ${join(files, "test-images.gz")}`,
              `downloaded  ${join(files, "test-labels.gz")}`,
            ]);
          });
        }),
    ),
);

Deno.test({
  name: "a folder that the process may not use is named, with the variables and the permissions",
  ...permitted,
  permissions: { read: false, write: false, env: "inherit" },
  fn: () =>
    withVariables({ MNIST_DIR: "/elsewhere", MULTIPLET_DATA: "" }, async () => {
      await rejects(
        data(["mnist"], signal),
        new UsageError(
          'Data set "mnist" goes to /elsewhere, which this process has no permission to read and ' +
            "write; unset MNIST_DIR and MULTIPLET_DATA, or run deno run -P=data " +
            "--allow-read=/elsewhere --allow-write=/elsewhere lib/cli.ts with the command and its options",
        ),
      );
    }),
});
