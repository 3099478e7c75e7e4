/** The command `analyze`: extreme multiplets of any activations. */
import { csvPieces, jsonPieces, tablePieces } from "../analysis/formats.ts";
import { analyse, AnalysisError, type AnalysisResult } from "../analysis/mod.ts";
import { discreteTarget, InformationError, NotPositiveDefiniteError } from "../information/mod.ts";
import { SearchCostError, SearchError } from "../search/mod.ts";
import { refusalText } from "../search/cost/refusal.ts";
import { type FeatureTable, readFeatures, readLabels, TableError } from "../data/tables/mod.ts";
import {
  ANALYZE_HELP,
  type AnalyzeRequest,
  announceSearch,
  parseAnalyzeOptions,
  type ResultFormat,
  SEARCH_WORDS,
} from "./analyze_options.ts";
import {
  oneLine,
  type Output,
  resultWriter,
  standardError,
  writeToStandardOutput,
} from "./output.ts";
import { machineMemoryLimit } from "../system/machine.ts";
import { UsageError } from "./options.ts";

const FORMATS: Readonly<Record<ResultFormat, (result: AnalysisResult) => Iterable<string>>> = {
  json: jsonPieces,
  csv: csvPieces,
  table: tablePieces,
};

/** Analyses a file of features and writes the result to standard output or a file. */
export async function analyze(args: string[], signal: AbortSignal): Promise<void> {
  const request = parseAnalyzeOptions(args);
  if (request === undefined) return await writeToStandardOutput(`${ANALYZE_HELP}\n`);
  const { features, labels, format, output } = request;
  const write = await resultWriter(output, labels === undefined ? [features] : [features, labels]);
  const notices = standardError();
  const result = await resultOf(request, signal, notices);
  await write(FORMATS[format](result));
  if (format !== "table") noteFlaws(result, notices);
}

/** Reads and analyses; errors of the input become an {@link UsageError}. */
async function resultOf(
  { features, labels: file, labelColumn: column, analysis }: AnalyzeRequest,
  signal: AbortSignal,
  notices: Output,
): Promise<AnalysisResult> {
  const onProgress = progressOn(notices);
  let table: FeatureTable | undefined;
  try {
    table = await readFeatures(features);
    const labels = file === undefined ? undefined : await readLabels(file, { column });
    signal.throwIfAborted();
    return await analyse(table, labels && discreteTarget(labels), {
      ...analysis,
      maxBytes: analysis.maxBytes ?? machineMemoryLimit(),
      signal,
      onPlan: (cost) => announceSearch(cost, notices),
      onProgress,
    });
  } catch (error) {
    throw inputError(error, table, analysis.degenerate === "drop") ?? error;
  } finally {
    onProgress?.(1);
  }
}

/** In a terminal, writes the finished share of the search; the line is cleared at 1. */
function progressOn({ isTerminal, write }: Output): ((share: number) => void) | undefined {
  if (!isTerminal) return undefined;
  return (share) => write(`\r\x1b[K${share === 1 ? "" : `searching ${Math.floor(100 * share)} %`}`);
}

/** Writes dropped columns and warnings, which are easily overlooked in JSON and absent in CSV. */
function noteFlaws({ dropped, warnings }: AnalysisResult, { write }: Output): void {
  for (const { index, name, reason } of dropped) {
    write(`${oneLine(`dropped column ${index} ("${name}"): ${reason}`)}\n`);
  }
  for (const warning of warnings) write(`${oneLine(`warning: ${warning}`)}\n`);
}

/** The error to show for an error caused by the input; `undefined` for other errors. */
function inputError(
  error: unknown,
  table: FeatureTable | undefined,
  dropping: boolean,
): UsageError | undefined {
  const ofInput = [TableError, AnalysisError, InformationError, SearchError];
  if (!(error instanceof Error) || !ofInput.some((kind) => error instanceof kind)) return undefined;
  const text = error instanceof SearchCostError
    ? refusalText(error.refusal, SEARCH_WORDS)
    : [error.message, ...remedyOf(error.cause ?? error, table, dropping)].join("; ");
  return new UsageError(text, { cause: error });
}

/** A remedy for an error that only names columns or sizes, if there is one. */
function remedyOf(reason: unknown, table: FeatureTable | undefined, dropping: boolean): string[] {
  if (reason instanceof InformationError && table && table.samples <= table.variables) {
    return [
      `the file has ${table.samples} rows (samples) and ${table.variables} columns (variables)`,
      "if rows are variables, save the transpose, for example x.T in NumPy",
    ];
  }
  const dependent = reason instanceof NotPositiveDefiniteError;
  if (dependent && reason.column.name === "target") {
    return [
      "the label is determined by the features, for example by a copy of it: leave such columns out",
    ];
  }
  return dependent && !dropping ? ["to leave out such columns, add --drop-degenerate"] : [];
}
