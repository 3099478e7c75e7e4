/** The command line of `analyze`. */
import { type AnalysisCost, partTexts, rescoringText } from "../analysis/cost.ts";
import { aboutText, costText } from "../search/cost/refusal.ts";
import { REQUEST_OPTIONS, requestOf } from "../request/request.ts";
import { choice, optionsOf, UsageError } from "../request/values.ts";
import { parseOptions } from "./options.ts";
import type { Output } from "./output.ts";

const RESULT_FORMATS = ["json", "csv", "table"] as const;

export type ResultFormat = typeof RESULT_FORMATS[number];

/** The checked arguments of `analyze`. */
export type AnalyzeCommand = NonNullable<ReturnType<typeof parseAnalyzeOptions>>;

/** The checked arguments of `analyze`; `undefined` with `--help`. Without `output`, the result goes to standard output. */
export function parseAnalyzeOptions(args: string[]) {
  const { help, format, output, report, "no-data": noData, ...values } = parseOptions(args, {
    ...REQUEST_OPTIONS,
    ...optionsOf("string", "format", "output", "report"),
    ...optionsOf("boolean", "help", "no-data"),
  });
  if (help) return undefined;
  if (noData && report === undefined) {
    throw new UsageError("--no-data is about --report: give both, or leave --no-data out");
  }
  if (report !== undefined && report === output) {
    throw new UsageError(`--report and --output are both ${report}: choose another file for one`);
  }
  return {
    ...requestOf(values),
    format: choice("--format", format, RESULT_FORMATS) ?? "json",
    output,
    report: report === undefined ? undefined : { file: report, hasRows: !noData },
  };
}

/** Whether threads may read their code; in a terminal, Deno would ask for the permission. */
export function mayStartThreads(): boolean {
  const scripts = [
    new URL("../information/column_worker.ts", import.meta.url),
    new URL("../search/exhaustive_worker.ts", import.meta.url),
    new URL("../analysis/significance/null_worker.ts", import.meta.url),
  ];
  return scripts.every((path) =>
    path.protocol !== "file:" ||
    Deno.permissions.querySync({ name: "read", path }).state === "granted"
  );
}

/** Seconds of an analysis above which its cost is announced before it begins. */
export const ANNOUNCED_SECONDS = 5;

export function announceCost(cost: AnalysisCost, { write }: Output): void {
  if (cost.seconds <= ANNOUNCED_SECONDS) return;
  const { rescoring } = cost;
  if (cost.multiplets === 0 && rescoring !== undefined) {
    return write(`measuring ${rescoringText(rescoring)}, ${aboutText(cost.seconds)} on one core\n`);
  }
  write(`searching ${[costText(cost), ...partTexts(cost)].join("; of it ")}\n`);
}
