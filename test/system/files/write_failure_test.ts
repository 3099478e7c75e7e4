import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import {
  atomicWrite,
  FileWriteError,
  fullDisk,
  writeFailure,
} from "../../../lib/system/files/atomic_write.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";

const advice = "free some space and run the same command again";

Deno.test("a full disk is told in plain words, with what to do; other failures as they are", () => {
  const withCode = (code: string) => Object.assign(new Error("os error"), { code });
  const told = (error: unknown) => writeFailure(error, "all is well");
  equal(told(withCode("ENOSPC")), `the disk is full; all is well, ${advice}`);
  equal(told(withCode("EDQUOT")), `the quota of the disk is used up; all is well, ${advice}`);
  for (const code of ["EACCES", "toString"]) equal(told(withCode(code)), "os error");
  equal(told(new Error("no code")), "no code");
  equal(told("text"), "text");
  for (const code of ["ENOSPC", "EDQUOT"]) {
    equal(fullDisk(withCode(code), "all is well"), told(withCode(code)));
  }
  for (const error of [withCode("EACCES"), new Error("no code"), "text"]) {
    equal(fullDisk(error, "all is well"), undefined);
  }
});

Deno.test(
  "a file that cannot be written is named, and nothing is left beside it",
  permitted,
  () =>
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
    }),
);
