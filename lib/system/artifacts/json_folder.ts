/** JSON texts in the files of a folder. */
import { join } from "node:path";
import { atomicWrite, unlessMissing } from "../files/atomic_write.ts";
import { KIND } from "./json.ts";
import { ArtifactError } from "./store.ts";

/** JSON texts by their names: lower-case letters, digits and hyphens. */
export interface JsonFolder {
  /** The text of this name; `undefined` if there is none. */
  read(name: string): Promise<string | undefined>;
  /** Keeps a text in place of any other of this name. */
  write(name: string, text: string): Promise<void>;
}

/**
 * The texts in the files `NAME.json` of a folder, which is made on the first write. A file is written under a temporary
 * name and renamed: after a kill or on a full disk it has the new text or the one before. What the texts are is not
 * checked. Both functions reject with an {@link ArtifactError} for any other name and if the disk fails.
 *
 * As the option `keep` of `ladderSearch`, it keeps the finished parts of a search.
 *
 * @example
 * ```ts
 * import { jsonFolder } from "@multiplet/multiplet/artifacts";
 * import { strictEqual as equal } from "node:assert/strict";
 * const root = await Deno.makeTempDir();
 * const texts = jsonFolder(root);
 * equal(await texts.read("sum-1"), undefined);
 * await texts.write("sum-1", "[5]");
 * equal(await texts.read("sum-1"), "[5]");
 * await Deno.remove(root, { recursive: true });
 * ```
 */
export function jsonFolder(folder: string): JsonFolder {
  const path = (name: string) => {
    if (KIND.test(name)) return join(folder, `${name}.json`);
    throw new ArtifactError(`A text cannot be named "${name}", its name must match ${KIND}`);
  };
  return {
    read: async (name) => {
      const file = path(name);
      try {
        return await unlessMissing(Deno.readTextFile(file));
      } catch (cause) {
        throw failure(`Cannot read ${file}: `, cause);
      }
    },
    write: async (name, text) => {
      const file = path(name);
      try {
        await atomicWrite(file, text);
      } catch (cause) {
        // The message names the file.
        throw failure("", cause);
      }
    },
  };
}

function failure(attempt: string, cause: unknown): ArtifactError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ArtifactError(attempt + reason, { cause });
}
