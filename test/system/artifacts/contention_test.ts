/** Several processes on one store, with random work from fixed seeds. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { removeFromStore } from "../../../lib/system/artifacts/removal.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { denoOutput } from "../../processes.ts";
import type { Encounters } from "./_contender.ts";
import { FRAGILE, SPOILT_BYTES, unitFiles, unitId, UNITS } from "./_units.ts";

const script = fileURLToPath(new URL("./_contender.ts", import.meta.url));

/** Lets contenders with these seeds work at once, each in a process of its own. */
async function contend(
  root: string,
  seeds: readonly number[],
  rounds: number,
): Promise<Encounters[]> {
  const options = ["--quiet", "--no-prompt", "--allow-read", `--allow-write=${root}`];
  const ended = await Promise.all(
    seeds.map((seed) => denoOutput(["run", ...options, script, root, `${seed}`, `${rounds}`])),
  );
  return ended.map((stdout) => JSON.parse(stdout));
}

/** Names in a folder, without its lock. */
const names = (folder: string) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name !== ".lock");

Deno.test(
  "processes that write, read and damage the same artifacts meet whole ones only",
  permitted,
  () =>
    inFolder(async (root) => {
      // What a process has left that ended long ago, and what one is writing.
      const [old, young] = ["old", "young"].map((name) => join(root, ".partial", name));
      for (const folder of [old!, young!]) await Deno.mkdir(folder, { recursive: true });
      await Deno.writeTextFile(join(old!, "small.json"), "half");
      const yesterday = Date.now() / 1000 - 25 * 3600;
      await Deno.utime(old!, yesterday, yesterday);

      const met = await contend(root, [1, 2, 3], 150);
      const sum = (of: keyof Encounters) => met.reduce((total, one) => total + one[of], 0);
      ok(met.every(({ whole, written }) => whole > 0 && written > 0), JSON.stringify(met));
      ok(sum("damages") > 3, JSON.stringify(met));

      // Each damage was met by one of them, and nothing else was put aside.
      const damaged = names(join(root, ".damaged"));
      equal(damaged.length, sum("damages"));
      for (const name of damaged) {
        equal((await Deno.stat(join(root, ".damaged", name, FRAGILE))).size, SPOILT_BYTES);
      }
      deepEqual(names(join(root, ".partial")), ["young"]);

      const store = new ArtifactStore(root, { onDamage: () => {} });
      for (let index = 0; index < UNITS; index++) {
        await store.write(unitId(index), unitFiles(index), null);
        deepEqual((await store.read(unitId(index)))!.files, unitFiles(index));
      }
    }),
);

Deno.test(
  "processes that use artifacts which are being removed meet whole ones, or none",
  permitted,
  () =>
    inFolder(async (root) => {
      const store = new ArtifactStore(root, { onDamage: () => {} });
      const folders = Array.from({ length: UNITS }, (_, index) => store.folder(unitId(index)));
      let busy = true;
      let removals = 0;
      const removing = (async () => {
        while (busy) {
          removals += (await removeFromStore(root, folders.map((path) => ({ path })))).removed;
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      })();
      const met = await contend(root, [4, 5], 150).finally(() => busy = false);
      await removing;
      ok(removals > UNITS, `${removals}`);
      ok(met.every(({ absent, written }) => absent > 0 && written > 0), JSON.stringify(met));
      deepEqual(names(join(root, ".partial")), []);
    }),
);
