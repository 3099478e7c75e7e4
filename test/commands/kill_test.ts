import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { join, relative } from "node:path";
import { randomSource, uniform } from "../../lib/random/mod.ts";

/** Starts `train --preset smoke` in a process of its own, with its results below `data`. */
function startTraining(data: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--allow-read",
      "--allow-env",
      "--allow-sys",
      `--allow-write=${data}`,
      "lib/cli.ts",
      "train",
      "--preset",
      "smoke",
    ],
    env: { MULTIPLET_DATA: data },
    stdout: "null",
    stderr: "piped",
  }).spawn();
}

/** Every result file below the folder of networks, without the sidecars that note times. */
async function results(data: string): Promise<Record<string, Uint8Array>> {
  const found: Record<string, Uint8Array> = {};
  const walk = async (folder: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = join(folder, name);
      if (isDirectory) await walk(path);
      else if (name !== "sidecar.json") found[relative(data, path)] = await Deno.readFile(path);
    }
  };
  const networks = join(data, "runs", "network");
  if (await Deno.stat(networks).then(() => true, () => false)) await walk(networks);
  return found;
}

Deno.test("a training killed at three random moments and run again gives the undisturbed bytes", async () => {
  const [undisturbed, killed] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  try {
    const started = performance.now();
    const whole = await startTraining(undisturbed).output();
    ok(whole.success, new TextDecoder().decode(whole.stderr));
    const duration = performance.now() - started;
    equal(Object.keys(await results(undisturbed)).length, 18); // 3 networks of 6 files

    const random = randomSource(1);
    for (let kill = 0; kill < 3; kill++) {
      const before = await results(killed);
      const process = startTraining(killed);
      await new Promise((resolve) => setTimeout(resolve, duration * (0.3 + 0.6 * uniform(random))));
      try {
        process.kill("SIGKILL");
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // it had ended already
      }
      await process.output();
      const after = await results(killed);
      for (const [name, bytes] of Object.entries(before)) deepEqual(after[name], bytes, name);
    }
    ok((await startTraining(killed).output()).success);
    deepEqual(await results(killed), await results(undisturbed));
  } finally {
    await Deno.remove(undisturbed, { recursive: true });
    await Deno.remove(killed, { recursive: true });
  }
});
