/** Disks that are soon full: a tmpfs of a given size. */
import { ok } from "node:assert/strict";
import { PERMITTED } from "./permitted.ts";
import { runProgram } from "./processes.ts";

/** A disk, mounted. */
export interface SmallDisk {
  /** Where it is mounted. */
  readonly path: string;
  /** Gives it another size, e.g. `"8m"`; what is on it stays. */
  resize(size: string): Promise<void>;
  /** Fills it with a file until it has `bytes` left, in whole pages. */
  fill(bytes?: number): Promise<void>;
}

/** Runs a test with an empty disk of `size`, e.g. `"64k"`, which is gone afterwards. */
export async function withSmallDisk(
  size: string,
  test: (disk: SmallDisk) => Promise<void>,
): Promise<void> {
  const path = await Deno.makeTempDir();
  try {
    await system("mount", "-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path);
    try {
      await test({
        path,
        resize: (size) => system("mount", "-o", `remount,size=${size}`, path),
        fill: (bytes = 0) => fill(path, bytes),
      });
    } finally {
      await system("umount", path);
    }
  } finally {
    await Deno.remove(path);
  }
}

/** Whether this process may mount one: on Linux, as root. */
export const hasSmallDisks: boolean = PERMITTED &&
  await withSmallDisk("4k", () => Promise.resolve()).then(() => true, () => false);

async function system(command: string, ...args: string[]): Promise<void> {
  const { code, stderr } = await runProgram(command, args);
  ok(code === 0, `${command} ${args.join(" ")}: ${stderr}`);
}

async function fill(folder: string, left: number): Promise<void> {
  const path = `${folder}/filler`;
  using file = await Deno.open(path, { write: true, createNew: true });
  const page = new Uint8Array(4096);
  let size = 0;
  try {
    for (;;) size += await file.write(page);
  } catch (error) {
    ok(error instanceof Error && "code" in error && error.code === "ENOSPC", `${error}`);
  }
  ok(size >= left, `the disk has ${size} bytes, not ${left}`);
  await file.truncate(size - left);
}
