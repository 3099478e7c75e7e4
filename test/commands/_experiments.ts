/** The experiments in processes of their own, and what they leave. */
import { ok } from "node:assert/strict";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { withoutCoverage } from "../without_coverage.ts";

withoutCoverage();

/** Arguments for all experiments in about a second: two small networks, a few sub-networks of each, no arms. */
export const SMALL: readonly string[] = [
  "networks=2",
  "epochs=1",
  'samples={"train":900,"test":300}',
  "hiddenWidths=[6,6]",
  'subnetworkSizes=[3,"k*"]',
  "frozenSizes=[3]",
  'strategies=["synergy","random"]',
  "draws=2",
  "newInitialisations=1",
  "controls=[]",
  "oneLayerAtATime=false",
].reduce<string[]>((args, override) => [...args, "--set", override], ["--preset", "smoke"]);

/** Starts all experiments in a process with their tasks' permissions, with results below `data`. */
export function startExperiments(data: string, args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "-P=train",
      `--allow-write=${data}`,
      fileURLToPath(new URL("./_pipeline.ts", import.meta.url)),
      "--workers",
      "2",
      ...args,
    ],
    env: { MULTIPLET_DATA: data, NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  }).spawn();
}

/**
 * Runs them to their end, which is a good one, `times` times at once; what each told on standard error.
 */
export async function finishExperiments(
  data: string,
  args: readonly string[],
  times = 1,
): Promise<string[]> {
  const started = Array.from({ length: times }, () => startExperiments(data, args));
  const ended = await Promise.all(started.map((process) => process.output()));
  return ended.map(({ success, stderr }) => {
    const told = new TextDecoder().decode(stderr);
    ok(success, told);
    return told;
  });
}

/** Every finished result by its path, without the sidecars that note times; nothing was damaged. */
export async function results(data: string): Promise<Record<string, Uint8Array>> {
  const found: Record<string, Uint8Array> = {};
  const walk = async (folder: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      ok(name !== ".damaged", "a result was damaged");
      if (name === ".partial" || name === "sidecar.json") continue;
      const path = join(folder, name);
      if (isDirectory) await walk(path);
      else found[relative(data, path)] = await Deno.readFile(path);
    }
  };
  await walk(data);
  return found;
}

/** How many artifacts of each kind there are. */
export function kinds(files: Record<string, Uint8Array>): Record<string, number> {
  const manifests = Object.keys(files).filter((path) => path.endsWith("artifact.json"));
  const groups = Map.groupBy(manifests, (path) => path.split("/")[1]!);
  return Object.fromEntries([...groups].map(([kind, own]) => [kind, own.length]));
}

/** What is left of results that were being written. */
export function partials(data: string): string[] {
  return [...Deno.readDirSync(join(data, "runs", ".partial"))].map(({ name }) => name);
}
