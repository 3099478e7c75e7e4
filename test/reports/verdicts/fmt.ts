/** `deno fmt` on Markdown, without this project's settings. */
import { strictEqual as equal } from "node:assert/strict";
import { runProcess } from "../../../lib/reports/jupyter/process.ts";

/** Fails when `deno fmt` changes the text of a Markdown file. */
export async function requireFormatted(source: string): Promise<void> {
  const args = ["fmt", "--no-config", "--ext=md", "-"];
  const { code, stdout, stderr } = await runProcess(Deno.execPath(), { args, stdin: source });
  equal(code, 0, stderr);
  equal(stdout, source);
}
