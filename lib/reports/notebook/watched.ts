/** Runs a study in a notebook by one line: with progress bars, and with its table as a file. */
import { openRunner } from "../../paper/context.ts";
import { type Runner, runStages, type Study, writeTable } from "../../studies/mod.ts";
import { html } from "./html.ts";
import { ProgressBars } from "./progress.ts";
import { interruptSignal, show } from "./show.ts";

/** Options of {@link watched}. */
export interface WatchedOptions<Context> {
  /** File name of its table: lower-case letters, digits and hyphens. Default: the name of the study. */
  readonly table?: string | undefined;
  /** Data that the stages depend on. Default: the study loads them. */
  readonly context?: Context | undefined;
  /** Default: one for all studies of this process, with the number of workers in `WORKERS`. */
  readonly runner?: Runner | undefined;
}

let shared: Runner | undefined;

/**
 * Runs a study with progress bars in the running cell and writes its table as `tables/NAME.csv` in the reports
 * folder. Jupyter's interrupt button stops it; finished results are kept in the store.
 *
 * ```ts
 * import { watched } from "@multiplet/multiplet/notebook";
 * import { resolveConfig, TRAINING } from "@multiplet/multiplet/paper";
 *
 * const { runs } = await watched(TRAINING, resolveConfig("smoke"));
 * ```
 *
 * @throws what the study throws; InterruptError when the cell is interrupted
 */
export async function watched<Config, Context, Result, Row>(
  study: Study<Config, Context, Result, Row>,
  config: Config,
  { table = study.name, context, runner = shared ??= openRunner() }: WatchedOptions<Context> = {},
): Promise<Result> {
  if (!/^[a-z0-9-]+$/.test(table)) {
    throw new TypeError(`A table is named with a-z, 0-9 and hyphens, got "${table}"`);
  }
  const signal = interruptSignal();
  const bars = new ProgressBars({ caption: study.title });
  let result: Result;
  try {
    const opened = context ?? await study.open(config, runner, { signal });
    result = await runStages(study.stages(config, opened), runner, {
      signal,
      onProgress: bars.listen,
    });
  } finally {
    await bars.finish();
    // Ends the workers, which would keep a process alive; data that were loaded stay.
    runner[Symbol.dispose]();
  }
  const file = await writeTable(table, study.table(result));
  await show(html(`<p>All numbers: <a href="${file}"><code>${file}</code></a></p>`));
  return result;
}
