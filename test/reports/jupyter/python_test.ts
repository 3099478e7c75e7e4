import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { SetupError } from "../../../lib/reports/jupyter/process.ts";
import { findPython, probePython } from "../../../lib/reports/jupyter/setup.ts";

/** A machine with these Pythons on its path. */
const machine = (pythons: Record<string, string>) => (command: string) =>
  Promise.resolve(pythons[command]);

Deno.test("python3 is taken when it is new enough", async () => {
  const python = await findPython({
    chosen: "",
    probe: machine({ "python3": "3.11", "python3.13": "3.13" }),
    os: "linux",
  });
  deepEqual(python, { command: "python3", version: "3.11" });
});

Deno.test("an older or untried python3 gives way to a tried one; an untried one is the last resort", async () => {
  const pythons = { "python3": "3.9", "python3.12": "3.12", "python": "3.9" };
  equal(
    (await findPython({ chosen: "", probe: machine(pythons), os: "linux" })).command,
    "python3.12",
  );
  equal(
    (await findPython({
      chosen: "",
      probe: machine({ ...pythons, "python3": "3.15" }),
      os: "linux",
    })).command,
    "python3.12",
  );
  equal(
    (await findPython({ chosen: "", probe: machine({ "python3": "3.15" }), os: "linux" })).version,
    "3.15",
  );
});

Deno.test("without a usable Python the error lists what was found and how to install one", async () => {
  await rejects(
    () =>
      findPython({
        chosen: "",
        probe: machine({ "python3": "3.8", "python": "2.7" }),
        os: "linux",
      }),
    (error: Error) =>
      error instanceof SetupError &&
      /3\.10 or newer, but python3 is 3\.8, python is 2\.7; install/.test(error.message),
  );
  await rejects(
    () => findPython({ chosen: "", probe: machine({}), os: "linux" }),
    /none is on the path/,
  );
});

Deno.test("on Windows Python is called python or py, and comes from winget", async () => {
  const search = { chosen: "", os: "windows" } as const;
  const installed = machine({ "py": "3.12", "python3": "3.13", "python3.11": "3.11" });
  deepEqual(await findPython({ ...search, probe: installed }), { command: "py", version: "3.12" });
  await rejects(
    () => findPython({ ...search, probe: machine({ "python3.12": "3.12" }) }),
    /none is on the path; install one, e\.g\. with `winget install/,
  );
});

Deno.test("PYTHON decides alone", async () => {
  const probe = machine({ "/opt/py": "3.12", "python3": "3.11" });
  equal((await findPython({ chosen: "/opt/py", probe })).command, "/opt/py");
  await rejects(
    () => findPython({ chosen: "/opt/none", probe }),
    /PYTHON=\/opt\/none does not run/,
  );
  await rejects(
    () =>
      findPython({ chosen: "/opt/py", probe: machine({ "/opt/py": "3.9", "python3": "3.11" }) }),
    /PYTHON=\/opt\/py is Python 3\.9/,
  );
});

Deno.test("a command that is missing or fails has no version", async () => {
  equal(await probePython("no-such-python"), undefined);
  equal(await probePython("false"), undefined);
});
