/** Class labels and continuous targets from the columns of a table. */
import { firstOf } from "../../system/first_of.ts";
import { quoted, TableError } from "./error.ts";
import type { TableColumn } from "./table.ts";

/** Class labels of samples. */
export interface Labels {
  /** One integer per sample. */
  readonly labels: number[];
  /** The name of each class, by its label, where classes are numbered here: texts, one-hot columns with names. */
  readonly names?: readonly string[];
  /** What a user must know about the labels; one sentence each. */
  readonly notices: readonly string[];
}

/** Label of samples without one in PyTorch (`ignore_index`). */
const IGNORED = -100;

/** One column, or the columns of one-hot labels. */
export type LabelColumns = TableColumn | readonly TableColumn[];

/**
 * Class labels: integers in any notation, booleans as 1 and 0, texts numbered by their names in the order of code
 * units, or one-hot columns, of which one is 1 for each sample. Integers stay as they are.
 *
 * @param file name for messages
 * @throws TableError for a sample without a label, numbers that are no integers within ±2⁵³, and columns that are
 *   not one-hot
 * @example
 * ```ts
 * import { labelsOf, parseTable } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const { columns } = await parseTable(new Blob(["class\ndog\ncat\ndog\n"]), "y.csv");
 * const { labels, names } = labelsOf(columns);
 * deepStrictEqual([labels, names], [[1, 0, 1], ["cat", "dog"]]);
 * ```
 */
export function labelsOf(columns: LabelColumns, file = "labels"): Labels {
  const [column, ...others] = several(columns);
  if (column === undefined) throw new TableError({ file, expected: "labels", found: "no column" });
  if (others.length > 0) return oneHotLabels([column, ...others], file);
  requireLabels(column, file);
  if (column.texts) return textLabels(column.texts);
  const labels = Array.from(column.values!, (value) => value === 0 ? 0 : value);
  const wrong = labels.findIndex((label) => !Number.isSafeInteger(label));
  if (wrong >= 0) {
    const isInteger = Number.isInteger(labels[wrong]);
    throw new TableError({
      ...cellOf(column, wrong, file),
      expected: isInteger
        ? "labels within ±2⁵³"
        : "class labels, which are integers or texts (a continuous target is possible with the label encoding " +
          "ordinal only)",
      found: `${labels[wrong]}`,
    });
  }
  const ignored = labels.filter((label) => label === IGNORED).length;
  const told =
    `the label ${IGNORED} occurs ${ignored} times: PyTorch marks samples without a label so; it is a ` +
    `class like the others unless these samples are left out (--ignore-label ${IGNORED})`;
  return { labels, notices: [...ignored > 0 ? [told] : [], ...manyClasses(labels)] };
}

/** Fewest classes, and their share of the samples, that can be the values of a quantity. */
const [MANY, MANY_SHARE] = [50, 0.1];

function manyClasses(labels: readonly number[]): string[] {
  const classes = new Set(labels).size;
  if (classes <= MANY || classes <= MANY_SHARE * labels.length) return [];
  return [
    `${labels.length} samples have ${classes} different labels, each of which is a class; if they are values of a ` +
    "quantity, use them as one (--continuous)",
  ];
}

/**
 * A continuous target: one finite number per sample.
 *
 * @param file name for messages
 * @throws TableError for several columns, texts, and samples without a finite number
 * @example
 * ```ts
 * import { continuousOf, parseTable } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const { columns } = await parseTable(new Blob(["price\n1.5\n2e3\n"]), "y.csv");
 * deepStrictEqual(continuousOf(columns), Float64Array.of(1.5, 2000));
 * ```
 */
export function continuousOf(columns: LabelColumns, file = "target"): Float64Array {
  const [column, ...others] = several(columns);
  if (column === undefined || others.length > 0) {
    const found = `${column ? others.length + 1 : 0} columns`;
    throw new TableError({ file, expected: "one column of numbers", found });
  }
  if (column.values === undefined) {
    const location = `column ${quoted(column.name)}`;
    const text = column.firstText?.text ?? column.texts!.find((one) => one !== "") ?? "";
    const line = column.firstText && ` on line ${column.firstText.line}`;
    const found = `texts, such as ${quoted(text)}${line ?? ""}`;
    throw new TableError({ file, location, expected: "numbers", found });
  }
  requireLabels(column, file);
  return Float64Array.from(column.values);
}

/**
 * The samples, from 0 and ascending, that have no value in one of the columns: NaN, an infinity, or an empty text.
 *
 * @example
 * ```ts
 * import { missingSamples, parseTable } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const { columns } = await parseTable(new Blob(["a,b\n1,x\n,y\n3,\n"]), "x.csv");
 * deepStrictEqual(missingSamples(columns), [1, 2]);
 * ```
 */
export function missingSamples(columns: readonly TableColumn[]): number[] {
  const missing = new Set<number>();
  for (const { values, texts } of columns) {
    if (texts) texts.forEach((text, sample) => text === "" && missing.add(sample));
    else values!.forEach((value, sample) => Number.isFinite(value) || missing.add(sample));
  }
  return [...missing].sort((a, b) => a - b);
}

function several(columns: LabelColumns): readonly TableColumn[] {
  return Array.isArray(columns) ? columns : [columns as TableColumn];
}

/** Where a cell is. */
function cellOf({ name }: TableColumn, sample: number, file: string) {
  return { file, location: `sample ${sample} of column ${quoted(name)}` };
}

function requireLabels(column: TableColumn, file: string): void {
  const missing = missingSamples([column]);
  const [first] = missing;
  if (first === undefined) return;
  const found = column.values ? `${column.values[first]}` : "an empty text";
  throw new TableError({
    ...cellOf(column, first, file),
    expected: "a label for every sample",
    found: missing.length > 1 ? `${found}, and ${missing.length - 1} more without one` : found,
  });
}

function textLabels(texts: readonly string[]): Labels {
  // The default order, by code units, is the same everywhere.
  const names = [...new Set(texts)].sort();
  const numbers = new Map(names.map((name, label) => [name, label]));
  return { labels: texts.map((text) => numbers.get(text)!), names, notices: [] };
}

function oneHotLabels(columns: readonly TableColumn[], file: string): Labels {
  const expected =
    `one column of labels (--label-column), or one-hot columns with a single 1 per sample ` +
    "(of scores of classes, y.argmax(1) makes labels)";
  const samples = columns[0]!.values?.length ?? columns[0]!.texts!.length;
  const labels = new Array<number>(samples).fill(-1);
  columns.forEach((column, label) => {
    if (column.values === undefined) {
      const names = firstOf(columns.map(({ name }) => quoted(name)), 10);
      throw new TableError({ file, expected, found: `${columns.length} columns: ${names}` });
    }
    column.values.forEach((value, sample) => {
      const isFirst = value === 1 && labels[sample] === -1;
      if (isFirst) labels[sample] = label;
      else if (value !== 0) {
        const found = value === 1 ? "a second 1" : `${value}`;
        throw new TableError({ ...cellOf(column, sample, file), expected, found });
      }
    });
  });
  const without = labels.indexOf(-1);
  if (without >= 0) {
    throw new TableError({ file, location: `sample ${without}`, expected, found: "no 1" });
  }
  const names = columns.map(({ name }) => name);
  // x0, x1, … are names of this library, not of the file.
  const isNamed = names.some((name, at) => name !== `x${at}`);
  return { labels, ...(isNamed ? { names } : {}), notices: [] };
}
