/**
 * What lies in a store beside its artifacts, and looks at it that tell what is not there from what cannot be
 * read, and what lies in it from what links lead to.
 */
import { join, relative, sep } from "node:path";
import { isAbsence } from "../files/atomic_write.ts";

/** Folder of what is being written or removed. Nothing in it is ever read as a result. */
export const PARTIAL = ".partial";

/** Folder of artifacts that failed their checksum. */
export const DAMAGED = ".damaged";

/** File in {@link DAMAGED} that is held by a process which moves an artifact away. */
export const LOCK = ".lock";

/** Most bytes of `artifact.json` and of `sidecar.json`. */
export const MOST_JSON_BYTES: number = 2 ** 24;

/**
 * Waits until no other process moves artifacts of the store `root` away, and keeps others from it until
 * the lock is disposed of. Whoever looks at an artifact and moves it for what was seen needs it: between
 * the two, another process could move that artifact and a third could finish it anew.
 */
export async function lockStore(root: string): Promise<Disposable> {
  const folder = join(root, DAMAGED);
  await Deno.mkdir(folder, { recursive: true });
  const lock = await Deno.open(join(folder, LOCK), { write: true, create: true });
  try {
    await lock.lock(true);
  } catch (error) {
    lock.close();
    throw error;
  }
  return lock;
}

/** Something is there, or may be, that cannot be looked at. */
export class Unreadable {
  /** @param reason a clause such as `"artifact.json cannot be read: Permission denied"` */
  constructor(readonly reason: string) {}
}

/**
 * What a look at the disk finds, `undefined` where there is nothing any more. Whatever else prevents the
 * look (permissions, a failing disk) is no proof that there is nothing; its reason names `what`.
 */
export function lookAt<Value>(what: string, look: () => Value): Value | Unreadable | undefined {
  try {
    return look();
  } catch (error) {
    if (isAbsence(error)) return undefined;
    const message = error instanceof Error ? error.message : String(error);
    // What follows the number repeats the path.
    return new Unreadable(
      `${what} cannot be read: ${message.replace(/ \(os error \d+\).*$/s, "")}`,
    );
  }
}

export function isLink(path: string): boolean {
  return lookAt("", () => Deno.lstatSync(path).isSymlink) === true;
}

/** Where a link leads, as a clause. */
export function linkReason(path: string): string {
  const target = lookAt("the link", () => Deno.readLinkSync(path));
  return typeof target === "string" ? `a link to ${target}` : "a link";
}

/**
 * Whether a path leads to something of the store `root` itself: no part of it below `root` is a link. The
 * folder `root` may be reached through links.
 */
export function isOwn(root: string, path: string): boolean {
  const names = relative(root, path).split(sep);
  if (names.some((name) => name === "" || name === "..")) return false;
  return names.every((_, at) => {
    const info = lookAt("", () => Deno.lstatSync(join(root, ...names.slice(0, at + 1))));
    if (info === undefined || info instanceof Unreadable) return false;
    return at === names.length - 1 ? !info.isSymlink : info.isDirectory;
  });
}

/**
 * The bytes of a file below `folder`, or what is wrong with it, as a clause such as `is missing`. Links
 * below the folder are not followed and nothing beyond `mostBytes` is read, so that a folder that was
 * tampered with cannot bring in files from outside, or devices and sizes without end.
 */
export async function readOwnFile(
  folder: string,
  name: string,
  mostBytes: number,
): Promise<Uint8Array | string> {
  try {
    const path = join(folder, name);
    // The folder itself may be reached through links.
    if (await Deno.realPath(path) !== join(await Deno.realPath(folder), name)) return "is a link";
    const { isFile, size } = await Deno.stat(path);
    if (!isFile) return "is not a file";
    if (size > mostBytes) return `has ${size} bytes, at most ${mostBytes} are expected`;
    return await Deno.readFile(path);
  } catch (error) {
    if (isAbsence(error)) return "is missing";
    if (error instanceof Deno.errors.FilesystemLoop) return "is a link to itself";
    throw error;
  }
}
