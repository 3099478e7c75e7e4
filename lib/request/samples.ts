/** The samples that `analyze` leaves out: those with labels to ignore, and those with missing values. */
import { counted } from "../system/printable.ts";
import type { TableColumn } from "../data/tables/mod.ts";
import { quoted } from "../data/tables/error.ts";
import { firstOf } from "../system/first_of.ts";
import { CellReader } from "../data/tables/text/cells.ts";
import type { InputsRequest } from "./request.ts";
import { UsageError } from "./values.ts";

/** The samples to analyse, and why others are not. */
export interface KeptSamples {
  /** 1 for each sample that is kept. */
  readonly mask: Uint8Array;
  /** Number of kept samples. */
  readonly count: number;
  /** Samples left out because of their label, by label. */
  readonly ignored: ReadonlyMap<string, number>;
  /** Samples left out because a value is missing, and how many each column lacks. */
  readonly missing: Missing;
}

/** Missing values: samples, and columns with the number of their missing values. */
export interface Missing {
  readonly samples: number;
  readonly columns: readonly { readonly name: string; readonly count: number }[];
}

/** Labels or groups, and the file that they come from. */
interface FromFile {
  readonly columns: readonly TableColumn[];
  readonly file: string;
}

/**
 * The samples to analyse.
 *
 * @param used columns of numbers to analyse
 * @throws UsageError for labels or groups that are missing, unless samples are to be dropped; and if none is kept
 */
export function keptSamples(
  { ignored, dropSamples, continuous }: Pick<
    InputsRequest,
    "ignored" | "dropSamples" | "continuous"
  >,
  used: readonly TableColumn[],
  labels?: FromFile,
  groups?: FromFile,
): KeptSamples {
  const samples = (used[0]!.values ?? used[0]!.texts)!.length;
  const mask = new Uint8Array(samples).fill(1);
  const byLabel = new Map(
    ignored.map((label) => [label, ignoreLabel(mask, labels?.columns ?? [], label)]),
  );
  const others = [labels, groups].flatMap((one) => one?.columns ?? []);
  const toExamine = dropSamples ? [...others, ...used.filter(hasFinite)] : others;
  const missing = missingValues(toExamine, mask);
  if (missing.samples > 0 && !dropSamples) {
    const files = new Set([labels, groups].flatMap((one) => one?.file ?? []));
    throw new UsageError(
      `${[...files].join(", ")}: ${missing.samples} of ${samples} samples ${
        missing.samples === 1 ? "has" : "have"
      } no ${continuous ? "finite " : ""}label or group: ${
        columnCounts(missing)
      }; to leave out these samples, add --drop-samples`,
    );
  }
  const count = mask.reduce((sum, kept) => sum + kept, 0);
  if (samples < 2) {
    const needed = "An analysis needs at least 2 samples";
    throw new UsageError([needed, ...turnedHint(samples, used.length)].join("; "));
  }
  if (count < 2) {
    throw new UsageError(
      `${count} of ${samples} samples are left, at least 2 are needed: ` +
        droppedSamples({ mask, count, ignored: byLabel, missing }).join("; ") +
        "; to leave out columns instead, use --without LIST or --columns LIST",
    );
  }
  return { mask, count, ignored: byLabel, missing };
}

/**
 * Takes out samples with a label, which is read as labels are: `1.0` is 1, in columns of texts too, and `True` is 1 in
 * a column of booleans. Returns how many. With one-hot columns, labels are their names.
 */
function ignoreLabel(mask: Uint8Array, labels: readonly TableColumn[], label: string): number {
  const bytes = new TextEncoder().encode(label.trim());
  const reader = new CellReader();
  const kind = reader.read(
    { bytes, ascii: (start, end) => label.trim().slice(start, end) },
    0,
    bytes.length,
  );
  const isNumber = kind === "number" && Number.isFinite(reader.value);
  const isBoolean = kind === "boolean" &&
    labels.every(({ values }) =>
      values?.every((one) => one === 0 || one === 1 || Number.isNaN(one))
    );
  const text = isNumber ? String(reader.value) : undefined;
  const isIt = (column: TableColumn, row: number) => {
    const { values, texts, name } = column;
    if (labels.length > 1) return name === label && values?.[row] === 1;
    if (texts !== undefined) return texts[row] === label || texts[row] === text;
    return (isNumber || isBoolean) && values![row] === reader.value;
  };
  let count = 0;
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 0 || !labels.some((column) => isIt(column, row))) continue;
    mask[row] = 0;
    count++;
  }
  return count;
}

/** False for a column that no choice of samples completes. */
export function hasFinite({ values }: Pick<TableColumn, "values">): boolean {
  return values?.some(Number.isFinite) ?? true;
}

/**
 * Counts missing values: numbers that are not finite, and empty texts. Takes out their samples.
 *
 * @param mask 1 for samples to examine
 */
export function missingValues(
  columns: readonly Pick<TableColumn, "name" | "values" | "texts">[],
  mask: Uint8Array,
): Missing {
  const rows = mask.slice();
  const found = columns.flatMap(({ name, values, texts }) => {
    let count = 0;
    for (let row = 0; row < mask.length; row++) {
      if (rows[row] === 0) continue;
      if (values === undefined ? texts![row] !== "" : Number.isFinite(values[row])) continue;
      mask[row] = 0;
      count++;
    }
    return count === 0 ? [] : [{ name, count }];
  });
  let samples = 0;
  for (let row = 0; row < mask.length; row++) samples += rows[row]! - mask[row]!;
  return { samples, columns: found };
}

/** A function that gives a column with the kept samples alone; its arrays are overwritten. */
export function withSamples({ mask, count }: KeptSamples): (column: TableColumn) => TableColumn {
  const known = new Map<TableColumn, TableColumn>();
  return (column) => {
    if (count === mask.length) return column;
    const found = known.get(column) ?? { ...column, ...shortened(column, mask) };
    known.set(column, found);
    return found;
  };
}

function shortened({ values, texts }: TableColumn, mask: Uint8Array): Partial<TableColumn> {
  if (values === undefined) return { texts: texts!.filter((_, row) => mask[row] === 1) };
  let at = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row] === 1) values[at++] = values[row]!;
  return { values: values.subarray(0, at) };
}

/** What must be known about samples that were left out; one sentence each. */
export function droppedSamples({ mask, ignored, missing }: KeptSamples): string[] {
  const total = mask.length;
  return [
    ...[...ignored].map(([label, count]) =>
      count === 0
        ? `No sample has the label ${quoted(label)}, which was to be ignored`
        : `Left out ${count} of ${total} samples with the label ${quoted(label)}`
    ),
    ...missing.samples === 0 ? [] : [
      `Left out ${missing.samples} of ${total} samples with a missing value: ${
        columnCounts(missing)
      }`,
    ],
  ];
}

/** A hint for a table with as many columns as rows or more, which may be one in another direction. */
export function turnedHint(samples: number, columns: number): string[] {
  if (samples > columns) return [];
  return [
    `the file has ${counted(samples, "row")} (samples) and ${
      counted(columns, "column")
    } (variables)`,
    "if rows are variables, save the transpose, for example x.T in NumPy",
  ];
}

/** Most columns that a message names. */
const NAMED = 5;

/** Columns with the number of missing values, most first, for a message. */
export function columnCounts({ columns }: Missing): string {
  const sorted = columns.toSorted((a, b) => b.count - a.count);
  const named = sorted.map(({ name, count }) => `${quoted(name)} (${count})`);
  return `${counted(columns.length, "column")}, ${firstOf(named, NAMED)}`;
}

/** Names of columns in a message: the first few of many. */
export function namesOf(columns: readonly { readonly name: string }[]): string {
  return firstOf(columns.map(({ name }) => quoted(name)), NAMED);
}
