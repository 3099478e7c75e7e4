/** Options that messages advise, written so that they can be copied into a POSIX shell. */
import { printable } from "../../system/printable.ts";

/** One word of a shell: as it is if no character has a meaning there, otherwise in single quotes. */
export function shellWord(text: string): string {
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Longest name in advice: the middle of long messages is left out. */
const LONGEST = 200;

/** A column as lists of `analyze` take it: by its name, or by its number if the name cannot be shown as it is. */
function listItem({ index, name }: { readonly index: number; readonly name: string }): string {
  if (name.length > LONGEST || printable(name) !== name) return `${index}`;
  return /[",;-]|^\s|\s$|^\d+$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/** An option with a list of columns, as a shell takes it: `--without 'mean radius,"a,b"'`. */
export function columnOption(
  option: string,
  columns: readonly { readonly index: number; readonly name: string }[],
): string {
  return `${option} ${shellWord(columns.map(listItem).join(","))}`;
}
