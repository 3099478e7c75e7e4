/** The labels and the groups of samples for `analyze`: columns of the features, or of files of their own. */
import {
  continuousOf,
  labelsOf,
  readTable,
  type Table,
  type TableColumn,
} from "../data/tables/mod.ts";
import { quoted } from "../data/tables/error.ts";
import { continuousTarget, discreteTarget, type Target } from "../information/mod.ts";
import type { InputsRequest } from "./analyze_options.ts";
import { namesOf } from "./analyze_samples.ts";
import { NamedLists, readList } from "./column_lists.ts";
import { UsageError } from "./options.ts";

/** Columns from a file, those of the features or another one. */
export interface Chosen {
  readonly columns: readonly TableColumn[];
  /** Whether they are columns of the features. */
  readonly isOwn: boolean;
  readonly file: string;
  readonly notices: readonly string[];
}

/** Whether a file is standard input, or an array of a file that comes from there. */
export const isStandardInput = (file: string) => /^-(?::|$)/.test(file);

/** How to read a table: a format that was given is that of standard input, or else of the features. */
export function readingOf(
  { features, format, header, labels, groups }: InputsRequest,
  file: string,
) {
  const piped = [features, labels, groups].find((one) => one !== undefined && isStandardInput(one));
  return {
    ...(format !== undefined && file === (piped ?? features) && { format }),
    ...(header !== undefined && { header }),
  };
}

export async function labelColumns(
  request: InputsRequest,
  features: Table,
  names: NamedLists,
): Promise<Chosen | undefined> {
  const { labels: file, labelColumn } = request;
  if (file === undefined && labelColumn === undefined) return undefined;
  if (labelColumn !== undefined && (file === undefined || await isSame(file, request.features))) {
    const columns = columnsNamed("--label-column", labelColumn, features, names);
    return { columns, isOwn: true, file: request.features, notices: [] };
  }
  const table = await readTable(file!, readingOf(request, file!));
  requireSamples("label", table, file!, features, request);
  const columns = labelColumn === undefined
    ? table.columns
    : columnsNamed("--label-column", labelColumn, table);
  return { columns, isOwn: false, file: file!, notices: table.notices };
}

/** Whether two names are those of one file. */
async function isSame(file: string, other: string): Promise<boolean> {
  if (file === other) return true;
  const [first, second] = await Promise.all(
    [file, other].map((path) => Deno.realPath(path).catch(() => undefined)),
  );
  return first !== undefined && first === second;
}

/** Columns by a list, or by a name as it is, however it looks. */
function columnsNamed(
  option: string,
  text: string,
  { columns }: Table,
  names: NamedLists = new NamedLists("column", columns),
): TableColumn[] {
  const known = names.get(text);
  const indices = new Set(known ? [known.index] : names.indicesOf(option, readList(option, text)));
  return columns.filter(({ index }) => indices.has(index));
}

export async function groupColumn(
  request: InputsRequest,
  features: Table,
  names: NamedLists,
): Promise<Chosen | undefined> {
  const { groups: text } = request;
  if (text === undefined) return undefined;
  const isFile = isStandardInput(text) || await isThere(text) || await isThere(withoutArray(text));
  const isColumn = names.has(text) || (!isFile && /^(\d+|".*")$/.test(text));
  if (isColumn && isFile) {
    throw new UsageError(
      `--groups: ${quoted(text)} is a column of the features and a file; write ${
        quoted(`./${text}`)
      } for the file, or rename it`,
    );
  }
  if (!isColumn && !isFile) {
    throw new UsageError(
      `--groups: there is no file and no column of the features called ${quoted(text)}`,
    );
  }
  const table = isColumn ? features : await readTable(text, readingOf(request, text));
  const columns = isColumn ? columnsNamed("--groups", text, features, names) : table.columns;
  if (columns.length !== 1) {
    throw new UsageError(`--groups takes one column, got ${columns.length} (${namesOf(columns)})`);
  }
  if (isColumn) return { columns, isOwn: true, file: request.features, notices: [] };
  requireSamples("group", table, text, features, request);
  return { columns, isOwn: false, file: text, notices: table.notices };
}

const isThere = (path: string) =>
  Deno.stat(path).then(({ isDirectory }) => !isDirectory, () => false);

/** The name of a file without that of an array in it. */
export function withoutArray(file: string): string {
  return file.replace(/(\.(?:npz|safetensors)(?:\.gz)?):.+$/is, "$1");
}

function requireSamples(
  what: "label" | "group",
  { samples: count, columns }: Table,
  file: string,
  features: Table,
  { features: own, header }: InputsRequest,
): void {
  const { samples } = features;
  if (count === samples) return;
  const hint = count === samples - 1 && header === undefined
    ? `; if the first line of ${file} is a sample, add --no-header`
    : columns.length === samples
    ? `; if the columns of ${file} are samples, save y.reshape(-1, 1)`
    : features.columns.length === count
    ? `; if the columns of ${own} are samples, save the transpose, for example x.T in NumPy`
    : "";
  throw new UsageError(
    `Every sample needs one ${what}: ${own} has ${samples} rows, ${file} has ${count}${hint}`,
  );
}

/** The target, and what must be known about it. */
export function targetOf(
  { continuous }: InputsRequest,
  labels: Chosen | undefined,
  kept: (column: TableColumn) => TableColumn,
): { readonly target: Target | undefined; readonly notices: readonly string[] } {
  if (labels === undefined) return { target: undefined, notices: [] };
  const columns = labels.columns.map(kept);
  const { file } = labels;
  if (columns.length > 1 && (continuous || !columns.every(isIndicator))) {
    throw new UsageError(
      `${file}: expected one column with labels, found ${columns.length}: ${namesOf(columns)}; ` +
        `name the one with the labels: --label-column NAME`,
    );
  }
  if (continuous) return { target: continuousTarget(continuousOf(columns, file)), notices: [] };
  if (columns.some(isContinuous)) {
    throw new UsageError(
      `${file}: labels are integers, booleans or names of classes, but column ` +
        quoted(columns[0]!.name) +
        " has other numbers; for a quantity that is not a class, add --continuous",
    );
  }
  const { labels: numbers, names, notices } = labelsOf(columns, file);
  const target = discreteTarget(numbers);
  return {
    target: names ? { ...target, names: target.labels.map((label) => names[label]!) } : target,
    notices: notices.map((notice) => `${file}: ${notice}`),
  };
}

const isIndicator = ({ values }: TableColumn) =>
  values?.every((value) => value === 0 || value === 1) ?? false;

const isContinuous = ({ values }: TableColumn) =>
  values?.some((value) => Number.isFinite(value) && !Number.isInteger(value)) ?? false;
