/** Columns of numbers with cells that are none, such as `?` or a line of units. */
import type { TableColumn } from "../data/tables/mod.ts";
import { columnOption } from "../data/tables/advice.ts";
import { quoted } from "../data/tables/error.ts";
import { namesOf } from "./samples.ts";
import { UsageError } from "./values.ts";

/** What the cells of a column of texts are. */
interface TextCells {
  readonly column: TableColumn;
  /** Cells with numbers, and with any other text. */
  readonly numbers: number;
  readonly others: number;
  /** The first text that is no number. */
  readonly first: string | undefined;
}

const NUMBER = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?)$/i;

function cellsOf(column: TableColumn): TextCells {
  let [numbers, others] = [0, 0];
  let first: string | undefined;
  for (const text of column.texts!) {
    if (NUMBER.test(text.trim())) numbers++;
    else if (text !== "") {
      others++;
      first ??= text;
    }
  }
  return { column, numbers, others, first };
}

/** True for a column of numbers in which a few cells are texts. */
const isMostlyNumbers = ({ numbers, others }: TextCells) => others > 0 && others < numbers;

/**
 * Columns whose texts among numbers are missing values, where most cells are numbers.
 *
 * @param tell takes what must be known about a column
 */
export function withoutTexts(
  columns: readonly TableColumn[],
  tell: (notice: string) => void,
): TableColumn[] {
  return columns.map((column) => {
    if (column.values !== undefined) return column;
    const cells = cellsOf(column);
    if (!isMostlyNumbers(cells)) return column;
    tell(`column ${quoted(column.name)}: ${exampleOf(cells)}, counted as missing`);
    const { texts, ...rest } = column;
    return { ...rest, values: Float64Array.from(texts!, numberOf) };
  });
}

function numberOf(text: string): number {
  // Infinite numbers are left out as well.
  return NUMBER.test(text.trim()) ? Number(text) : NaN;
}

/** @throws UsageError that names cells that are no numbers, with what can be done about them */
export function requireNumbers(used: readonly TableColumn[], file: string): void {
  const texts = used.filter(({ values }) => values === undefined).map(cellsOf);
  if (texts.length === 0) return;
  const mixed = texts.filter(isMostlyNumbers);
  const example = mixed[0] ?? texts[0]!;
  const { index, name } = example.column;
  const columns = texts.map(({ column }) => column);
  const option = columns.length <= 3
    ? columnOption("--without", columns)
    : "--without LIST or --columns LIST";
  const ways = [
    ...mixed.length > 0 ? ["to leave out samples with text among numbers, add --drop-samples"] : [],
    ...texts.length < used.length ? [`to leave out such columns, use ${option}`] : [],
    "if one of them is the label, use --label-column NAME",
  ];
  if (texts.every(({ others }) => others === 0)) {
    ways.splice(0, Infinity, "the numbers are saved as text: save x.astype(float)");
  }
  const remedy = ways.join("; ").replace(/^./, (letter) => letter.toUpperCase());
  throw new UsageError(
    `${file}: ${texts.length} of ${used.length} columns are not numbers: ${namesOf(columns)}; ` +
      `column ${index} (${quoted(name)}) has ${exampleOf(example)}. ${remedy}`,
  );
}

/** The first text of a column, its line, and how many there are. */
function exampleOf({ column: { texts, firstText }, numbers, others, first }: TextCells): string {
  const shown = quoted(first ?? texts!.find((text) => text !== "") ?? "");
  // In a text, the reader knows the line of the first cell that is no number.
  const where = firstText?.text === first && firstText !== undefined
    ? ` on line ${firstText.line}`
    : "";
  if (numbers === 0 || others === 0) return `${shown}${where}`;
  return `${others} of ${texts!.length} cells with text, the first ${shown}${where}`;
}
