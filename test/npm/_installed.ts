/** The npm package, built, packed and installed as its users do. */
import { join } from "node:path";
import { strictEqual as equal } from "node:assert/strict";
import { writePackage } from "../../lib/npm/build.ts";
import { runProgram } from "../processes.ts";

/** The name of the package. */
export const NAME = "@multiplet/multiplet";

/** A project that has the package. */
export interface Project {
  readonly folder: string;
  /** The folder of the package in it. */
  readonly installed: string;
  /** The names of the files in the archive. */
  readonly packed: readonly string[];
  /** The standard output of a program of the project, which Node runs. */
  node(script: string): Promise<string>;
}

/** Builds and packs the package, and installs it in a project, without a network. */
export async function installedPackage(folder: string): Promise<Project> {
  const [source, project] = [join(folder, "package"), join(folder, "project")];
  await writePackage(source);
  await Deno.mkdir(project);
  const run = async (cwd: string, command: string, ...args: string[]) => {
    const { code, stdout, stderr } = await runProgram(command, args, { cwd });
    equal(code, 0, stderr);
    return stdout;
  };
  const [archive] = JSON.parse(await run(source, "npm", "pack", "--json"));
  await Deno.writeTextFile(join(project, "package.json"), "{}");
  const quiet = ["--offline", "--no-audit", "--no-fund"];
  await run(project, "npm", "install", ...quiet, join(source, archive.filename));
  return {
    folder: project,
    installed: join(project, "node_modules", NAME),
    packed: archive.files.map(({ path }: { path: string }) => path),
    node: async (script) => {
      await Deno.writeTextFile(join(project, "script.mjs"), script);
      return await run(project, "node", "script.mjs");
    },
  };
}

/** Why the tests of Node cannot run; `undefined` if they can. */
export async function missingNode(): Promise<string | undefined> {
  try {
    const { stdout } = await runProgram("node", ["--version"]);
    const major = Number(/^v(\d+)/.exec(stdout)?.[1]);
    if (!(major >= 20)) return `node is ${stdout.trim()}, the package needs 20 or later`;
    await runProgram("npm", ["--version"]);
    return undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "node and npm are not both on the path";
    throw error;
  }
}
