/** The guides as text, and numbers as they write them. */
import { join } from "node:path";
import { ROOT } from "../sources.ts";

/** A guide with every run of white space as one space, and without code that is executed elsewhere. */
export async function guideText(name: string): Promise<string> {
  const source = await Deno.readTextFile(join(ROOT, "docs", name));
  return source.replace(/^```ts\n.*?^```$/gms, "").replace(/\s+/g, " ");
}

/** Decimals with a true minus sign, which zero does not have: `"−0.42"`, `"0.00"`. */
export function decimals(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** An integer with commas between thousands. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** A row of a Markdown table, as {@link guideText} has it. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** The number of things that a sentence counts in a word. */
export function word(value: number): string {
  const words = "zero one two three four five six seven eight nine ten".split(" ");
  return words[value] ?? count(value);
}
