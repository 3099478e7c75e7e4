/** Tables for JupyterLab, reports and terminals, in wide and in narrow places. */
import { breakableHtml, escapeHtml, type Html, piecesWithoutBreaks } from "./html.ts";

/** Value of a cell; missing ones and NaN are shown as a dash. */
export type TableValue = string | number | boolean | null | undefined;

/** A row: values by the key of their column. */
export type TableRow = Readonly<Record<string, TableValue>>;

/** One column of a table. */
export interface TableColumn {
  /** Key of its values in the rows. */
  readonly key: string;
  /** Default: the key. */
  readonly header?: string;
  /** Alignment. Default: right for a column of numbers, else left. */
  readonly align?: "left" | "right";
  /** Format of numbers; default: at most four decimals. */
  readonly format?: Intl.NumberFormatOptions;
}

/** Options of {@link table}. */
export interface TableOptions {
  /** Shown above the table, and read out by screen readers. */
  readonly caption: string;
  /** The columns. Default: one for every key of the first row. */
  readonly columns?: readonly TableColumn[] | undefined;
}

/**
 * A table of rows. The first column has the headings of the rows.
 *
 * ```ts
 * import { strictEqual as equal } from "node:assert/strict";
 * import { table } from "@multiplet/multiplet/notebook";
 *
 * const { text } = table([{ network: "1", accuracy: 0.9573 }], {
 *   caption: "Test accuracy",
 *   columns: [
 *     { key: "network" },
 *     { key: "accuracy", format: { style: "percent", minimumFractionDigits: 2 } },
 *   ],
 * });
 * equal(text, "Test accuracy\nnetwork  accuracy\n1          95.73%");
 * ```
 *
 * @throws TypeError for a column without a value in any row, which is a misspelt key, for an empty
 * table without columns, and without a caption
 */
export function table(rows: readonly TableRow[], options: TableOptions): Html {
  // Types of calls in notebooks are not checked.
  if (typeof options?.caption !== "string") {
    throw new TypeError('A table needs a caption: table(rows, { caption: "…" })');
  }
  const chosen = options.columns ?? Object.keys(rows[0] ?? {}).map((key) => ({ key }));
  if (chosen.length === 0) {
    throw new TypeError(`The table "${options.caption}" needs rows or columns, got neither`);
  }
  const columns = chosen.map((column) => resolveColumn(column, rows, options.caption));
  return { html: toHtml(columns, rows.length, options.caption), text: toText(columns, options) };
}

/** A column with its defaults and texts; `numeric`: its values are numbers, which stay on one line. */
function resolveColumn(
  { key, header = key, align, format = { maximumFractionDigits: 4 } }: TableColumn,
  rows: readonly TableRow[],
  caption: string,
) {
  if (rows.length > 0 && !rows.some((row) => key in row)) {
    throw new TypeError(
      `The table "${caption}" has no value "${key}" in any row; ` +
        `the first has ${Object.keys(rows[0]!).join(", ")}`,
    );
  }
  const values = rows.map((row) => row[key]);
  const numeric = values.some((value) => typeof value === "number");
  const numbers = new Intl.NumberFormat("en-US", format);
  const cells = values.map((value) => {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    if (typeof value === "boolean") return value ? "yes" : "no";
    return typeof value === "number" ? numbers.format(value) : value;
  });
  return { header, align: align ?? (numeric ? "right" : "left"), numeric, cells };
}

type Column = ReturnType<typeof resolveColumn>;

function toHtml(columns: readonly Column[], rows: number, caption: string): string {
  const head = columns.map(({ header, align }) =>
    `<th scope="col" style="text-align:${align}">${breakableHtml(header)}</th>`
  ).join("");
  const body = Array.from(
    { length: rows },
    (_, row) => `<tr>${columns.map((column, at) => cellHtml(column, row, at === 0)).join("")}</tr>`,
  ).join("\n");
  const stackBelow = narrowestWidth(columns.map(longestPiece));
  // A table that is still too wide scrolls in its box, which the keyboard must be able to reach.
  return `<div class="multiplet-table stack-${stackBelow}" role="region" tabindex="0" aria-label="${
    escapeHtml(caption)
  }"><style>${tableStyle(stackBelow)}</style>
<table>
<caption>${breakableHtml(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody>
</table></div>`;
}

function cellHtml(column: Column, row: number, first: boolean): string {
  const { header, align, numeric } = column;
  const text = column.cells[row]!;
  const [open, close] = first ? ['th scope="row"', "th"] : ["td", "td"];
  const kind = numeric ? ' class="number"' : "";
  return `<${open}${kind} data-column="${escapeHtml(header)}" style="text-align:${align}">${
    numeric ? escapeHtml(text) : breakableHtml(text)
  }</${close}>`;
}

/** Most characters of a column that stay on one line. */
function longestPiece({ header, numeric, cells }: Column): number {
  const pieces = [
    ...piecesWithoutBreaks(header),
    ...(numeric ? cells : cells.flatMap(piecesWithoutBreaks)),
  ];
  return pieces.reduce((longest, piece) => Math.max(longest, piece.trimEnd().length), 0);
}

function toText(columns: readonly Column[], { caption }: TableOptions): string {
  const widths = columns.map(({ header, cells }) =>
    Math.max(header.length, ...cells.map((cell) => cell.length))
  );
  const line = (texts: readonly string[]) =>
    texts.map((text, at) =>
      columns[at]!.align === "right" ? text.padStart(widths[at]!) : text.padEnd(widths[at]!)
    ).join("  ").trimEnd();
  const rows = columns[0]!.cells.map((_, row) => line(columns.map(({ cells }) => cells[row]!)));
  return [caption, line(columns.map(({ header }) => header)), ...rows].join("\n");
}

/** Font size in em of the surrounding text. */
const FONT_SIZE = 0.93;

/** Padding to the left and right of a cell, in its own em. */
const PADDING = 0.6;

/** Width of an average letter of wide fonts in em. */
const LETTER = 0.6;

/**
 * The narrowest width of a table in em of the surrounding text: its columns with all possible line breaks, by
 * their longest unbroken pieces. Slightly too wide, as fonts differ.
 */
function narrowestWidth(lengths: readonly number[]): number {
  const width = lengths.reduce((sum, length) => sum + LETTER * length + 2 * PADDING, 0);
  return Math.ceil(FONT_SIZE * width);
}

/**
 * CSS of a table: it replaces JupyterLab's stripes and alignment, and uses its colours where they are defined.
 *
 * @param stackBelow width in em below which every row is a list of its cells, each beside the heading of its
 * column (`data-column`), so that nothing has to be scrolled into view
 */
function tableStyle(stackBelow: number): string {
  const stacked = `div.multiplet-table.stack-${stackBelow}`;
  return `
div.multiplet-table { container: multiplet-table / inline-size; position: relative;
  overflow-x: auto; max-width: 100%; }
div.multiplet-table table { table-layout: auto; border-collapse: collapse; margin: 0.5em 0; border: 0;
  font-size: ${FONT_SIZE}em; line-height: 1.4; font-variant-numeric: tabular-nums; }
div.multiplet-table caption { caption-side: top; text-align: left; font-weight: 600;
  padding: 0 0 0.4em; }
div.multiplet-table tr:nth-child(n) { background: none; }
div.multiplet-table tr > :nth-child(n) { padding: 0.3em ${PADDING}em; border: 0; max-width: none;
  border-bottom: 1px solid var(--jp-border-color2, #d0d7de); white-space: normal;
  overflow-wrap: normal; vertical-align: baseline; font-weight: 400; }
div.multiplet-table tr > .number { white-space: nowrap; }
div.multiplet-table tr > :nth-child(1) { padding-left: 0; }
div.multiplet-table thead tr > :nth-child(n) { font-weight: 600;
  border-bottom: 2px solid var(--jp-border-color1, #8c959f); }
@container multiplet-table (max-width: ${stackBelow}em) {
  ${stacked} :is(table, caption, tbody, tr) { display: block; }
  ${stacked} thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  ${stacked} tbody tr { padding: 0.4em 0; border-bottom: 1px solid var(--jp-border-color2, #d0d7de); }
  ${stacked} tbody tr > :nth-child(n) { display: flex; gap: 1em; padding: 0.1em 0; border: 0;
    text-align: left !important; overflow-wrap: anywhere; }
  ${stacked} tbody tr > :nth-child(n)::before { content: attr(data-column); flex: 0 0 8em;
    color: var(--jp-ui-font-color2, #57606a); }
  ${stacked} tbody tr > :nth-child(1) { font-weight: 600; }
}
`;
}
