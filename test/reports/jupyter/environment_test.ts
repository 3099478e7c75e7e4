/**
 * Runs with a stand-in for Python, a shell script that makes environments and "installs" by writing
 * to a log, and fails on demand. The real thing is tested in test/notebooks/.
 */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { ensureEnvironment, project } from "../../../lib/reports/jupyter/environment.ts";
import { SetupError } from "../../../lib/reports/jupyter/process.ts";
import {
  type OperatingSystem,
  pipFailure,
  venvFailure,
} from "../../../lib/reports/jupyter/setup.ts";
import { permitted } from "../../permitted.ts";

const STAND_IN = `#!/bin/sh
root=$(dirname "$MULTIPLET_TEST_LOG")
echo "$@" >> "$MULTIPLET_TEST_LOG"
case "$*" in
  *version_info*) echo 3.11 ;;
  "-m venv "*)
    python="$3/bin/python"
    if [ -e "$root/windows" ]; then python="$3/Scripts/python.exe"; fi
    mkdir -p "$(dirname "$python")" && cp "$0" "$python" && touch "$3/pyvenv.cfg" ;;
  "-m pip "*) if [ -e "$root/fail" ]; then cat "$root/fail" >&2; exit 1; fi ;;
esac
`;

/** A project folder with a stand-in for Python; `log` tells what that was asked. */
async function bench() {
  const root = await Deno.makeTempDir();
  const python = join(root, "python");
  await Deno.writeTextFile(python, STAND_IN, { mode: 0o755 });
  const paths = project(root);
  await Deno.writeTextFile(paths.requirements, "jupyterlab==4.6.6\n");
  const logFile = join(root, "log");
  const before = { PYTHON: Deno.env.get("PYTHON"), MULTIPLET_TEST_LOG: undefined };
  Deno.env.set("PYTHON", python);
  Deno.env.set("MULTIPLET_TEST_LOG", logFile);
  return {
    root,
    paths,
    ensure: (os?: OperatingSystem) => ensureEnvironment({ project: paths, onNotice: () => {}, os }),
    /** What the stand-in did since the last look: `venv`, `pip`. */
    async log() {
      const text = await Deno.readTextFile(logFile).catch(() => "");
      await Deno.writeTextFile(logFile, "");
      return [...text.matchAll(/-m (venv|pip)/g)].map(([, what]) => what);
    },
    async [Symbol.asyncDispose]() {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) Deno.env.delete(name);
        else Deno.env.set(name, value);
      }
      await Deno.remove(root, { recursive: true });
    },
  };
}

Deno.test(
  "an environment is made once, and again when the requirements change",
  permitted,
  async () => {
    await using it = await bench();
    const { python } = await it.ensure();
    equal(python, join(it.root, ".venv/bin/python"));
    deepEqual(await it.log(), ["venv", "pip"]);
    await it.ensure();
    deepEqual(await it.log(), []);
    await Deno.writeTextFile(it.paths.requirements, "jupyterlab==4.6.7\n");
    await it.ensure();
    deepEqual(await it.log(), ["pip"]);
  },
);

Deno.test(
  "on Windows the interpreter and the kernel are started as they can be there",
  permitted,
  async () => {
    await using it = await bench();
    await Deno.writeTextFile(join(it.root, "windows"), "");
    const { python } = await it.ensure("windows");
    equal(python, join(it.root, ".venv", "Scripts", "python.exe"));
    deepEqual(await it.log(), ["venv", "pip"]);
    await it.ensure("windows");
    deepEqual(await it.log(), []);
    const path = join(it.paths.venv, "share/jupyter/kernels/deno/kernel.json");
    const { argv } = JSON.parse(await Deno.readTextFile(path));
    deepEqual(argv, [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"]);
  },
);

Deno.test(
  "an installation that did not finish is done again from the start",
  permitted,
  async () => {
    await using it = await bench();
    await Deno.writeTextFile(join(it.root, "fail"), "ERROR: killed");
    await rejects(() => it.ensure(), (error: Error) => {
      return error instanceof SetupError && /pip says: ERROR: killed/.test(error.message);
    });
    await it.log();
    await Deno.remove(join(it.root, "fail"));
    await it.ensure();
    deepEqual(await it.log(), ["venv", "pip"]);
  },
);

Deno.test("without a network the error says so and what to do", permitted, async () => {
  await using it = await bench();
  await Deno.writeTextFile(
    join(it.root, "fail"),
    "WARNING: Retrying: Failed to establish a new connection: [Errno -2] Name or service not known\n" +
      "ERROR: No matching distribution found for anyio",
  );
  await rejects(() => it.ensure(), /cannot reach the package index.*internet.*kept/);
});

Deno.test(
  "an environment that someone else made is kept and gets the packages",
  permitted,
  async () => {
    await using it = await bench();
    await Deno.mkdir(join(it.paths.venv, "bin"), { recursive: true });
    await Deno.copyFile(join(it.root, "python"), join(it.paths.venv, "bin/python"));
    await Deno.writeTextFile(join(it.paths.venv, "mine"), "");
    await it.ensure();
    deepEqual(await it.log(), ["pip"]);
    ok((await Deno.stat(join(it.paths.venv, "mine"))).isFile);
  },
);

Deno.test("a folder that is no environment is left alone", permitted, async () => {
  await using it = await bench();
  await Deno.mkdir(it.paths.venv);
  await Deno.writeTextFile(join(it.paths.venv, "mine"), "");
  await rejects(() => it.ensure(), /is not a Python environment.*move it away/);
  ok((await Deno.stat(join(it.paths.venv, "mine"))).isFile);
});

Deno.test("two set-ups at once install once", permitted, async () => {
  await using it = await bench();
  await Promise.all([it.ensure(), it.ensure()]);
  deepEqual(await it.log(), ["venv", "pip"]);
});

Deno.test(
  "the kernelspec starts the Deno in use, and is renewed when that has moved",
  permitted,
  async () => {
    await using it = await bench();
    await it.ensure();
    const path = join(it.paths.venv, "share/jupyter/kernels/deno/kernel.json");
    const first = await Deno.readTextFile(path);
    const { argv, interrupt_mode } = JSON.parse(first);
    ok(argv.includes(Deno.execPath()));
    equal(argv.at(-1), "{connection_file}");
    match(argv.join(" "), /trap '' INT/);
    equal(interrupt_mode, "signal");
    await Deno.writeTextFile(path, first.replaceAll(Deno.execPath(), "/gone/deno"));
    await it.ensure();
    equal(await Deno.readTextFile(path), first);
  },
);

Deno.test("a Python without venv is told from other failures", () => {
  match(
    venvFailure(
      "The virtual environment was not created successfully because ensurepip is not available.",
      "python3",
      "3.11",
    ),
    /python3 lacks the module venv.*apt-get install python3\.11-venv/,
  );
  match(venvFailure("/usr/bin/python3: No module named venv", "python3", "3.11"), /lacks/);
  equal(
    venvFailure("x\nError: disk full", "python3", "3.11"),
    "python3 -m venv failed: Error: disk full",
  );
  equal(venvFailure("", "python3", "3.11"), "python3 -m venv failed: nothing");
  match(pipFailure("", "Jupyter"), /pip says: nothing$/);
  match(
    pipFailure("ERROR: hash mismatch\n", "Jupyter"),
    /packages of Jupyter.*pip says: ERROR: hash mismatch/,
  );
});
