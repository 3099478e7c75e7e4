/** Commands on a disk that is full: a small tmpfs, which takes Linux and root. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { type ArtifactId, ArtifactStore } from "../../lib/system/artifacts/mod.ts";
import { inFolder } from "../in_folder.ts";
import { hasSmallDisks, withSmallDisk } from "../small_disk.ts";
import { finishExperiments, partials, results, SMALL, startExperiments } from "./_experiments.ts";
import { runCaptured } from "./captured.ts";

const onSmallDisks = { ignore: !hasSmallDisks };

/** Sizes that end the run in the middle of one experiment after the other. */
const SIZES = ["150k", "520k", "800k"];

/** What a command says that finds the disk full, in one line. */
const full = (kept: string) =>
  `the disk is full; ${kept}, free some space and run the same command again`;

/** Reads every artifact of the folder by what its manifest says it is; says how many there are. */
async function verify(data: string, files: Record<string, Uint8Array>): Promise<number> {
  const damages: string[] = [];
  const onDamage = ({ reason }: { readonly reason: string }) => void damages.push(reason);
  const store = new ArtifactStore(join(data, "runs"), { onDamage });
  const manifests = Object.entries(files).filter(([path]) => path.endsWith("artifact.json"));
  for (const [path, bytes] of manifests) {
    const { kind, inputs } = JSON.parse(new TextDecoder().decode(bytes)) as ArtifactId;
    ok(await store.read({ kind, inputs }), path);
  }
  deepEqual(damages, []);
  return manifests.length;
}

Deno.test({
  name: "experiments end in one line when the disk is full, keep what is finished, and go on later",
  ...onSmallDisks,
  fn: () =>
    inFolder(async (undisturbed) => {
      await finishExperiments(undisturbed, SMALL);
      const expected = await results(undisturbed);
      await withSmallDisk("20k", async ({ path, resize }) => {
        let before: Record<string, Uint8Array> = {};
        const counts: number[] = [];
        const stopped = new Set<string>();
        for (const size of SIZES) {
          await resize(size);
          const { code, stderr } = await startExperiments(path, SMALL).output();
          const lines = new TextDecoder().decode(stderr).trimEnd().split("\n");
          equal(code, 1, lines.join("\n"));
          const [, kind, folder, reason] = /^Cannot store the ([\w-]+) (\S+): (.*)$/.exec(
            lines.at(-1)!,
          ) ?? [];
          equal(reason, full("what was finished before is kept"), lines.join("\n"));
          ok(folder!.startsWith(join(path, "runs", kind!)), `${folder}`);
          equal(lines.filter((line) => /cannot|full|error|^\s+at /i.test(line)).length, 1);
          stopped.add(kind!);

          deepEqual(partials(path), []);
          const after = await results(path);
          counts.push(await verify(path, after));
          for (const [name, bytes] of Object.entries(before)) deepEqual(after[name], bytes, name);
          for (const [name, bytes] of Object.entries(after)) {
            deepEqual(bytes, expected[name], name);
          }
          before = after;
        }
        ok(counts[0]! > 0, "something fits on the smallest disk");
        ok(counts.every((count, at) => at === 0 || count > counts[at - 1]!), `${counts}`);
        equal(stopped.size, SIZES.length, `stopped at ${[...stopped].join(", ")}`);

        await resize("16m");
        await finishExperiments(path, SMALL);
        deepEqual(await results(path), expected);
        deepEqual(partials(path), []);
      });
    }),
});

Deno.test({
  name: "analyze on a full disk leaves the old output as it was, and no other file",
  ...onSmallDisks,
  fn: () =>
    withSmallDisk("64k", async ({ path, fill }) => {
      const features = join(path, "x.csv");
      const rows = Array.from(
        { length: 40 },
        (_, i) => `${Math.sin(i)},${Math.cos(3 * i)},${i % 7}`,
      );
      await Deno.writeTextFile(features, ["a,b,c", ...rows].join("\n"));
      const args = ["analyze", "--features", features, "--output"];
      for (const old of ["old\n", undefined]) {
        const output = join(path, old === undefined ? "new.json" : "old.json");
        if (old !== undefined) {
          await Deno.writeTextFile(output, old);
          await fill();
        }
        const names = () => [...Deno.readDirSync(path)].map(({ name }) => name).sort();
        const before = names();
        const { status, text } = await runCaptured([...args, output]);
        deepEqual([status, text], [1, `Cannot write ${output}: ${full("nothing was changed")}`]);
        deepEqual(names(), before);
        if (old === undefined) await rejects(Deno.stat(output), Deno.errors.NotFound);
        else equal(await Deno.readTextFile(output), old);
      }
      await Deno.remove(join(path, "filler"));
      equal((await runCaptured([...args, join(path, "old.json")])).status, 0);
      match(await Deno.readTextFile(join(path, "old.json")), /"variables": 3/);
    }),
});
