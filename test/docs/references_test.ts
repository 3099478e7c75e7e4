/** Whether what the README, the guides and the other pages refer to is there. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import config from "../../deno.json" with { type: "json" };
import { ANALYZE_HELP } from "../../lib/commands/analyze_help.ts";
import { STORE_HELP } from "../../lib/commands/store/store.ts";
import { MAPS_PRESETS } from "../../lib/beyond/maps/mod.ts";
import { TRUST_PRESETS } from "../../lib/beyond/trust/mod.ts";
import { WIDE_PRESETS } from "../../lib/beyond/wide/mod.ts";
import { PRESETS } from "../../lib/paper/config.ts";
import { WORKFLOW_OPTIONS } from "../../lib/commands/workflow.ts";
import { runCaptured } from "../commands/captured.ts";
import { filesIn, ROOT } from "../sources.ts";
import { anchors, codeSpans, links, type Page, pages } from "./markdown.ts";
import { PERMITTED, permitted } from "../permitted.ts";

const all = PERMITTED ? await pages() : new Map<string, Page>();

/** Lists `page: what` for everything that `find` finds wrong in a page. */
function flaws(find: (page: Page) => Iterable<string>): string[] {
  return [...all.values()].flatMap((page) => [...find(page)].map((one) => `${page.path}: ${one}`));
}

/** Whether a path below the folder of the repository exists. */
async function exists(path: string): Promise<boolean> {
  return await Deno.stat(join(ROOT, path)).then(() => true, () => false);
}

Deno.test(
  "every relative link leads to a file, and every anchor to a heading",
  permitted,
  async () => {
    const wrong: string[] = [];
    for (const page of all.values()) {
      for (const { written, path, anchor } of links(page)) {
        const target = all.get(path);
        const headed = anchor === undefined || (target && anchors(target).has(anchor));
        if (!await exists(path) || !headed) wrong.push(`${page.path}: ${written}`);
      }
    }
    deepEqual(wrong, []);
  },
);

Deno.test("every guide is linked from the README and from the list of guides", permitted, () => {
  const guides = [...all.keys()].filter((path) => /^docs\/(?!README)/.test(path));
  for (const list of ["README.md", "docs/README.md"]) {
    const linked = links(all.get(list)!).map(({ path }) => path);
    deepEqual(guides.filter((guide) => !linked.includes(guide)), [], list);
  }
});

Deno.test("the README has at most 12,000 bytes", permitted, () => {
  const bytes = new TextEncoder().encode(all.get("README.md")!.text).length;
  ok(bytes <= 12_000, `${bytes} bytes`);
});

Deno.test(
  "hooks for PyTorch copy what a layer gives, before a ReLU in place changes it",
  permitted,
  () => {
    const hooks = [...all.values()].flatMap(({ text }) =>
      text.match(/^.*register_forward_hook\(.*$/gm) ?? []
    );
    deepEqual(hooks.map((line) => /\boutput(\.\w+\(\))*\.clone\(\)/.test(line)), [true, true]);
  },
);

Deno.test("every task that is named exists", permitted, () => {
  const tasks = Object.keys(config.tasks);
  deepEqual(
    flaws(function* (page) {
      const named = [...page.text.matchAll(/\bdeno(?:@[\d.]+)? task ([a-z][\w:-]*)/g)]
        .map(([, task]) => task!.replace(/:$/, ""));
      const inTables = codeSpans(page).filter((code) => /^(bench|docs|test|notebooks):/.test(code));
      for (const task of [...named, ...inTables.filter((code) => !code.includes("…"))]) {
        if (!tasks.includes(task)) yield task;
      }
    }),
    [],
  );
});

/** Options of Deno, pip, gcc and JupyterLab that pages name. */
const FOREIGN = [
  // Of docs/vgg16/vgg16.py.
  "--data",
  "--epochs",
  "--half",
  "--images",
  "--out",
  "--threads",
  "--width",
  "--allow-read",
  "--allow-sys",
  "--allow-write",
  "--cached-only",
  "--config",
  "--dry-run",
  "--frozen",
  "--no-browser",
  "--quiet",
  // Of Snakemake.
  "--cores",
  "--default-resources",
  "--directory",
  "--executor",
  "--rerun-incomplete",
  "--snakefile",
  "--latency-wait",
  "--set-resources",
  "--unlock",
];

/** Options of `sweep`, with two dashes. */
const WORKFLOW = Object.keys(WORKFLOW_OPTIONS).map((name) => `--${name}`);

/** The options in a text. */
const optionsIn = (text: string) =>
  [...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([option]) => option);

Deno.test(
  "every option that is named exists; the guide on formats has all of analyze",
  permitted,
  async () => {
    const help = optionsIn(ANALYZE_HELP);
    const usage = optionsIn((await runCaptured(["--help"])).text);
    const described = Object.values(config.tasks).flatMap((task) =>
      typeof task === "string" ? [] : optionsIn(task.description)
    );
    const known = new Set([
      ...help,
      ...optionsIn(STORE_HELP),
      ...usage,
      ...described,
      ...FOREIGN,
      ...WORKFLOW,
    ]);
    deepEqual(
      flaws((page) => optionsIn(page.text).filter((option) => !known.has(option))),
      [],
    );
    const listed = optionsIn(all.get("docs/formats.md")!.text);
    deepEqual(help.filter((option) => !listed.includes(option)), []);
  },
);

/** Folders that are made when they are needed. */
const MADE = /^(data\/(cifar-10|fashion-mnist|mnist|runs)|docs\/api|bench\/peers\/\.venv)(\/|$)/;

Deno.test("every file and folder of the repository that is named exists", permitted, async () => {
  const named = flaws((page) =>
    [
      ...page.text.replace(/https?:\S+/g, "").matchAll(
        /(?<![\w./-])(?:lib|test|bench|docs|notebooks|data|assets)\/[\w./-]*/g,
      ),
    ].map(([path]) => path.replace(/\.$/, "")).filter((path) => !MADE.test(path))
  );
  const there = await Promise.all(named.map((one) => exists(one.replace(/^.*: /, ""))));
  deepEqual(named.filter((_, at) => !there[at]), []);
  ok(named.length > 40);
});

/** Files of the root, of readers, of results, and of another program. */
const ELSEWHERE = [
  "deno.json",
  "deno.lock",
  "example.ts",
  "artifact.json",
  "sidecar.json",
  "main.py",
];

Deno.test("every source file that is named without its folder exists", permitted, async () => {
  const names = new Set(ELSEWHERE);
  for (const folder of ["lib", "test", "bench"]) {
    for await (const path of filesIn(join(ROOT, folder))) names.add(path.split("/").at(-1)!);
  }
  deepEqual(
    flaws((page) =>
      codeSpans(page).filter((code) => /^[\w.]+\.(ts|py|json|lock)$/.test(code) && !names.has(code))
    ),
    [],
  );
});

Deno.test("settings that are replaced by name are those of the presets", permitted, () => {
  const settings = [PRESETS, MAPS_PRESETS, TRUST_PRESETS, WIDE_PRESETS].flatMap(({ embedded }) =>
    Object.keys(embedded)
  );
  const replaced = (text: string) => [
    ...[...text.matchAll(/--set (\w+)=/g)].map(([, name]) => name!),
    ...[...text.matchAll(/OVERRIDES='([^']*)'/g)].flatMap(([, list]) =>
      list!.split(" ").map((one) => one.split("=")[0]!)
    ),
  ];
  const example = "name"; // of `--set name=value`
  deepEqual(
    flaws(({ text }) =>
      replaced(text).filter((name) => name !== example && !settings.includes(name))
    ),
    [],
  );
  const [, table] = /^\| value +\| meaning.*?\n((?:\|.*\n)+)/m.exec(
    all.get("docs/reproducing.md")!.text,
  )!;
  const first = table!.split("\n").map((line) => line.split("|")[1] ?? "").join();
  const described = [...first.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
  ok(described.length > 5);
  deepEqual(described.filter((name) => !settings.includes(name)), []);
});

Deno.test(
  "the guide to the library names every import of the package, and no other",
  permitted,
  () => {
    const guide = all.get("docs/library.md")!;
    const table = guide.text.slice(guide.text.indexOf("## Modules"));
    const named = codeSpans({ ...guide, text: table }).flatMap((code) => {
      const [, name] = /^(?:…|@multiplet\/multiplet)(\/[\w/]+)?$/.exec(code) ?? [];
      return name === undefined ? code === "@multiplet/multiplet" ? ["."] : [] : [`.${name}`];
    });
    deepEqual([...new Set(named)].sort(), Object.keys(config.exports).sort());
  },
);
