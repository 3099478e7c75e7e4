/** The command `analyze`: extreme multiplets of any activations. */
import {
  csvPieces,
  droppedNotes,
  jsonPieces,
  rescoredNotes,
  tablePieces,
} from "../analysis/formats.ts";
import type { AnalysisResult } from "../analysis/mod.ts";
import { basename } from "node:path";
import { shellWord } from "../data/tables/advice.ts";
import { isStandardInput, splitArray } from "../data/tables/paths.ts";
import { reportPage } from "../explorer/page_file.ts";
import { machineMemoryLimit } from "../system/machine.ts";
import { answer } from "../request/answer.ts";
import { ANALYZE_HELP } from "./analyze_help.ts";
import { type ResumeFolder, resumeFolder } from "./analyze_resume.ts";
import {
  type AnalyzeCommand,
  announceCost,
  mayStartThreads,
  parseAnalyzeOptions,
  type ResultFormat,
} from "./analyze_options.ts";
import { LOCAL_FILES } from "./local_files.ts";
import {
  Interruption,
  oneLine,
  type Output,
  resultWriter,
  standardError,
  writeToStandardOutput,
} from "./output.ts";

const FORMATS: Readonly<Record<ResultFormat, (result: AnalysisResult) => Iterable<string>>> = {
  json: jsonPieces,
  csv: csvPieces,
  table: tablePieces,
};

/** Analyses a file of features and writes the result to standard output or a file. */
export async function analyze(args: string[], signal: AbortSignal): Promise<void> {
  const request = parseAnalyzeOptions(args);
  if (request === undefined) return await writeToStandardOutput(`${ANALYZE_HELP}\n`);
  const { format, output, report, resume } = request;
  const files = filesOf(request.inputs);
  const write = await resultWriter(output, files);
  const writeReport = report && await resultWriter(report.file, files, "--report");
  const notices = standardError();
  const kept = resume === undefined ? undefined : await resumeFolder(resume, notices);
  const { details, ...result } = await resultOf(request, signal, notices, kept);
  if (details && writeReport) {
    const page = await reportPage({
      title: namesOfFiles(request.inputs),
      command: ["deno task analyze", ...args.map(shellWord)].join(" "),
      result: { ...result, details },
    });
    await writeReport(page);
  }
  await write(untilInterrupted(FORMATS[format](result), signal));
  if (format !== "table") noteFlaws(result, notices);
}

/** What a report is of: the names of the files of features and labels, without folders. */
function namesOfFiles({ features, labels }: AnalyzeCommand["inputs"]): string {
  return [features, labels].filter((file) => file !== undefined)
    .map((file) => isStandardInput(file) ? "standard input" : basename(file)).join(", ");
}

/** Pieces of a text; an interrupt ends them, and with them their writing. */
function* untilInterrupted(pieces: Iterable<string>, signal: AbortSignal): Generator<string> {
  for (const piece of pieces) {
    if (signal.aborted) throw new Interruption();
    yield piece;
  }
}

/** The names of all files that are read; an array of a file has a name behind that of the file. */
function filesOf({ features, labels, groups, multipletsFile }: AnalyzeCommand["inputs"]): string[] {
  return [features, labels, groups, multipletsFile].filter((file) => file !== undefined)
    .flatMap((file) => [file, splitArray(file).file]);
}

/** @param kept the folder of a search that can be resumed */
async function resultOf(
  request: AnalyzeCommand,
  signal: AbortSignal,
  output: Output,
  kept: ResumeFolder | undefined,
): Promise<AnalysisResult> {
  const work = request.analysis.search === "none" ? "measuring" : "searching";
  const onProgress = progressOn(output, work);
  try {
    return await answer(request, LOCAL_FILES, {
      details: request.report && { rows: request.report.hasRows ? undefined : 0 },
      keep: kept,
      maxBytes: machineMemoryLimit(),
      workers: mayStartThreads() ? "cores" : 1,
      signal,
      onPlan: (cost) => announceCost(cost, output),
      onProgress,
      onNotices: (notices) => {
        onProgress?.(1);
        writeLines(notices.map(noteOf), output);
      },
    });
  } catch (error) {
    if (signal.aborted && kept !== undefined) throw kept.interruption();
    throw error;
  } finally {
    onProgress?.(1);
  }
}

const noteOf = (notice: string) => `note: ${notice}`;

function writeLines(lines: readonly string[], { write }: Output): void {
  for (const line of lines) write(`${oneLine(line)}\n`);
}

/** In a terminal, writes the finished share of the work; the line is cleared at 1. */
function progressOn(
  { isTerminal, write }: Output,
  work: string,
): ((share: number) => void) | undefined {
  if (!isTerminal) return undefined;
  return (share) => write(`\r\x1b[K${share === 1 ? "" : `${work} ${Math.floor(100 * share)} %`}`);
}

/** Most reasons of another estimator that are written. */
const MOST_RESCORED = 10;

/**
 * Writes what is easily overlooked in JSON and CSV: dropped columns, notices, warnings, and what another estimator
 * refuses or doubts.
 */
function noteFlaws(result: AnalysisResult, output: Output): void {
  const { dropped, notices = [], warnings, rescoring } = result;
  const rescored = rescoredNotes(result);
  const more = rescored.length - MOST_RESCORED;
  const lines = [
    ...droppedNotes(dropped).map((note) => note.replace(/^D/, "d")),
    ...notices.map(noteOf),
    ...[
      ...warnings,
      ...rescored.slice(0, MOST_RESCORED).map((note) => `by ${rescoring!.estimator}, ${note}`),
      ...more > 0 ? [`by ${rescoring!.estimator}, ${more} other reasons: see the result`] : [],
    ].map((warning) => `warning: ${warning}`),
  ];
  writeLines(lines, output);
}
