import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { atomicWrite, FileWriteError } from "../../lib/artifacts/atomic_write.ts";
import { ArtifactStore } from "../../lib/artifacts/mod.ts";
import { writeFailure } from "../../lib/artifacts/write_failure.ts";
import { inFolder } from "../in_folder.ts";
import { hasSmallDisks, withSmallDisk } from "../small_disk.ts";

const advice = "free some space and run the same command again";
const kept = "what was finished before is kept";

Deno.test("a full disk is told in plain words, with what to do; other failures as they are", () => {
  const withCode = (code: string) => Object.assign(new Error("os error"), { code });
  const told = (error: unknown) => writeFailure(error, "all is well");
  equal(told(withCode("ENOSPC")), `the disk is full; all is well, ${advice}`);
  equal(told(withCode("EDQUOT")), `the quota of the disk is used up; all is well, ${advice}`);
  for (const code of ["EACCES", "toString"]) equal(told(withCode(code)), "os error");
  equal(told(new Error("no code")), "no code");
  equal(told("text"), "text");
});

Deno.test("a file that cannot be written is named, and nothing is left beside it", () =>
  inFolder(async (folder) => {
    const path = join(folder, "taken");
    await Deno.mkdir(path);
    await rejects(
      atomicWrite(path, "text"),
      (error) =>
        error instanceof FileWriteError && error.message.startsWith(`Cannot write ${path}: `),
    );
    deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["taken"]);
    await rejects(atomicWrite(join(path, "..", "taken", "\0"), "text"), FileWriteError);
  }));

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
