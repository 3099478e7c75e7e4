import { deepStrictEqual as deepEqual, match, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { type OperatingSystem, platform } from "../../../lib/reports/jupyter/setup.ts";

const each = <Result>(ask: (os: OperatingSystem) => Result) =>
  (["linux", "darwin", "windows"] as const).map(ask);

Deno.test("an environment's interpreter lies where venv puts it on each system", () => {
  deepEqual(each((os) => platform(os).venvPython(join("a", ".venv"))), [
    join("a", ".venv", "bin", "python"),
    join("a", ".venv", "bin", "python"),
    join("a", ".venv", "Scripts", "python.exe"),
  ]);
});

Deno.test("Python is called and installed as is usual on each system", () => {
  deepEqual(each((os) => platform(os).pythonCommands[0]), ["python3", "python3", "python"]);
  const [linux, macOS, windows] = each((os) => platform(os).pythonAdvice);
  match(linux!, /apt-get/);
  match(macOS!, /brew/);
  match(windows!, /winget/);
});

Deno.test("what ends JupyterLab is a signal that this system lets a program listen to", () => {
  deepEqual(each((os) => platform(os).endSignal), ["SIGTERM", "SIGTERM", "SIGBREAK"]);
  equal(platform().endSignal, platform(Deno.build.os).endSignal);
});
