/** Files that were dropped on a page, by their names. */
import { TableError } from "../data/tables/error.ts";
import { parseTable } from "../data/tables/mod.ts";
import { splitArray } from "../data/tables/paths.ts";
import { type Files, MOST_TEXT_BYTES } from "../request/files.ts";

/** @param files no two of one name */
export function droppedFiles(files: readonly File[]): Files {
  const byName = new Map(files.map((file) => [file.name, file]));
  const there = `the files on this page are ${[...byName.keys()].join(", ") || "none"}`;
  return {
    async readTable(path, options) {
      const { file: name, array } = splitArray(path);
      const file = byName.get(name);
      if (file === undefined) {
        throw new TableError({ file: name, expected: "a file to read", found: `none; ${there}` });
      }
      const asked = array === undefined ? options : { ...options, array };
      return await parseTable(file, name, asked);
    },
    async readText(path) {
      const file = byName.get(path);
      if (file === undefined) throw new Error(`no such file; ${there}`);
      if (file.size > MOST_TEXT_BYTES) {
        throw new Error(`${file.size} bytes, more than ${MOST_TEXT_BYTES}`);
      }
      return await file.text();
    },
    has: (path) => Promise.resolve(byName.has(path)),
    areSame: (path, other) => Promise.resolve(path === other),
    placeOf: (path) => `${path} among the files on this page`,
  };
}
