/** Columns in options: by index, by name, and ranges of either. */
import { shellWord } from "../data/tables/advice.ts";
import { quoted } from "../data/tables/error.ts";
import { UsageError } from "./values.ts";

/** A column or another variable that an option can name. */
export interface Named {
  /** Its own number. */
  readonly index: number;
  readonly name: string;
}

/** One end of a range: a text in quotes is always a name. */
interface End {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** A part of a list between commas, as it was written. */
export interface ListItem {
  readonly written: string;
  /**
   * A quoted name, or the ends of a range of which one is quoted at least; `undefined` if nothing is quoted, because
   * a name can contain the hyphen of a range.
   */
  readonly ends?: readonly End[];
}

/** Most items and most columns in all lists of an option; more is taken for a typing error. */
const MOST = 1_000_001;

/** A name in quotes, with blanks around it; a quote in the name is written twice. */
const QUOTED = /\s*"((?:[^"]|"")*)"\s*/y;
/** A hyphen with a quote behind it. */
const BEFORE_QUOTE = /-\s*"/;

/**
 * The lists of an option, separated by semicolons, with items separated by commas. What items name is looked up
 * later, by {@link NamedLists}.
 *
 * @throws UsageError for an empty item, a quote that is not closed, and text behind a quoted name
 */
export function readLists(option: string, text: string): ListItem[][] {
  const lists: ListItem[][] = [[]];
  for (let at = 0, items = 1;; items++) {
    if (items > MOST) throw new UsageError(`${option} takes at most ${MOST} parts`);
    const { end, ends } = itemAt(text, at);
    const written = text.slice(at, end).trim();
    const isEmpty = written === "" || ends?.some((one) => one.text === "");
    if (isEmpty || (end < text.length && !/[,;]/.test(text[end]!))) {
      const part = written === "" ? "an empty part" : quoted(text.slice(at).trim());
      throw new UsageError(
        `${option} takes columns by index or name and ranges of them, such as 0,5-7 or x-z,"a,b", ` +
          `got ${part} in ${quoted(text)}`,
      );
    }
    lists.at(-1)!.push(ends === undefined ? { written } : { written, ends });
    if (end >= text.length) return lists;
    if (text[end] === ";") lists.push([]);
    at = end + 1;
  }
}

/** The end of the item that begins at a position, and its ends if one of them is quoted. */
function itemAt(text: string, at: number): { end: number; ends?: End[] } {
  const left = quotedAt(text, at);
  const plainEnd = (from: number) => {
    const length = text.slice(from).search(/[,;]/);
    return length < 0 ? text.length : from + length;
  };
  if (left !== undefined) {
    if (text[left.next] !== "-") return { end: left.next, ends: [left] };
    const right = quotedAt(text, left.next + 1);
    if (right !== undefined) return { end: right.next, ends: [left, right] };
    const end = plainEnd(left.next + 1);
    return { end, ends: [left, { text: text.slice(left.next + 1, end).trim(), isQuoted: false }] };
  }
  const end = plainEnd(at);
  const hyphen = text.slice(at, end).search(BEFORE_QUOTE);
  const right = hyphen < 0 ? undefined : quotedAt(text, at + hyphen + 1);
  if (right === undefined || !/^[,;]?$/.test(text[right.next] ?? "")) return { end };
  const before = { text: text.slice(at, at + hyphen).trim(), isQuoted: false };
  return { end: right.next, ends: [before, right] };
}

/** A quoted name at a position, and the position behind it. */
function quotedAt(text: string, at: number): End & { readonly next: number } | undefined {
  QUOTED.lastIndex = at;
  const match = QUOTED.exec(text);
  return match === null
    ? undefined
    : { text: match[1]!.replaceAll('""', '"'), isQuoted: true, next: QUOTED.lastIndex };
}

/** {@link readLists} for an option that takes one list. */
export function readList(option: string, text: string): ListItem[] {
  const [list, ...more] = readLists(option, text);
  if (more.length === 0) return list!;
  throw new UsageError(
    `${option} takes one list, with commas between its parts, got ${1 + more.length} in ` +
      `${quoted(text)}; a name with a semicolon has to be quoted`,
  );
}

/** The text of a list item without quotes around it. */
export function plainText({ written, ends }: ListItem): string {
  return ends?.length === 1 ? ends[0]!.text : written;
}

/** Columns or other variables, found by what options say. */
export class NamedLists {
  private readonly positions: ReadonlyMap<number, number>;
  private readonly named: ReadonlyMap<string, number>;

  /**
   * @param kind the singular in messages, such as `"column"`
   * @param all in the order of ranges; indices ascend, names are all different
   * @param others those that messages say are left out
   */
  constructor(
    private readonly kind: string,
    private readonly all: readonly Named[],
    private readonly others: readonly Named[] = [],
  ) {
    this.positions = new Map(all.map(({ index }, at) => [index, at]));
    this.named = new Map(all.map(({ name }, at) => [name, at]));
  }

  /** Whether a text is the name of one. */
  has(name: string): boolean {
    return this.named.has(name);
  }

  /** The one of this name. */
  get(name: string): Named | undefined {
    return this.all[this.named.get(name) ?? -1];
  }

  /**
   * The indices in each list, in the order in which they are written.
   *
   * @param option the start of messages
   * @throws UsageError for an item that names nothing, or that can be read in two ways
   */
  indices(option: string, lists: readonly (readonly ListItem[])[]): number[][] {
    const ranges = lists.map((list) => list.map((item) => this.rangeOf(option, item)));
    const count = ranges.flat().reduce((sum, { first, last }) => sum + last - first + 1, 0);
    // Before the lists are made: a few characters can stand for all columns.
    if (count > MOST) {
      throw new UsageError(`${option} takes at most ${MOST} indices in all, got ${count}`);
    }
    return ranges.map((list) =>
      list.flatMap(({ first, last }) => this.all.slice(first, last + 1).map(({ index }) => index))
    );
  }

  /** {@link indices} of one list. */
  indicesOf(option: string, list: readonly ListItem[]): number[] {
    return this.indices(option, [list])[0]!;
  }

  /** The positions that an item stands for, both ends included. */
  private rangeOf(option: string, { written, ends }: ListItem) {
    if (ends !== undefined) {
      const [first, last = first] = ends.map((end) => {
        const found = this.readings(end);
        if (found.length === 1) return found[0]!;
        throw found.length === 0 ? this.unknown(option, end.text) : this.twofold(option, end.text);
      });
      return this.ascending(option, written, first!, last!);
    }
    const found = this.readings({ text: written, isQuoted: false })
      .map((position) => [position, position] as const);
    for (const [left, right] of halves(written)) {
      for (const first of this.readings({ text: left, isQuoted: false })) {
        for (const last of this.readings({ text: right, isQuoted: false })) {
          found.push([first, last]);
        }
      }
    }
    if (found.length > 1) throw this.twofold(option, written);
    if (found.length === 0) throw this.unknown(option, this.missingEnd(written));
    return this.ascending(option, written, ...found[0]!);
  }

  /** The end of a range that names nothing, if its other end or both are indices or names; else the whole text. */
  private missingEnd(written: string): string {
    for (const sides of halves(written)) {
      const [left, right] = sides.map((text) =>
        this.readings({ text, isQuoted: false }).length > 0
      );
      const missing = sides[left ? 1 : 0];
      if ((left || right) && missing !== "") return missing;
      if (sides.every((side) => /^\d+$/.test(side))) return sides[1];
    }
    return written;
  }

  /** The positions that a text can stand for: at most two. */
  private readings({ text, isQuoted }: End): number[] {
    const byIndex = !isQuoted && /^\d+$/.test(text) ? this.positions.get(Number(text)) : undefined;
    const found = [this.named.get(text), byIndex].filter((one) => one !== undefined);
    return [...new Set(found)];
  }

  private ascending(option: string, written: string, first: number, last: number) {
    if (first <= last) return { first, last };
    throw new UsageError(
      `${option}: the range ${quoted(written)} ends before it begins, at ` +
        `${this.title(last)} and ${this.title(first)}`,
    );
  }

  private title(position: number): string {
    const { index, name } = this.all[position]!;
    return `${this.kind} ${index} (${quoted(name)})`;
  }

  private unknown(option: string, text: string): UsageError {
    const left = this.others.find(({ index, name }) => name === text || `${index}` === text);
    if (left !== undefined) {
      return new UsageError(
        `${option}: column ${left.index} (${quoted(left.name)}) is not analysed, ` +
          "because options leave it out",
      );
    }
    const what = /^\d+$/.test(text) ? text : quoted(text);
    return new UsageError(
      `${option}: there is no ${this.kind} ${what}${this.alike(text)}; ` + this.description(),
    );
  }

  /** A hint for a name in other letters. */
  private alike(text: string): string {
    const wanted = text.toLowerCase();
    const found = this.all.find(({ name }) => name.toLowerCase() === wanted);
    return found === undefined ? "" : ` (but ${quoted(found.name)})`;
  }

  private description(): string {
    const first = this.all.slice(0, 5).map(({ index, name }) => `${index} ${quoted(name)}`);
    const more = this.all.length > first.length
      ? `, … ${this.all.at(-1)!.index} ${quoted(this.all.at(-1)!.name)}`
      : "";
    return `there are ${this.all.length}: ${first.join(", ")}${more}`;
  }

  private twofold(option: string, text: string): UsageError {
    const inShell = option.includes(" ") ? (words: string) => words : shellWord;
    return new UsageError(
      `${option}: ${
        quoted(text)
      } can be read in two ways; write a name in double quotes, such as ` +
        `${inShell('"a"')}, and a range of names as ${inShell('"a"-"b"')}`,
    );
  }
}

/** Most hyphens of an item that is tried as a range. */
const MOST_HYPHENS = 32;

/** The two sides of each hyphen in a text; none if a text has very many. */
function halves(text: string): [left: string, right: string][] {
  const parts = text.split("-");
  if (parts.length > MOST_HYPHENS) return [];
  return parts.slice(1).map((_, at): [string, string] => [
    parts.slice(0, at + 1).join("-").trim(),
    parts.slice(at + 1).join("-").trim(),
  ]);
}
