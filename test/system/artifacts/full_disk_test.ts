import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { hasSmallDisks, withSmallDisk } from "../../small_disk.ts";

const advice = "free some space and run the same command again";
const kept = "what was finished before is kept";

Deno.test({
  name: "an artifact that does not fit on the disk leaves nothing, and those that are there stay",
  ignore: !hasSmallDisks,
  fn: () =>
    withSmallDisk("64k", async ({ path, resize }) => {
      const store = new ArtifactStore(path);
      const id = (index: number) => ({ kind: "unit", inputs: { index } });
      const files = { "a.bin": new Uint8Array(10_000), "b.bin": new Uint8Array(10_000).fill(1) };
      await store.write(id(0), files, null);
      const large = { ...files, "c.bin": new Uint8Array(50_000) };
      const reason = `the disk is full; ${kept}, ${advice}`;
      const message = `Cannot store the unit ${store.folder(id(1))}: ${reason}`;
      for (const _ of [1, 2]) {
        await rejects(store.write(id(1), large, null), { name: "ArtifactError", message });
        deepEqual([...Deno.readDirSync(join(path, ".partial"))], []);
      }
      deepEqual((await store.read(id(0)))!.files, files);
      equal(await store.read(id(1)), undefined);
      await resize("256k");
      await store.write(id(1), large, null);
      deepEqual((await store.read(id(1)))!.files, large);
    }),
});
