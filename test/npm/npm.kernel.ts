/** The npm package as its users have it: in Node, in a TypeScript project, in Chromium and in Firefox. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { analyse, type AnalysisOptions, toJson } from "../../lib/analysis/mod.ts";
import { importMap } from "../../lib/bundles/bundle.ts";
import { parseFeatures, parseLabels, parseTable } from "../../lib/data/tables/mod.ts";
import { extremesFigure } from "../../lib/figures/mod.ts";
import { discreteTarget } from "../../lib/information/mod.ts";
import { compiled } from "../../lib/bundles/lowered.ts";
import config from "../../deno.json" with { type: "json" };
import { browserTest } from "../browser/browser_tests.ts";
import { closeTo } from "../close_to.ts";
import { fixture } from "../data/tables/fixtures/fixtures.ts";
import { npyFile } from "../data/tables/npy_file.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { runDeno } from "../processes.ts";
import { filesIn, LIB, ROOT } from "../sources.ts";
import { installedPackage, missingNode, NAME, type Project } from "./_installed.ts";
import { type BrowserPage, chromiumPage, firefoxPage, missingFirefox } from "./_pages.ts";

const [noNode, noFirefox] = [await missingNode(), await missingFirefox()];
if (noNode) console.log(`The tests of the npm package do not run: ${noNode}.`);
if (noFirefox) console.log(`The npm package is not tested in Firefox: ${noFirefox}.`);
const ignore = noNode !== undefined;

const { features: { samples, variables, values }, labels } = mixedSignals({ variables: 8 });
/** The files of the examples. */
const FILES: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  "fc3.npy": Uint8Array.from(npyFile({ shape: [samples, variables], values })),
  "labels.npy": Uint8Array.from(
    npyFile({ shape: [samples], descr: "<i4", values: Int32Array.from(labels) }),
  ),
};

/** Analyses whose searches and tests start workers, if there may be more than one. */
const THREADED: readonly AnalysisOptions[] = [
  { sizes: [3, 4], search: "exhaustive", significance: ["max"], draws: 19 },
  { search: "ladder" },
];

/** The result of an analysis of the files in Deno, as JSON. */
async function expected(options: AnalysisOptions): Promise<unknown> {
  const features = await parseFeatures(FILES["fc3.npy"]!, "fc3.npy");
  const target = discreteTarget(await parseLabels(FILES["labels.npy"]!, "labels.npy"));
  return JSON.parse(toJson(await analyse(features, target, options)));
}

/** An expression for the results, as JSON, of all analyses in 1 and in 2 threads; `read` gives the bytes of a file. */
const threaded = (module: string, read: string) =>
  `(async () => {
    const { analyse, discreteTarget, parseFeatures, parseLabels, toJson } = await import("${module}");
    const features = await parseFeatures(await ${read}("fc3.npy"), "fc3.npy");
    const target = discreteTarget(await parseLabels(await ${read}("labels.npy"), "labels.npy"));
    const results = [];
    for (const options of ${JSON.stringify(THREADED)}) {
      for (const workers of [1, 2]) {
        results.push(JSON.parse(toJson(await analyse(features, target, { ...options, workers }))));
      }
    }
    return JSON.stringify(results);
  })()`;

async function checkThreaded(results: unknown): Promise<void> {
  const own: unknown[] = JSON.parse(String(results));
  equal(own.length, 2 * THREADED.length);
  for (const [at, options] of THREADED.entries()) {
    const [alone, shared] = own.slice(2 * at);
    deepEqual(shared, alone);
    closeTo(alone, await expected(options));
  }
}

/** Files of the binary formats, with the array to read. */
const TABLES = [
  { name: "float16.npy", array: undefined },
  { name: "float32.npy.gz", array: undefined },
  { name: "packed.npz", array: "fc1" },
  { name: "one.safetensors", array: "fc1" },
  { name: "zstd.parquet", array: undefined },
] as const;

let folder: string;
let project: Project;

Deno.test.beforeAll(async () => {
  folder = await Deno.makeTempDir();
  if (ignore) return;
  project = await installedPackage(folder);
  for (const [name, bytes] of Object.entries(FILES)) {
    await Deno.writeFile(join(project.folder, name), bytes);
  }
});
Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

/** The first example of the package's README in a language. */
async function example(language: string): Promise<string> {
  const readme = await Deno.readTextFile(join(project.installed, "README.md"));
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "ms").exec(readme)![1]!;
}

Deno.test(
  "the archive says what it is, and names no folder of this machine",
  { ignore },
  async () => {
    const own = JSON.parse(await Deno.readTextFile(join(project.installed, "package.json")));
    const { name, version, license } = config;
    deepEqual(
      { name: own.name, version: own.version, license: own.license, author: own.author },
      { name, version, license, author: "The multiplet authors" },
    );
    equal(own.dependencies, undefined);
    ok(
      ["LICENSE", "README.md", "THIRD-PARTY-LICENSES.txt"].every((one) =>
        project.packed.includes(one)
      ),
    );
    for (const path of project.packed) {
      const text = await Deno.readTextFile(join(project.installed, path));
      for (const place of [ROOT, "/.cache/", "node_modules/"]) {
        ok(!text.includes(place), `${path} has ${place}`);
      }
    }
    const licences = await Deno.readTextFile(join(project.installed, "THIRD-PARTY-LICENSES.txt"));
    match(licences, /^@noble\/hashes [\d.]+$/m);
    match(licences, /^linkedom [\d.]+$/m);
  },
);

Deno.test("the example of the README gives the numbers of Deno in Node", { ignore }, async () => {
  const printed = await project.node(await example("js"));
  match(printed, /^300 samples of 8 variables; label encoding ordinal/);
  const file = (name: string) => Deno.readTextFile(join(project.folder, name));
  closeTo(JSON.parse(await file("result.json")), await expected({ sizes: [2, 3, 4] }));
  match(await file("result.svg"), /^<svg .*<\/svg>\s*$/s);
});

Deno.test(
  "threads of Node give the numbers of one thread, and those of Deno",
  { ignore },
  async () => {
    const printed = await project.node(`
    import { readFile } from "node:fs/promises";
    import threads from "node:worker_threads";
    let started = 0;
    threads.Worker = class extends threads.Worker {
      constructor(...all) {
        super(...all);
        started++;
      }
    };
    const results = await ${threaded(NAME, "readFile")};
    console.log(JSON.stringify({ results, started }));`);
    const { results, started } = JSON.parse(printed);
    ok(started >= 2 * THREADED.length, `${started} threads`);
    await checkThreaded(results);
  },
);

Deno.test("a Node without threads for modules says what is needed", { ignore }, async () => {
  const printed = await project.node(`
    import { readFile } from "node:fs/promises";
    process.getBuiltinModule = undefined;
    await ${threaded(NAME, "readFile")}.catch(({ message }) => console.log(message));`);
  match(printed, /^Cannot start a worker: .* Node of version 20\.16 or later; pass workers: 1$/m);
});

Deno.test("tables of all formats have the same values in Node", { ignore }, async () => {
  for (const { name } of TABLES) await Deno.writeFile(join(project.folder, name), fixture(name));
  const printed = await project.node(`
    import { readFile } from "node:fs/promises";
    import { parseTable } from "${NAME}";
    const tables = [];
    for (const { name, array } of ${JSON.stringify(TABLES)}) {
      const { columns } = await parseTable(await readFile(name), name, { array });
      tables.push(columns.map(({ name, values }) => [name, values && [...values]]));
    }
    console.log(JSON.stringify(tables));`);
  const own = await Promise.all(TABLES.map(async ({ name, array }) => {
    const { columns } = await parseTable(Uint8Array.from(fixture(name)), name, { array });
    return columns.map(({ name, values }) => [name, values && [...values]]);
  }));
  deepEqual(JSON.parse(printed), JSON.parse(JSON.stringify(own)));
});

Deno.test("the examples of the declarations hold in Node", { ignore }, async () => {
  const exported: string[] = JSON.parse(
    await project.node(`console.log(JSON.stringify([
      ...Object.keys(await import("${NAME}")),
      ...Object.keys(await import("${NAME}/figures")),
    ]));`),
  );
  const programs: { place: string; code: string }[] = [];
  for await (const path of filesIn(join(project.installed, "types"))) {
    const text = await Deno.readTextFile(path);
    for (const [, block] of text.matchAll(/^ *\* ```ts\n(.*?)^ *\* ```$/gms)) {
      const code = block!.replace(/^ *\* ?/gm, "");
      const names = [...code.matchAll(/^import \{ (.*) \} from "@multiplet/gm)]
        .flatMap(([, list]) => list!.split(", "));
      // Types need types of modules that the package does not have; their examples stand beside them.
      if (names.every((name) => exported.includes(name))) {
        programs.push({ place: basename(path), code: compiled(code) });
      }
    }
  }
  ok(programs.length >= 100, `${programs.length} examples`);
  for (const [at, { code }] of programs.entries()) {
    await Deno.writeTextFile(join(project.folder, `example${at}.mjs`), code);
  }
  const failures = await project.node(`
    for (const [at, place] of ${JSON.stringify(programs.map(({ place }) => place))}.entries()) {
      await import(\`./example\${at}.mjs\`).catch((error) => console.log(place, error));
    }`);
  equal(failures, "");
});

Deno.test("no type of the declarations is lost", { ignore }, async () => {
  for await (const path of filesIn(join(project.installed, "types"))) {
    const code = (await Deno.readTextFile(path)).replace(/\/\*.*?\*\//gs, "");
    ok(!/\bany\b/.test(code), path);
  }
});

for (const resolution of ["NodeNext", "Bundler"] as const) {
  Deno.test(
    `a strict TypeScript project has the types, resolved as by ${resolution}`,
    { ignore },
    async () => {
      const program = join(project.folder, `types_${resolution}.mts`);
      await Deno.writeTextFile(
        program,
        `import { analyse, type AnalysisResult, discreteTarget, type FeatureTable, parseFeatures, ranked } from "${NAME}";
      import { type Figure, extremesFigure } from "${NAME}/figures";
      const features: FeatureTable = await parseFeatures(new Uint8Array(3), "fc3.npy");
      const result: AnalysisResult = await analyse(features, discreteTarget(["a", "b"]), { sizes: [3] });
      export const numbers: number[] = ranked(result.sizes[0]!.synergy).map(({ oInformation }) => oInformation);
      export const figure: Figure = extremesFigure(result);
      // @ts-expect-error: a text is no list of sizes
      await analyse(features, undefined, { sizes: "3" });
      // @ts-expect-error: a number is no text
      export const wrong: string = numbers[0];`,
      );
      const module = resolution === "Bundler" ? ts.ModuleKind.ESNext : ts.ModuleKind.NodeNext;
      const found = ts.getPreEmitDiagnostics(ts.createProgram([program], {
        lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
        module,
        moduleResolution: ts.ModuleResolutionKind[resolution],
        noEmit: true,
        skipLibCheck: false,
        strict: true,
        target: ts.ScriptTarget.ES2022,
        types: [],
      }));
      deepEqual(
        found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
        [],
      );
    },
  );
}

/** Types of what `lib/bundles/older.ts` replaces. */
const REPLACED = `
  interface Map<K, V> {
    getOrInsertComputed(key: K, make: (key: K) => V): V;
  }
  interface MapConstructor {
    groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]>;
  }
  interface PromiseWithResolvers<T> {
    promise: Promise<T>;
    resolve: (value: T | PromiseLike<T>) => void;
    reject: (reason?: unknown) => void;
  }
  interface PromiseConstructor {
    withResolvers<T>(): PromiseWithResolvers<T>;
  }
  interface Uint8Array<TArrayBuffer extends ArrayBufferLike> {
    toHex(): string;
  }
  interface Uint8ArrayConstructor {
    fromHex(text: string): Uint8Array<ArrayBuffer>;
  }`;

Deno.test("the modules use nothing newer than ECMAScript 2023 and what the package replaces", async () => {
  const file = (name: string) => join(folder, name);
  const write = (name: string, value: unknown) =>
    Deno.writeTextFile(file(name), typeof value === "string" ? value : JSON.stringify(value));
  const module = (name: string) => pathToFileURL(join(LIB, "npm", name));
  await write("deno.json", {
    imports: config.imports,
    compilerOptions: {
      ...config.compilerOptions,
      lib: ["es2023", "esnext.disposable", "dom", "dom.iterable"],
    },
    lock: { path: join(ROOT, "deno.lock"), frozen: true },
  });
  await write("imports.json", await importMap(module("document.ts")));
  const imports = ["mod.ts", "figures.ts", "worker.ts"].map((name) => `import "${module(name)}";`);
  await write("entry.ts", `${imports.join("\n")}\ndeclare global {${REPLACED}\n}\n`);
  const options = ["--config", file("deno.json"), "--import-map", file("imports.json")];
  const { code, stderr } = await runDeno(["check", ...options, file("entry.ts")]);
  equal(code, 0, stderr);
});

/** Serves the package and the files of the examples, and the example of the README as the page. */
async function withServer(
  use: (url: string, requests: readonly string[]) => Promise<void>,
): Promise<void> {
  const requests: string[] = [];
  const page = `<!doctype html>\n<meta charset="utf-8">\n${await example("html")}`;
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      requests.push(pathname);
      if (pathname === "/") return new Response(page, { headers: { "content-type": "text/html" } });
      const [, name] = /^\/multiplet\/([\w.-]+\.js)$/.exec(pathname) ?? [];
      if (name) {
        const headers = { "content-type": "text/javascript" };
        return new Response(await Deno.readFile(join(project.installed, name)), { headers });
      }
      // Browsers also ask for an icon, which the page has not.
      return new Response(FILES[pathname.slice(1)] ?? null);
    },
  );
  try {
    await use(`http://127.0.0.1:${server.addr.port}`, requests);
  } finally {
    await server.shutdown();
  }
}

async function checkBrowser(open: () => Promise<BrowserPage>): Promise<void> {
  await withServer(async (url, requests) => {
    await using page = await open();
    await page.goto(url);
    const read = "(async (name) => (await fetch(name)).blob())";
    await checkThreaded(await page.evaluate(threaded("./multiplet/mod.js", read)));
    ok(requests.includes("/multiplet/worker.js"), "no worker was started");

    await page.choose("chosen", join(project.folder, "fc3.npy"));
    const title = await page.evaluate(`new Promise((resolve) => {
      const look = () => {
        const title = document.querySelector("svg title");
        if (title) resolve(title.textContent);
        else setTimeout(look, 50);
      };
      look();
    })`);
    const features = await parseFeatures(FILES["fc3.npy"]!, "fc3.npy");
    equal(title, extremesFigure(await analyse(features, undefined)).title);
    deepEqual(page.complaints, []);
  });
}

if (!ignore) {
  browserTest(
    "the package and the page of its README in Chromium",
    () => checkBrowser(chromiumPage),
  );
}

Deno.test({
  name: "the package and the page of its README in Firefox",
  ignore: ignore || noFirefox !== undefined,
  fn: () => checkBrowser(firefoxPage),
});
