/** The folder of `analyze --resume`: finished parts of a ladder search. */
import { counted } from "../system/printable.ts";
import type { IslandStore } from "../search/mod.ts";
import { jsonFolder } from "../system/artifacts/mod.ts";
import { UsageError } from "../request/values.ts";
import { Interruption, oneLine, type Output } from "./output.ts";

/** The finished parts in a folder. */
export interface ResumeFolder extends IslandStore {
  /** The error for an interrupt: it says how many parts were taken or added. */
  interruption(): Interruption;
}

/**
 * Opens a folder, which is made if it does not exist. Like an output, it is checked before the work.
 *
 * @param output gets a line for each file that cannot be used
 * @throws UsageError if there can be no files in it
 */
export async function resumeFolder(folder: string, output: Output): Promise<ResumeFolder> {
  if (folder === "") throw new UsageError("--resume takes the name of a folder, got none");
  try {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.remove(await Deno.makeTempFile({ dir: folder, prefix: ".", suffix: ".partial" }));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`--resume ${folder} cannot have files written to it: ${reason}`, {
      cause,
    });
  }
  const texts = jsonFolder(folder);
  const names = new Set<string>();
  return {
    read: async (name) => {
      const text = await texts.read(name);
      if (text !== undefined) names.add(name);
      return text;
    },
    write: async (name, text) => {
      await texts.write(name, text);
      names.add(name);
    },
    onDamage: (name, reason) => {
      names.delete(name);
      const note =
        `note: ${folder}/${name}.json cannot be used, ${reason}; its part of the search is repeated`;
      output.write(`${output.isTerminal ? "\r\x1b[K" : ""}${oneLine(note)}\n`);
    },
    interruption: () =>
      new Interruption(
        names.size === 0
          ? "Interrupted. No part of the search was finished."
          : `Interrupted. ${counted(names.size, "finished part")} ${
            names.size === 1 ? "is" : "are"
          } in ${oneLine(folder)}; run the same command again to continue.`,
      ),
  };
}
