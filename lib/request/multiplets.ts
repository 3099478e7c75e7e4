/** The multiplets that `analyze` is asked to measure: from the command line and from a file. */
import type { Files } from "./files.ts";
import type { InputsRequest } from "./request.ts";
import { quoted } from "../data/tables/error.ts";
import { type ListItem, type NamedLists, readLists } from "./lists.ts";
import { UsageError } from "./values.ts";

/** The multiplets of both options, by the own numbers of variables. */
export async function askedMultiplets(
  { multiplets, multipletsFile: file }: InputsRequest,
  names: NamedLists,
  { readText }: Pick<Files, "readText">,
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
  const all = await readText(file).catch(({ message }: Error) => {
    throw new UsageError(`--multiplets-file ${file}: expected a file of text, found ${message}`);
  });
  const fromFile = splitLines(all).flatMap((text, at) => {
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

function splitLines(text: string): string[] {
  return text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
}
