/**
 * Looks at a store that tell what is not there from what cannot be read, and what lies in it from what
 * links lead to.
 * @module
 */
import { join, relative, sep } from "node:path";

/** Something is there, or may be, that cannot be looked at. */
export class Unreadable {
  /** @param reason a clause such as `"artifact.json cannot be read: Permission denied"` */
  constructor(readonly reason: string) {}
}

/**
 * What a look at the disk finds, `undefined` where there is nothing any more. Whatever else prevents the
 * look (permissions, a failing disk) is no proof that there is nothing.
 *
 * @param what what is looked at, to be named in the reason
 */
export function lookAt<Value>(what: string, look: () => Value): Value | Unreadable | undefined {
  try {
    return look();
  } catch (error) {
    const { NotADirectory, NotFound } = Deno.errors;
    if (error instanceof NotFound || error instanceof NotADirectory) return undefined;
    const message = error instanceof Error ? error.message : String(error);
    // What follows the number repeats the path.
    return new Unreadable(
      `${what} cannot be read: ${message.replace(/ \(os error \d+\).*$/s, "")}`,
    );
  }
}

/** Whether a path is a link, wherever it leads. */
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
