/**
 * What differs between operating systems. Each function takes the system, so that tests can ask for
 * another one.
 * @module
 */
import { join } from "node:path";

/** An operating system, as Deno names it. */
export type OperatingSystem = typeof Deno.build.os;

/** The interpreter of a Python environment. */
export function venvPython(venv: string, os: OperatingSystem = Deno.build.os): string {
  return os === "windows" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");
}

/** The names under which Python is installed, the usual one first. */
export function pythonCommands(os: OperatingSystem = Deno.build.os): readonly string[] {
  // Python's installer for Windows makes `python` and its launcher `py`, and no `python3`.
  if (os === "windows") return ["python", "py", "python3"];
  return ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
}

/** How to get a Python, for a message. */
export function pythonAdvice(os: OperatingSystem = Deno.build.os): string {
  if (os === "windows") return "`winget install Python.Python.3.13`";
  if (os === "darwin") return "`brew install python`";
  return "`sudo apt-get install python3 python3-venv`";
}

/** The signal by which a terminal or a supervisor ends a program, among those it can listen to. */
export function endSignal(os: OperatingSystem = Deno.build.os): Deno.Signal {
  return os === "windows" ? "SIGBREAK" : "SIGTERM";
}
