/** Files of this machine, and standard input. */
import { isStandardInput } from "../data/tables/paths.ts";
import { placeOf, unreadableReason } from "../data/tables/file.ts";
import { readTable } from "../data/tables/mod.ts";
import { type Files, MOST_TEXT_BYTES } from "../request/files.ts";

export const LOCAL_FILES: Files = {
  readTable,
  async readText(path) {
    if (isStandardInput(path)) return await new Response(Deno.stdin.readable).text();
    const asReason = (error: Error) => {
      throw new Error(unreadableReason(error, path), { cause: error });
    };
    const { isFile, size } = await Deno.stat(path).catch(asReason);
    if (!isFile) throw new Error("a folder, a device or a pipe");
    if (size > MOST_TEXT_BYTES) throw new Error(`${size} bytes, more than ${MOST_TEXT_BYTES}`);
    return await Deno.readTextFile(path).catch(asReason);
  },
  has: (path) => Deno.stat(path).then(({ isDirectory }) => !isDirectory, () => false),
  async areSame(path, other) {
    if (path === other) return true;
    const [first, second] = await Promise.all(
      [path, other].map((one) => Deno.realPath(one).catch(() => undefined)),
    );
    return first !== undefined && first === second;
  },
  placeOf,
};
