/**
 * How much room something takes on the disk.
 * @module
 */
import { join } from "node:path";

/** Room on the disk. */
export interface Footprint {
  /** Sizes of the files, added up. */
  readonly bytes: number;
  /**
   * What the disk sets aside for them and their folders. Systems hand it out in pieces, often of 4 kB, so
   * that many small files take much more than they hold. As {@link bytes} where a system (Windows) does
   * not tell.
   */
  readonly bytesOnDisk: number;
}

/** A footprint with what was found on the way. */
export interface Measured extends Footprint {
  /** Sizes of the files by their path below what was measured, its parts joined by `/`. */
  readonly files: ReadonlyMap<string, number>;
  /** When the newest file or folder was changed, in milliseconds since 1970; 0 where that is not told. */
  readonly changed: number;
}

/**
 * Measures a file or a folder with all that is in it. What vanishes meanwhile, or may not be read, does not
 * count, and links are not followed.
 *
 * It does not wait for the disk in between: a store has tens of thousands of small files.
 *
 * @param look at the file or folder itself: `Deno.statSync` where it may be reached through a link
 */
export function measure(path: string, look: typeof Deno.lstatSync = Deno.lstatSync): Measured {
  const files = new Map<string, number>();
  let [bytes, bytesOnDisk, changed] = [0, 0, 0];
  const visit = (at: string, name: string, info: Deno.FileInfo): void => {
    const { isFile, isDirectory, size, blocks, mtime } = info;
    // Blocks of 512 bytes, whatever the disk's own are.
    bytesOnDisk += blocks === null ? (isFile ? size : 0) : 512 * blocks;
    changed = Math.max(changed, mtime?.getTime() ?? 0);
    if (isFile) {
      files.set(name, size);
      bytes += size;
    }
    if (!isDirectory) return;
    for (const below of unlessGone(() => [...Deno.readDirSync(at)]) ?? []) {
      const path = join(at, below.name);
      const info = unlessGone(() => Deno.lstatSync(path));
      if (info) visit(path, name === "" ? below.name : `${name}/${below.name}`, info);
    }
  };
  const info = unlessGone(() => look(path));
  if (info) visit(path, "", info);
  return { bytes, bytesOnDisk, files, changed };
}

/** What a look at the disk finds, or `undefined` where there is nothing any more, or nothing to be read. */
export function unlessGone<Value>(look: () => Value): Value | undefined {
  try {
    return look();
  } catch (error) {
    const { NotADirectory, NotFound, PermissionDenied } = Deno.errors;
    if ([NotFound, NotADirectory, PermissionDenied].some((kind) => error instanceof kind)) {
      return undefined;
    }
    throw error;
  }
}
