/**
 * How much room something takes on the disk.
 * @module
 */
import { join } from "node:path";
import { lookAt, Unreadable } from "./look.ts";

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
  /** Why something in it could not be looked at, by its path likewise; `""` is what was measured. */
  readonly unreadable: ReadonlyMap<string, Unreadable>;
  /** When the newest file or folder was changed, in milliseconds since 1970; 0 where that is not told. */
  readonly changed: number;
}

/**
 * Measures a file or a folder with all that is in it. What vanishes meanwhile, or cannot be read, does not
 * count, and links are not followed.
 *
 * It does not wait for the disk in between: a store has tens of thousands of small files.
 */
export function measure(path: string): Measured {
  const files = new Map<string, number>();
  const unreadable = new Map<string, Unreadable>();
  let [bytes, bytesOnDisk, changed] = [0, 0, 0];
  const look = <Value>(name: string, what: () => Value): Value | undefined => {
    const found = lookAt(name === "" ? "its folder" : name, what);
    if (!(found instanceof Unreadable)) return found;
    unreadable.set(name, found);
    return undefined;
  };
  const visit = (at: string, name: string): void => {
    const info = look(name, () => Deno.lstatSync(at));
    if (info === undefined) return;
    const { isFile, isDirectory, size, blocks, mtime } = info;
    // Blocks of 512 bytes, whatever the disk's own are.
    bytesOnDisk += blocks === null ? (isFile ? size : 0) : 512 * blocks;
    changed = Math.max(changed, mtime?.getTime() ?? 0);
    if (isFile) {
      files.set(name, size);
      bytes += size;
    }
    if (!isDirectory) return;
    for (const below of look(name, () => [...Deno.readDirSync(at)]) ?? []) {
      visit(join(at, below.name), name === "" ? below.name : `${name}/${below.name}`);
    }
  };
  visit(path, "");
  return { bytes, bytesOnDisk, files, unreadable, changed };
}
