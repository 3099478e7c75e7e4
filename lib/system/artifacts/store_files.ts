/**
 * Names and file operations of a store. Missing files are distinguished from unreadable ones, and the store's
 * own files from links.
 */
import { join, relative, sep } from "node:path";
import { isAbsence } from "../files/atomic_write.ts";

/** Folder of results that are being written or removed; never read as results. */
export const PARTIAL = ".partial";

/** Folder of artifacts that failed their checksum. */
export const DAMAGED = ".damaged";

/** File in {@link DAMAGED} that a process locks while it moves an artifact. */
export const LOCK = ".lock";

/** Most bytes of `artifact.json` and of `sidecar.json`. */
export const MOST_JSON_BYTES: number = 2 ** 24;

/**
 * Locks the store `root` until the returned lock is disposed of. A process that checks an artifact and then
 * moves it needs the lock: otherwise the artifact could be replaced in between.
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

/** A file or folder that may exist but cannot be read. */
export class Unreadable {
  /** @param reason a clause such as `"artifact.json cannot be read: Permission denied"` */
  constructor(readonly reason: string) {}
}

/**
 * The result of reading a file or folder; `undefined` if it does not exist. Any other failure (permissions, a
 * failing disk) gives an {@link Unreadable} whose reason names `what`.
 */
export function tryReading<Value>(what: string, read: () => Value): Value | Unreadable | undefined {
  try {
    return read();
  } catch (error) {
    if (isAbsence(error)) return undefined;
    const message = error instanceof Error ? error.message : String(error);
    // The text after the number repeats the path.
    return new Unreadable(
      `${what} cannot be read: ${message.replace(/ \(os error \d+\).*$/s, "")}`,
    );
  }
}

export function isLink(path: string): boolean {
  return tryReading("", () => Deno.lstatSync(path).isSymlink) === true;
}

/** The target of a link, as a clause. */
export function linkReason(path: string): string {
  const target = tryReading("the link", () => Deno.readLinkSync(path));
  return typeof target === "string" ? `a link to ${target}` : "a link";
}

/**
 * True if no part of a path below the store `root` is a link. The folder `root` itself may be reached through
 * links.
 */
export function isOwn(root: string, path: string): boolean {
  const names = relative(root, path).split(sep);
  if (names.some((name) => name === "" || name === "..")) return false;
  return names.every((_, at) => {
    const info = tryReading("", () => Deno.lstatSync(join(root, ...names.slice(0, at + 1))));
    if (info === undefined || info instanceof Unreadable) return false;
    return at === names.length - 1 ? !info.isSymlink : info.isDirectory;
  });
}

/**
 * The bytes of a file below `folder`, or the reason why it cannot be used, as a clause such as `is missing`.
 * Links below the folder are not followed and at most `mostBytes` are read: a manipulated folder must not
 * give files from outside, devices or unlimited sizes.
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
