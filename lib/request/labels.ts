/** The labels and the groups of samples for `analyze`: columns of the features, or of files of their own. */
import { counted } from "../system/printable.ts";
import { continuousOf, labelsOf, type Table, type TableColumn } from "../data/tables/mod.ts";
import { isStandardInput, splitArray } from "../data/tables/paths.ts";
import type { Files } from "./files.ts";
import { shellWord } from "../data/tables/advice.ts";
import { quoted } from "../data/tables/error.ts";
import { continuousTarget, discreteTarget, type Target } from "../information/mod.ts";
import type { InputsRequest } from "./request.ts";
import { namesOf } from "./samples.ts";
import { NamedLists, readList } from "./lists.ts";
import { UsageError } from "./values.ts";

/** Columns from a file, those of the features or another one. */
export interface Chosen {
  readonly columns: readonly TableColumn[];
  /** Whether they are columns of the features. */
  readonly isOwn: boolean;
  readonly file: string;
}

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
  files: Files,
  read: (file: string) => Promise<Table>,
): Promise<Chosen | undefined> {
  const { labels: file, labelColumn } = request;
  if (file === undefined && labelColumn === undefined) return undefined;
  if (
    labelColumn !== undefined && (file === undefined || await files.areSame(file, request.features))
  ) {
    const columns = columnsNamed("--label-column", labelColumn, features, names);
    return { columns, isOwn: true, file: request.features };
  }
  const table = await read(file!);
  const own = { file: file!, table };
  requireSamples("label", own, { file: request.features, table: features }, request.header);
  const columns = labelColumn === undefined
    ? table.columns
    : columnsNamed("--label-column", labelColumn, table);
  return { columns, isOwn: false, file: file! };
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
  files: Files,
  read: (file: string) => Promise<Table>,
): Promise<Chosen | undefined> {
  const { groups: text } = request;
  if (text === undefined) return undefined;
  const isFile = isStandardInput(text) || await files.has(text) ||
    await files.has(splitArray(text).file);
  const isColumn = names.has(text) || (!isFile && /^(\d+|".*")$/.test(text));
  if (isColumn && isFile) {
    throw new UsageError(
      `--groups: ${quoted(text)} is a column of the features and a file; write ${
        shellWord(`./${text}`)
      } for the file, or rename it`,
    );
  }
  if (!isColumn && !isFile) {
    throw new UsageError(
      `--groups: there is no column of the features called ${quoted(text)}, and no file ${
        files.placeOf(text)
      }`,
    );
  }
  const table = isColumn ? features : await read(text);
  const columns = isColumn ? columnsNamed("--groups", text, features, names) : table.columns;
  if (columns.length !== 1) {
    throw new UsageError(`--groups takes one column, got ${columns.length} (${namesOf(columns)})`);
  }
  if (isColumn) return { columns, isOwn: true, file: request.features };
  const own = { file: text, table };
  requireSamples("group", own, { file: request.features, table: features }, request.header);
  return { columns, isOwn: false, file: text };
}

/** A table, and the file it comes from. */
interface Source {
  readonly file: string;
  readonly table: Table;
}

function requireSamples(
  what: "label" | "group",
  own: Source,
  features: Source,
  header: boolean | undefined,
): void {
  const [count, samples] = [own.table.samples, features.table.samples];
  if (count === samples) return;
  const hint = count === samples - 1
    ? firstLineHint(own, features, header)
    : count === samples + 1
    ? firstLineHint(features, own, header)
    : own.table.columns.length === samples
    ? `; if the columns of ${own.file} are samples, save y.reshape(-1, 1)`
    : features.table.columns.length === count
    ? `; if the columns of ${features.file} are samples, save the transpose, for example x.T in NumPy`
    : "";
  throw new UsageError(
    `Every sample needs one ${what}: ${features.file} has ${counted(samples, "row")}, ` +
      `${own.file} has ${count}${hint}`,
  );
}

/**
 * The next step where one table has one row less than the other, because a first line was taken for names or for a
 * sample. Only where it can be: following the advice must not shift labels against samples. The options are for all
 * files, so that they are no way out where the other file needs the opposite.
 */
function firstLineHint(shorter: Source, longer: Source, header: boolean | undefined): string {
  const [names, sample] = [
    shorter.table.firstLine === "names",
    longer.table.firstLine === "sample",
  ];
  const name = quoted(shorter.table.columns[0]!.name);
  if (names && header !== false && canBeSample(shorter.table)) {
    const isFree = header === undefined && longer.table.firstLine !== "names";
    return `; if the first line of ${shorter.file} (${name}) is a sample, ` +
      (isFree ? "add --no-header" : "put a line with names above it");
  }
  if (sample && header !== true && countsColumns(longer.table)) {
    const isFree = header === undefined && shorter.table.firstLine !== "sample";
    return `; if the first line of ${longer.file} ("0") is a name, as pandas writes it for data without one, ` +
      (isFree ? "add --header" : "remove that line");
  }
  return "";
}

/** True if each name is of the kind of its column: a text above texts, a number above numbers. */
function canBeSample({ columns }: Table): boolean {
  return columns.every(({ name, texts }) => texts !== undefined || Number.isFinite(Number(name)));
}

/** True if the first row counts the columns: 0, 1, 2 … */
function countsColumns({ columns }: Table): boolean {
  return columns.every(({ values }, at) => values?.[0] === at);
}

/**
 * The target.
 *
 * @param tell takes what must be known about a file
 */
export function targetOf(
  { continuous, maps }: InputsRequest,
  labels: Chosen | undefined,
  kept: (column: TableColumn) => TableColumn,
  tell: (file: string, notices: readonly string[]) => void,
): Target | undefined {
  if (labels === undefined) return undefined;
  const columns = labels.columns.map(kept);
  const { file } = labels;
  if (columns.length > 1 && (continuous || !columns.every(isIndicator))) {
    throw new UsageError(
      `${file}: expected one column with labels, found ${columns.length}: ${namesOf(columns)}; ` +
        "name the one with the labels: --label-column NAME" +
        (maps?.rule.kind === "positions"
          ? "; all positions of a sample have its one label: with a label per position, give positions as rows, without --maps"
          : ""),
    );
  }
  if (continuous) return continuousTarget(continuousOf(columns, file));
  if (columns.some(isContinuous)) {
    throw new UsageError(
      `${file}: labels are integers, booleans or names of classes, but column ` +
        quoted(columns[0]!.name) +
        " has other numbers; for a quantity that is not a class, add --continuous",
    );
  }
  const { labels: numbers, names, notices } = labelsOf(columns, file);
  tell(file, notices);
  const target = discreteTarget(numbers);
  return names ? { ...target, names: target.labels.map((label) => names[label]!) } : target;
}

const isIndicator = ({ values }: TableColumn) =>
  values?.every((value) => value === 0 || value === 1) ?? false;

const isContinuous = ({ values }: TableColumn) =>
  values?.some((value) => Number.isFinite(value) && !Number.isInteger(value)) ?? false;
