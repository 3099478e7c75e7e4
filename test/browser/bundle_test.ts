/** What has to run in a browser: bundled for one, and run without what browsers lack. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { analyse } from "../../lib/analysis/mod.ts";
import { parseFeatures, parseLabels } from "../../lib/data/tables/mod.ts";
import { extremesFigure } from "../../lib/figures/mod.ts";
import { discreteTarget } from "../../lib/information/mod.ts";
import { fixture } from "../data/tables/fixtures/fixtures.ts";
import { readPng } from "../figures/png_pixels.ts";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { bundle, moduleOf, runBundle } from "./bundle.ts";

const tables = moduleOf("data/tables/mod.ts");

/** Files of each binary format, with the first values of their first column. */
const FILES = [
  { name: "float16.npy", array: undefined, values: [0, 2, 100] },
  { name: "float32.npy.gz", array: undefined, values: [0, 2, 100] },
  { name: "packed.npz", array: "fc1", values: [0, 2, 100] },
  { name: "one.safetensors", array: "fc1", values: [0, 2, 100] },
  { name: "zstd.parquet", array: undefined, values: [0, 0.25, 0.5] },
] as const;

Deno.test(
  "the readers of tables need no Deno, no Node and no Buffer",
  permitted,
  () =>
    inFolder(async (folder) => {
      const absent = await bundle(
        folder,
        `import { labelsOf, parseTable, TableError } from "${tables}";
      const { body } = new Response("left,right\\n1,2.5\\n3,-4\\n");
      const text = await parseTable(body!, "x.csv");
      const files = ${JSON.stringify(FILES.map(({ name, array }) => ({ name, array })))};
      const bytes = ${JSON.stringify(FILES.map(({ name }) => [...fixture(name)]))};
      const values = [];
      for (const [at, { name, array }] of files.entries()) {
        const file = new Blob([Uint8Array.from(bytes[at])]);
        const { columns } = await parseTable(file, name, { array });
        values.push([...columns[0].values.slice(0, 3)]);
      }
      const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }";
      const letters = [...header].map((letter) => letter.charCodeAt(0));
      const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, letters.length, 0];
      const npy = new Blob([Uint8Array.of(...magic, ...letters, 7, 0, 7)]);
      const error = await parseTable(new Uint8Array(3), "y.npy").catch((error) => error);
      export default {
        names: text.columns.map(({ name }) => name),
        text: text.columns.map(({ values }) => [...values]),
        values,
        labels: labelsOf((await parseTable(npy, "y.npy")).columns).labels,
        refused: error instanceof TableError && error.message,
      };`,
      );
      deepEqual(absent, []);
      deepEqual(await runBundle(folder), {
        names: ["left", "right"],
        text: [[1, 3], [2.5, -4]],
        values: FILES.map(({ values }) => values),
        labels: [7, 0, 7],
        refused: "y.npy: expected an array saved by numpy.save, found another format",
      });
    }),
);

Deno.test("a module that needs Deno is found out", permitted, () =>
  inFolder(async (folder) => {
    deepEqual(await bundle(folder, `export { readTable } from "${tables}";`), ["Deno"]);
  }));

/** A table with a dead column, and labels. */
const FEATURES = "a,b,dead,c,d\n" + Array.from(
  { length: 40 },
  (_, i) => `${(7 * i) % 41},${(i * i) % 37},0,${(11 * i) % 23},${i}`,
).join("\n");
const LABELS = "y\n" + Array.from({ length: 40 }, (_, i) => (3 * i) % 4).join("\n");

Deno.test(
  "the pipeline with its readers gives the same numbers without Deno",
  permitted,
  () =>
    inFolder(async (folder) => {
      const options = { degenerate: "drop", multiplets: [[0, 1, 4]], top: 2 } as const;
      const absent = await bundle(
        folder,
        `import { analyse, toJson, toTable } from "${moduleOf("analysis/mod.ts")}";
      import { discreteTarget } from "${moduleOf("information/mod.ts")}";
      import { parseFeatures, parseLabels } from "${tables}";
      const bytes = (text) => new TextEncoder().encode(text);
      const features = await parseFeatures(bytes(${JSON.stringify(FEATURES)}), "x.csv");
      const labels = await parseLabels(bytes(${JSON.stringify(LABELS)}), "y.csv");
      const options = ${JSON.stringify(options)};
      const result = await analyse(features, discreteTarget(labels), options);
      toTable(result);
      export default JSON.parse(toJson(result));`,
      );
      deepEqual(absent, []);
      const bytes = (text: string) => new TextEncoder().encode(text);
      const features = await parseFeatures(bytes(FEATURES), "x.csv");
      const labels = discreteTarget(await parseLabels(bytes(LABELS), "y.csv"));
      const expected = await analyse(features, labels, options);
      deepEqual(await runBundle(folder), JSON.parse(JSON.stringify(expected)));
    }),
);

Deno.test(
  "kit, panels and the figure of an analysis are drawn without Deno, byte for byte the same",
  permitted,
  () =>
    inFolder(async (folder) => {
      const absent = await bundle(
        folder,
        `import { analyse } from "${moduleOf("analysis/mod.ts")}";
      import * as kit from "${moduleOf("figures/mod.ts")}";
      import { pngDataUri } from "${moduleOf("figures/kit/images.ts")}";
      import { discreteTarget } from "${moduleOf("information/mod.ts")}";
      import { parseFeatures, parseLabels } from "${tables}";
      const bytes = (text) => new TextEncoder().encode(text);
      const features = await parseFeatures(bytes(${JSON.stringify(FEATURES)}), "x.csv");
      const labels = await parseLabels(bytes(${JSON.stringify(LABELS)}), "y.csv");
      const options = { degenerate: "drop" };
      const result = await analyse(features, discreteTarget(labels), options);
      export default {
        names: Object.keys(kit),
        figure: kit.extremesFigure(result),
        png: pngDataUri(Uint8Array.of(0, 128, 255, 1, 2, 3), 3),
      };`,
      );
      deepEqual(absent, []);
      const { names, figure, png } = await runBundle(folder) as {
        names: string[];
        figure: unknown;
        png: string;
      };
      const bytes = (text: string) => new TextEncoder().encode(text);
      const features = await parseFeatures(bytes(FEATURES), "x.csv");
      const labels = discreteTarget(await parseLabels(bytes(LABELS), "y.csv"));
      deepEqual(figure, extremesFigure(await analyse(features, labels, { degenerate: "drop" })));
      ok(["composeFigure", "drawPanels", "PALETTE"].every((name) => names.includes(name)));
      deepEqual(readPng(png).rows, [[0, 128, 255], [1, 2, 3]]);
    }),
);
