/** `store check`: whether the store has everything that a preset asks for. */
import { openRunner } from "../../paper/mod.ts";
import { NotKeptError, type Runner, runStudy } from "../../studies/mod.ts";
import { runsFolder } from "../../system/files/folders.ts";
import { CONFIG_OPTIONS, ONLY_OPTION, settingsFromOptions } from "../experiments.ts";
import { parseOptions } from "../options.ts";
import { standardError } from "../output.ts";
import { type Part, partsNamed } from "../parts.ts";

/** Reads every result that the studies of a configuration ask for, and fails at the first missing one. */
export async function checkStore(args: string[], signal: AbortSignal): Promise<void> {
  const { only, ...choice } = parseOptions(args, { ...CONFIG_OPTIONS, ...ONLY_OPTION });
  const { parts, leftOut } = partsNamed(only, choice);
  standardError().write(leftOut);
  for (const part of parts) {
    const config = settingsFromOptions(part.settings, choice);
    const { preset } = config as { readonly preset: string };
    using runner = openRunner({ workers: 1, keptOnly: true });
    const counts = await countKept(part, config, runner, signal).catch((error) => {
      if (!(error instanceof NotKeptError)) throw error;
      throw new NotKeptError(
        `${error.message}, of preset ${preset}, in ${runsFolder()}; ` +
          `deno task reproduce with the same options computes what is missing`,
        { cause: error },
      );
    });
    const texts = [...counts].map(([stage, count]) => `${count} ${stage}`).join(", ");
    standardError().write(
      `${texts} of preset ${preset} read from ${runsFolder()}, nothing is missing\n`,
    );
  }
}

/** The numbers of different results by stage; all are read. */
async function countKept(
  part: Part,
  config: unknown,
  runner: Runner,
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const [study, without] of part.studies(config)) {
    await runStudy(study, config, runner, {
      signal,
      onProgress: ({ stage, last }) => {
        const name = stage.replace(/^further /, "");
        if (last && !without.includes(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
      },
    });
  }
  return counts;
}
