/**
 * The verdicts in the tracked Markdown files: one line per claim in the README, all of them in a guide.
 * @module
 */
import { join } from "node:path";
import { currentEnvironment } from "../system/artifacts/mod.ts";
import { allVerdicts } from "../experiments/mod.ts";
import { atomicWrite } from "../system/files/atomic_write.ts";
import { runProcess } from "../jupyter/process.ts";
import { claimsMarkdown, verdictsMarkdown } from "../verdicts/mod.ts";
import type { AllResults } from "./all_experiments.ts";
import { withVerdicts } from "./generated_block.ts";

/** Below the folder of the repository. */
const README = "README.md";
const GUIDE = "docs/verdicts.md";

/**
 * Does nothing when both files have the marks that {@link writeVerdictGuides} needs: to be asked before hours
 * of work.
 *
 * @throws GeneratedBlockError for a file without them
 */
export async function requireVerdictMarks(root: string): Promise<void> {
  for (const name of [README, GUIDE]) {
    withVerdicts(name, await Deno.readTextFile(join(root, name)), "");
  }
}

/**
 * Writes the verdicts between the marks of `README.md` and `docs/verdicts.md`, in the format of `deno fmt`.
 *
 * @param root folder of the repository
 * @throws GeneratedBlockError for a file without marks; then neither file is changed
 */
export async function writeVerdictGuides(
  root: string,
  { config, ...results }: AllResults,
): Promise<void> {
  const rows = allVerdicts(results);
  const { deno, os, cpu, cores } = currentEnvironment();
  const run = `Preset \`${config.preset}\`, seed ${config.seed}`;
  const place = `written by Deno ${deno} on ${os}, ${cpu}, ${cores} cores`;
  const blocks = [
    [README, `${run}:\n\n${claimsMarkdown(rows)}`],
    [GUIDE, `${run}; ${place}.\n\n${verdictsMarkdown(rows)}`],
  ] as const;
  // One after the other: a file without marks is an error before any is formatted or written.
  const texts: (readonly [path: string, text: string])[] = [];
  for (const [name, block] of blocks) {
    const path = join(root, name);
    texts.push([path, withVerdicts(name, await Deno.readTextFile(path), block)]);
  }
  const written: (readonly [path: string, text: string])[] = [];
  for (const [path, text] of texts) written.push([path, await formatted(text, root)]);
  for (const [path, text] of written) await atomicWrite(path, text);
}

/** Markdown as `deno fmt` writes it in a folder: a long name of a processor moves line breaks. */
async function formatted(text: string, folder: string): Promise<string> {
  const { code, stdout, stderr } = await runProcess(Deno.execPath(), {
    args: ["fmt", "--ext=md", "-"],
    cwd: folder,
    stdin: text,
  });
  if (code !== 0) throw new Error(`deno fmt could not format the verdicts: ${stderr}`);
  return stdout;
}
