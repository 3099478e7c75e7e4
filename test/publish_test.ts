/** What `deno publish` would put into the registry. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { join, normalize, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import config from "../deno.json" with { type: "json" };
import { runDeno } from "./processes.ts";
import { filesIn, importedFiles, ROOT } from "./sources.ts";
import { permitted } from "./permitted.ts";

/** Addresses of a module's own files, which it opens or starts as workers. */
const OWN_FILE = /new URL\(\s*"(\.[^"]+)",\s*import\.meta\.url\s*\)/g;

/** The checkout, which reports and notebooks need: what is no file of the library. */
const CHECKOUT = normalize(`${ROOT}/`);

/** What Deno says about the packages that it fetches or installs, not about this one. */
const INSTALLATION = /^([╭│╰]|Download |Initialize )/;

/** A file of the package, in the list of the dry run. */
const PACKED = /^ +(file:\/\/.*) \([\d.]+\w+\)$/;

/** Packs without sending anything. Types are checked by `deno task check`. */
async function dryRun(): Promise<{ success: boolean; messages: string[]; files: Set<string> }> {
  const args = ["publish", "--dry-run", "--allow-dirty", "--no-check"];
  const { code, stdout, stderr } = await runDeno(args, { cwd: ROOT });
  const lines = [stdout, stderr].flatMap((text) => text.split("\n"));
  const addresses = lines.flatMap((line) => PACKED.exec(line)?.[1] ?? []);
  return {
    success: code === 0,
    messages: lines.filter((line) => !PACKED.test(line) && !INSTALLATION.test(line) && line !== ""),
    files: new Set(addresses.map((address) => relative(ROOT, fileURLToPath(address)))),
  };
}

/** Every file that the library and the command line may load, by its path in the repository. */
async function neededFiles(): Promise<Set<string>> {
  const found = new Set<string>();
  const visit = async (path: string): Promise<void> => {
    const name = relative(ROOT, path);
    if (found.has(name)) return;
    if ((await Deno.stat(path)).isDirectory) {
      for await (const file of filesIn(path)) found.add(relative(ROOT, file));
      return;
    }
    found.add(name);
    if (!path.endsWith(".ts")) return;
    const code = (await Deno.readTextFile(path)).replace(/\/\*.*?\*\//gs, "");
    const own = [...code.matchAll(OWN_FILE)]
      .map(([, address]) => fileURLToPath(new URL(address!, pathToFileURL(path))))
      .filter((file) => file !== CHECKOUT);
    for (const file of [...await importedFiles(path), ...own]) await visit(file);
  };
  for (const entry of [...Object.values(config.exports), "lib/cli.ts"]) {
    await visit(join(ROOT, entry));
  }
  return found;
}

/** Packed once, for all tests. */
let packing: ReturnType<typeof dryRun> | undefined;
const published = () => packing ??= dryRun();

Deno.test(
  "the package can be published, without a warning and without slow types",
  permitted,
  async () => {
    const { messages, success } = await published();
    // Steps and catalogues are modules that their address names; that is the one import nobody can follow.
    const warning = messages.findIndex((line) => line.includes("unanalyzable-dynamic-import"));
    ok(messages[warning + 1]!.includes("lib/studies/step.ts"), messages.join("\n"));
    deepEqual(
      messages.toSpliced(warning, messages.findIndex((line) => /^Sim/.test(line)) - warning),
      [
        "Checking for slow types in the public API...",
        `Simulating publish of ${config.name}@${config.version} with files:`,
        "Success Dry run complete",
      ],
    );
    ok(success);
  },
);

Deno.test(
  "the package has everything that the library and the command line load",
  permitted,
  async () => {
    const [{ files }, needed] = [await published(), await neededFiles()];
    deepEqual([...needed].filter((file) => !files.has(file)), []);
    // Reached through a worker, a fetch, a folder and a command that is loaded when it is called.
    for (
      const file of [
        "lib/search/exhaustive_worker.ts",
        "lib/kernels/fused.wasm",
        "lib/reports/jupyter/template/multiplet/index.html.j2",
        "lib/commands/analyze.ts",
      ]
    ) ok(needed.has(file), file);
  },
);

Deno.test(
  "the package has the library and what tells about it, nothing else",
  permitted,
  async () => {
    const { files } = await published();
    const places = new Set([...files].map((file) => file.split("/")[0]!));
    deepEqual([...places].sort(), [
      "CHANGELOG.md",
      "CITATION.cff",
      "LICENSE",
      "README.md",
      "deno.json",
      "docs",
      "lib",
      "sweeps",
    ]);
    // The library has two sweeps as presets.
    const sweeps = [...files].filter((file) => file.startsWith("sweeps/"));
    deepEqual(sweeps.sort(), ["sweeps/readings-smoke.json", "sweeps/readings.json"]);
    // The pages of `deno task docs` lie below docs/, too.
    const guides = [...files].filter((file) => file.startsWith("docs/"));
    deepEqual(guides.filter((file) => !/^docs\/\w+\.md$/.test(file)), []);
  },
);

Deno.test("the kernel is published compiled, without its compiler", permitted, async () => {
  const { files } = await published();
  const sources = [...files].filter((file) => /^lib\/kernels\/(assembly|build)/.test(file));
  deepEqual(sources, []);
  equal(files.has("lib/kernels/fused.wasm"), true);
});
