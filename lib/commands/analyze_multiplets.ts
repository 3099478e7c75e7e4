/** The multiplets that `analyze` is asked to measure: from the command line and from a file. */
import type { InputsRequest } from "./analyze_options.ts";
import { quoted } from "../data/tables/error.ts";
import { type ListItem, type NamedLists, readLists } from "./column_lists.ts";
import { isStandardInput, unreadableReason } from "../data/tables/file.ts";
import { UsageError } from "./options.ts";

/** The multiplets of both options, by the own numbers of variables. */
export async function askedMultiplets(
  { multiplets, multipletsFile: file }: InputsRequest,
  names: NamedLists,
): Promise<number[][] | undefined> {
  if (multiplets === undefined && file === undefined) return undefined;
  const indices = (option: string, lists: readonly (readonly ListItem[])[]) => {
    const found = names.indices(option, lists);
    for (const one of found) {
      const repeated = one.find((index, at) => one.indexOf(index) < at);
      if (repeated === undefined) continue;
      throw new UsageError(`${option}: ${quoted(one.join(","))} has ${repeated} twice`);
    }
    return found;
  };
  const given = indices("--multiplets", multiplets ?? []);
  if (file === undefined) return given;
  const fromFile = (await linesOf(file)).flatMap((text, at) => {
    if (text.trim() === "") return [];
    const option = `--multiplets-file ${file}, line ${at + 1}`;
    // As the column `multiplet` of a result in CSV.
    const line = /^\s*\d+(\s+\d+)+\s*$/.test(text) ? text.trim().replaceAll(/\s+/g, ",") : text;
    return indices(option, readLists(option, line));
  });
  if (fromFile.length === 0) {
    throw new UsageError(`--multiplets-file ${file}: expected a multiplet per line, found none`);
  }
  return [...given, ...fromFile];
}

/** Most bytes of a file of multiplets. */
const MOST_BYTES = 2 ** 28;

async function linesOf(file: string): Promise<string[]> {
  const refuse = (found: string) =>
    new UsageError(`--multiplets-file ${file}: expected a file of text, found ${found}`);
  const asRefusal = (error: Error) => {
    throw refuse(unreadableReason(error, file));
  };
  if (isStandardInput(file)) {
    return splitLines(await new Response(Deno.stdin.readable).text());
  }
  const { isFile, size } = await Deno.stat(file).catch(asRefusal);
  if (!isFile) throw refuse("a folder, a device or a pipe");
  if (size > MOST_BYTES) throw refuse(`${size} bytes, more than ${MOST_BYTES}`);
  return splitLines(await Deno.readTextFile(file).catch(asRefusal));
}

function splitLines(text: string): string[] {
  return text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
}
