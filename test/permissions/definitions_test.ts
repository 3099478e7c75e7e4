/** What `deno.json` grants, compared with the list that this project agreed on. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import config from "../../deno.json" with { type: "json" };
import { permitted } from "../permitted.ts";
import { PROJECT } from "./_checkout.ts";

/** The most that tasks may do. What is not here is not granted: run, ffi, import, all of it. */
const GRANTED = {
  train: {
    read: true,
    write: ["./data/runs"],
    env: {
      allow: ["MNIST_DIR", "MULTIPLET_DATA", "OVERRIDES", "PRESET", "WORKERS"],
      ignore: true,
    },
    sys: ["cpus", "systemMemoryInfo"],
  },
  data: {
    read: ["./data/mnist"],
    write: ["./data/mnist"],
    env: ["MNIST_DIR", "MULTIPLET_DATA"],
    net: ["ossci-datasets.s3.amazonaws.com", "storage.googleapis.com"],
  },
  analyze: { read: true, write: true },
  bench: {
    read: true,
    write: ["./bench/results"],
    env: { allow: ["MNIST_DIR"], ignore: true },
    sys: ["cpus", "systemMemoryInfo"],
  },
  kernels: { read: ["./lib/kernels"], write: ["./lib/kernels"], env: { ignore: true } },
};

/** The same for the library's tests, which start programs. */
const GRANTED_TO_TESTS = {
  read: true,
  write: true,
  env: {
    allow: [
      "DENO_COVERAGE_DIR",
      "KILLS",
      "MNIST_DIR",
      "MULTIPLET_*",
      "OVERRIDES",
      "PATH",
      "PRESET",
      "PYTHON",
      "THOI_DATA",
      "WORKERS",
    ],
    ignore: true,
  },
  sys: ["cpus", "systemMemoryInfo"],
  run: true,
  net: ["127.0.0.1"],
};

/** Tasks that run code with all permissions; the README says why. */
const UNCONFINED = [
  "bench:workers",
  "bench:…-peers",
  "check",
  "docs:entries",
  "lab",
  "notebooks:refresh",
  "report",
  "reproduce",
  "test:notebooks",
];

/** Commands of each task that run code: `deno run …`, `deno test …`, `deno eval …`. */
const commands = Object.entries(config.tasks).flatMap(([task, definition]) => {
  const command = typeof definition === "string" ? definition : definition.command;
  return command.split("&&").map((part) => part.trim())
    .filter((part) => /\bdeno (run|test|eval|bench|repl|serve)\b/.test(part))
    .map((command) => ({ task, command }));
});

Deno.test("permission sets grant what is listed here, and no more", () => {
  deepEqual(config.permissions, { default: GRANTED_TO_TESTS, ...GRANTED });
});

Deno.test("every task that runs code has a permission set, or is listed as one that needs all", () => {
  const confined = / (-P(=\w+)?|--allow-run=deno) /;
  const unconfined = commands.filter(({ command }) => !confined.test(command));
  const families = unconfined.map(({ task }) => task.replace(/^bench:.*-peers$/, "bench:…-peers"));
  deepEqual([...new Set(families)].sort(), UNCONFINED);
  for (const { command } of commands) {
    const flags = command.match(/ --(allow|permission)[\w-]*(=\S+)?/g) ?? [];
    deepEqual(flags.filter((flag) => flag !== " --allow-run=deno"), [], command);
  }
});

Deno.test("tasks with a set of their own load nothing but the packages of the lock file", () => {
  // `import()` of a package or an address needs no permission: only this ends it. `deno task` itself
  // brings the packages, those of the lock file alone.
  for (const { task, command } of commands) {
    if (/ -P=/.test(command)) ok(command.startsWith("deno run --cached-only "), task);
  }
  deepEqual(config.lock, { frozen: true });
});

Deno.test("the README says which tasks need all permissions", permitted, async () => {
  const readme = await Deno.readTextFile(join(PROJECT, "README.md"));
  const section = /\n\*\*Permissions\.\*\*[\s\S]*?(?=\n## |\n\*\*)/.exec(readme)?.[0] ?? "";
  for (const task of UNCONFINED) ok(section.includes(`\`${task}\``), task);
  for (const set of Object.keys(GRANTED)) ok(section.includes(set), set);
});
