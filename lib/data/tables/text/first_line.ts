/** The first line of a text: names of columns, or already a sample. */
import { firstOf } from "../../../system/first_of.ts";
import { quoted } from "../error.ts";
import { type CellKind, type CellReader, type NumberCell, WITH_COMMA } from "./cells.ts";
import type { TextRecord } from "./records.ts";
import type { TextColumn } from "./text_column.ts";

/** A cell of the first line. */
interface FirstCell extends NumberCell {
  readonly kind: CellKind;
  readonly text: string;
  readonly isQuoted: boolean;
  readonly isPadded: boolean;
}

/** The decision on a first line. */
interface Judgement {
  /** True if its cells are the names of the columns. */
  readonly hasNames: boolean;
  readonly notices: readonly string[];
}

const TO_NAMES = "if it has the names of the columns, use the option header (--header)";
const TO_SAMPLE = "if it is a sample, set the option header to false (--no-header)";

/** Most columns for which `0,1,2` can be a sample of integers. */
const FEW = 10;

export function firstLineOf(
  record: TextRecord,
  reader: CellReader,
  text: (cell: number) => string,
): FirstLine {
  const { count, starts, ends, quotes, line } = record;
  const cells = Array.from({ length: count }, (_, cell) => {
    const kind = reader.read(record, starts[cell]!, ends[cell]!);
    const { value, digits, lastDigit, isRounded, isPadded } = reader;
    const number = { value, digits, lastDigit, isRounded, isPadded };
    return { kind, text: text(cell), isQuoted: quotes[cell] !== 0, ...number };
  });
  return new FirstLine(cells, line);
}

/** The first line, kept until all others are known. */
export class FirstLine {
  /** True if it could be names of all columns but the first. */
  readonly hasTextsOnly: boolean;

  constructor(readonly cells: FirstCell[], readonly line: number) {
    this.hasTextsOnly = cells.every(({ kind }) => kind === "text");
  }

  /** Adds the line to the columns as their first row. */
  addTo(columns: readonly TextColumn[]): void {
    this.cells.forEach((cell, at) => {
      const { kind, text, isQuoted, value } = cell;
      if (kind === "number") {
        columns[at]!.addNumber(0, cell, Math.abs(value) < Infinity ? undefined : text);
        if (cell.isPadded) columns[at]!.addPadded({ text, line: this.line });
      } else {
        // As a name, NA is one; as a sample, it is a missing value.
        const own = kind === "missing" && !isQuoted ? "" : text;
        columns[at]!.addText(0, kind, own, value, this.line);
      }
    });
  }

  /**
   * Decides whether the line has names, from what stands below it.
   *
   * @param header the decision, where the user has made it
   */
  judge(columns: readonly TextColumn[], header: boolean | undefined): Judgement {
    if (header !== undefined) return { hasNames: header, notices: this.#doubtsOf(header, columns) };
    return this.cells.some(({ kind }) => kind === "text")
      ? this.#judgeTexts(columns)
      : this.#judgeNumbers(columns);
  }

  /** What speaks against a decision of the user. */
  #doubtsOf(header: boolean, columns: readonly TextColumn[]): string[] {
    const doubtful = this.cells.find(({ kind, value, text }, at) =>
      columns[at]!.hasNumbersOnly &&
      (header ? kind === "number" && !Number.isInteger(value) : kind === "text" && text !== "")
    );
    if (doubtful === undefined) return [];
    const shown = quoted(doubtful.text);
    return [
      header
        ? `the first line was read as names, because of the option header (--header), though ${shown} ` +
          "is a number like those below it"
        : `the first line was read as a sample, because of the option header (--no-header), though ${shown} ` +
          "stands above numbers",
    ];
  }

  /** Adapts the line to rows with one cell more: R leaves out the name of the first column. */
  addUnnamed(): void {
    const nothing = { value: NaN, digits: 0, lastDigit: 0, isRounded: false, isPadded: false };
    this.cells.unshift({ kind: "missing", text: "", isQuoted: false, ...nothing });
  }

  /** Takes back {@link addUnnamed}. */
  removeUnnamed(): void {
    this.cells.shift();
  }

  /** A line of numbers is a sample, unless it counts the columns as pandas does for columns without names. */
  #judgeNumbers(columns: readonly TextColumn[]): Judgement {
    const isIndexed = this.cells.length > 1 && this.cells[0]!.text === "";
    const names = isIndexed ? this.cells.slice(1) : this.cells;
    const counts = names.every(({ text }, at) => text === String(at));
    const isSure = isIndexed || names.length >= FEW ||
      (names.length > 1 && columns.some((column) => column.hasFractions));
    if (counts && isSure) {
      const told = `the first line counts the columns and was read as their names; ${TO_SAMPLE}`;
      return { hasNames: true, notices: [told] };
    }
    const told = `the first line has numbers only and was read as a sample; ${TO_NAMES}`;
    return { hasNames: false, notices: [told] };
  }

  /** A text above numbers is a name. Above texts, it is a sample if the line has what no name is. */
  #judgeTexts(columns: readonly TextColumn[]): Judgement {
    const isName = this.cells.some(({ kind, text }, at) =>
      kind === "text" && !columns[at]!.isText && !WITH_COMMA.test(text)
    );
    const numbers = this.cells.filter(({ kind }) => kind === "number");
    if (!isName) {
      const again = this.cells.find(({ kind, text }, at) =>
        kind === "text" && columns[at]!.hasText(text, 1)
      );
      const fraction = this.cells.find(({ kind, value, text }) =>
        kind === "number" ? !Number.isInteger(value) : WITH_COMMA.test(text)
      );
      const reason = again
        ? `${quoted(again.text)} occurs again below it`
        : fraction && `${quoted(fraction.text)} is no name`;
      if (reason !== undefined) {
        const told = `the first line was read as a sample, because ${reason}; ${TO_NAMES}`;
        return { hasNames: false, notices: [told] };
      }
    }
    if (numbers.length === 0) return { hasNames: true, notices: [] };
    const shown = firstOf(numbers.map(({ text }) => quoted(text)), 3);
    const told =
      `the first line was read as names, some of which are numbers (${shown}); ${TO_SAMPLE}`;
    return { hasNames: true, notices: [told] };
  }
}
