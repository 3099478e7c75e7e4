/** Files for `analyze`, runs of it, and its results. */
import { ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import type { AnalysisResult } from "../../../lib/analysis/mod.ts";
import { resultSchema } from "../../analysis/result_schema.ts";
import { reference } from "../../information/reference.ts";
import { inFolder } from "../../in_folder.ts";
import { npyFile, utf8 } from "../../data/tables/npy_file.ts";
import { type CommandRun, runCaptured } from "../captured.ts";

/** Six variables and a label of the reference data. */
export const { x: columns, label } = reference.data;
const samples = label.length;

/** The six variables of the reference data as a C-ordered or Fortran-ordered .npy file. */
const featuresNpy = npyFile({
  shape: [samples, 6],
  values: Float64Array.from(columns.flat()),
  fortranOrder: true,
});
const targetNpy = npyFile({
  shape: [samples],
  values: BigInt64Array.from(label, BigInt),
  descr: "<i8",
});
const featuresCsv = utf8(
  ["a,b,c,d,e,f", ...label.map((_, i) => columns.map((column) => column[i]).join(","))].join("\n"),
);
const targetCsv = utf8(
  ["id,class", ...label.map((value, i) => `s${i},${value}`)].join("\r\n"),
);

/** Puts the reference files into a folder and gives a function that runs `analyze` there. */
export async function withFiles(
  test: (run: (line: string) => ReturnType<typeof runCaptured>, folder: string) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const files = {
      "x.npy": featuresNpy,
      "y.npy": targetNpy,
      "x.csv": featuresCsv,
      "y.csv": targetCsv,
    };
    for (const [name, bytes] of Object.entries(files)) {
      await Deno.writeFile(join(folder, name), bytes);
    }
    // Names of files are the words with a dot in front of npy, csv, json or txt.
    const words = (line: string) =>
      line.split(" ").map((word) =>
        /\.(npy|npz|csv|json|txt)$/.test(word) ? join(folder, word) : word
      );
    await test((line) => runCaptured(["analyze", ...words(line)]), folder);
  });
}

/** Files by their names in a folder, as texts or bytes. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/**
 * Runs `analyze` in a folder with these files.
 *
 * @param line words between blanks; names of the files, also with that of an array behind a colon, become paths
 * @param more further words as they are
 */
export type Run = (line: string, ...more: string[]) => Promise<CommandRun>;

/** Puts files into a folder and gives a function that runs `analyze` there. */
export async function withTables(
  files: Files,
  test: (run: Run, folder: string) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === "string" ? utf8(content) : content;
      await Deno.writeFile(join(folder, name), bytes);
    }
    const isFile = (word: string) => Object.hasOwn(files, word.split(":")[0]!);
    await test((line, ...more) => {
      const words = line.split(" ").filter((word) => word !== "");
      const paths = words.map((word) => isFile(word) ? join(folder, word) : word);
      return runCaptured(["analyze", ...paths, ...more]);
    }, folder);
  });
}

/** The result of a run that has to succeed. */
export function resultOf({ status, stdout, stderr }: CommandRun): AnalysisResult {
  equal(status, 0, stderr);
  const result: AnalysisResult = JSON.parse(stdout);
  resultSchema.parse(result);
  return result;
}

/** The only line of a run that has to be refused. */
export function refusalOf(run: CommandRun): string {
  const line = lastLineOf(run);
  equal(run.stderr, `${line}\n`);
  return line;
}

/** The last line of a run that has to be refused: the error, behind notices on how files were read. */
export function lastLineOf({ status, stdout, stderr }: CommandRun): string {
  equal(status, 2, stdout + stderr);
  equal(stdout, "");
  const lines = stderr.replace(/\n$/, "").split("\n");
  for (const line of lines.slice(0, -1)) ok(line.startsWith("note: "), stderr);
  return lines.at(-1)!;
}

/** Columns of numbers as rows of text, with their names. */
export function csv(columns: Readonly<Record<string, ArrayLike<number | string>>>): string {
  const names = Object.keys(columns);
  const rows = Array.from(
    { length: columns[names[0]!]!.length },
    (_, row) => names.map((name) => columns[name]![row]).join(","),
  );
  return [names.join(","), ...rows, ""].join("\n");
}
