import {
  deepStrictEqual as deepEqual,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { dirname, join, resolve } from "node:path";
import {
  type DatasetEntry,
  datasetFolder,
  DATASETS,
  idxEntry,
  loadNamedDataset,
} from "../../lib/data/mod.ts";
import { configFromEnvironment, loadDataset, resolveConfig } from "../../lib/paper/mod.ts";
import { inFolder } from "../in_folder.ts";
import { PERMITTED, permitted, variable } from "../permitted.ts";
import { TINY, TINY_GZIPPED, withFolder } from "./_tiny_source.ts";
import { cifarEntry } from "../../lib/data/catalogue.ts";
import { CIFAR_MISSING } from "./cifar/_cifar_dir.ts";
import { TINY_ARCHIVE, TINY_CIFAR, TINY_INPUTS, TINY_PACKAGE } from "./cifar/_tiny_cifar.ts";
import { serveBytes, withMirror } from "./_mirror.ts";
import datasets, { TOY_BARS } from "../beyond/kept_variance/data.ts";

const mnist = variable("MNIST_DIR");

/** Whether a set cannot be loaded here: its files are not there. */
const isAbsent = ({ name, files }: DatasetEntry) =>
  files !== undefined && !variable(files.variable!) ||
  name === "cifar-10" && CIFAR_MISSING.length > 0;

for (const entry of datasets.entries) {
  const { name, module } = entry;
  Deno.test({
    name: `a configuration takes ${name}, and loads the set of that name as its entry describes it`,
    ignore: !PERMITTED || isAbsent(entry),
    fn: async () => {
      const config = resolveConfig("smoke", { dataset: name, samples: null }, { datasets });
      equal(config.dataset, name);
      equal((await loadDataset(config, { datasets })).name, name);
    },
  });

  Deno.test(`name and address of the module are enough to find ${name} again`, async () => {
    equal((await import(module)).default.get(name), datasets.get(name));
  });
}

Deno.test("every set of the library is described, and an entry more leaves it as it is", () => {
  deepEqual(DATASETS.names, ["mnist", "mnist-embedded", "fashion-mnist", "cifar-10"]);
  deepEqual(datasets.names, [...DATASETS.names, "toy-bars"]);
  throws(() => datasets.with(TOY_BARS), /Two entries are called data set "toy-bars"/);
  const { input, classes, files } = DATASETS.get("mnist");
  deepEqual(input, { kind: "image", height: 28, width: 28, channels: 1 });
  deepEqual(classes, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  deepEqual(files?.hosts, ["ossci-datasets.s3.amazonaws.com", "storage.googleapis.com"]);
  equal(DATASETS.get("mnist-embedded").files, undefined);
  const { input: photograph, classes: objects } = DATASETS.get("cifar-10");
  deepEqual(photograph, { kind: "image", height: 32, width: 32, channels: 3 });
  deepEqual([objects.length, objects[0], objects[9]], [10, "airplane", "truck"]);
  deepEqual(DATASETS.get("fashion-mnist").classes.slice(0, 2), ["T-shirt/top", "trouser"]);
});

Deno.test(
  "a name without an entry is refused by configurations and by loading, never replaced",
  permitted,
  async () => {
    const unknown = {
      name: "DatasetError",
      message: /"toy-bars".* mnist, mnist-embedded, fashion-mnist, cifar-10$/,
    };
    await rejects(loadNamedDataset("toy-bars"), unknown);
    await rejects(loadDataset({ dataset: "toy-bars", samples: null }), unknown);
    const inConfig = /expected one of "mnist"\|.*"cifar-10" at dataset, got "toy-bars"/;
    throws(() => resolveConfig("smoke", { dataset: "toy-bars" }), inConfig);
    const environment = new Map([["PRESET", "smoke"], ["OVERRIDES", "dataset=toy-bars"]]);
    throws(() => configFromEnvironment(environment), inConfig);
    equal(configFromEnvironment(environment, { datasets }).dataset, "toy-bars");
    throws(
      () => resolveConfig("smoke", { dataset: "fashion" }, { datasets }),
      /expected one of "mnist"\|.*\|"cifar-10"\|"toy-bars" at dataset/,
    );
    const misspelt = { data: "somewhere", downlod: true };
    await rejects(
      loadNamedDataset("mnist", misspelt),
      /no option "downlod"; it takes datasets, data/,
    );
  },
);

Deno.test("a set that its entry does not describe is refused", async () => {
  const wrong = (changes: Partial<DatasetEntry>) =>
    loadNamedDataset("toy-bars", { datasets: DATASETS.with({ ...TOY_BARS, ...changes }) });
  equal((await wrong({})).name, "toy-bars");
  await rejects(wrong({ classes: ["left", "right"] }), /classes \["horizontal".*says \["left"/);
  await rejects(
    wrong({ input: { kind: "vector", size: 8 } }),
    /with input .*channels.*data\.ts says/,
  );
});

Deno.test(
  "files are looked for in the folder of inputs",
  permitted,
  () =>
    inFolder(async (folder) => {
      const searched = loadNamedDataset("mnist", { data: folder, download: false });
      // MNIST_DIR names another folder where it is set.
      if (mnist) equal((await searched).name, "mnist");
      else await rejects(searched, new RegExp(`${dirname(`${folder}/mnist/x`)} lacks`));
    }),
);

Deno.test("the folder is that of the variable, else the set's own below data", permitted, () => {
  const entry = DATASETS.get("mnist");
  equal(datasetFolder(entry), resolve(mnist || "data/mnist"));
  equal(datasetFolder(entry, "elsewhere"), resolve(mnist || "elsewhere/mnist"));
  equal(datasetFolder(idxEntry(TINY, { module: "" }), "elsewhere"), resolve("elsewhere/tiny"));
});

Deno.test(
  "a set in the files of MNIST is downloaded and loaded by its name",
  permitted,
  () =>
    withMirror(
      (request) => serveBytes(request, TINY_GZIPPED[new URL(request.url).pathname.slice(1)]!),
      ({ url, requests }) =>
        withFolder({}, async (data) => {
          const entry = idxEntry({ ...TINY, mirrors: [url] }, { module: import.meta.url });
          const options = { datasets: DATASETS.with(entry), data };
          await rejects(loadNamedDataset("tiny", { ...options, download: false }), /tiny lacks/);
          // This process may reach the mirror: that is the default.
          deepEqual([...(await loadNamedDataset("tiny", options)).parts.test.inputs], [5, 6]);
          const found = await entry.files!.download({ folder: join(data, "tiny") });
          deepEqual(found.map(({ downloaded }) => downloaded), [false, false, false, false]);
          equal(requests.length, 4);
        }),
    ),
);

Deno.test(
  "a set in the files of CIFAR-10 is downloaded and loaded by its name, never from its package",
  permitted,
  () =>
    withMirror(
      (request) => serveBytes(request, TINY_ARCHIVE),
      ({ url, requests }) =>
        withFolder({}, async (data) => {
          const archive = { ...TINY_CIFAR.archive, mirrors: [url] };
          const entry = cifarEntry({ ...TINY_CIFAR, archive }, { module: import.meta.url });
          const options = { datasets: DATASETS.with(entry), data };
          await rejects(loadNamedDataset("tiny-cifar", { ...options, download: false }), /lacks/);
          const { parts } = await loadNamedDataset("tiny-cifar", options);
          deepEqual([...parts.train.inputs], TINY_INPUTS.train);
          deepEqual(requests, ["/tiny.tar.gz -"]);
        }),
    ),
);

Deno.test(
  "an entry rebuilds its files from the package where that is asked for",
  permitted,
  () =>
    withMirror(
      (request) => serveBytes(request, TINY_PACKAGE),
      ({ url, requests }) =>
        withFolder({}, async (folder) => {
          const { files, load } = cifarEntry(TINY_CIFAR, { module: import.meta.url });
          deepEqual([files!.package!.name, files!.package!.host], [
            "tiny-png@1.0.0",
            "registry.example.org",
          ]);
          const found = await files!.package!.rebuild({ folder, mirrors: [url] });
          deepEqual(found.map(({ downloaded }) => downloaded), [true, true, true]);
          deepEqual(requests, ["/tiny-png/-/tiny-png-1.0.0.tgz -"]);
          equal((await load({ folder, download: false })).parts.train.count, 4);
          const verified = await files!.download({ folder });
          deepEqual(verified.map(({ downloaded }) => downloaded), [false, false, false]);
        }),
    ),
);
