/**
 * Records of text files (RFC 4180), found in pieces of bytes. No package is used because those for CSV need Node's
 * buffers, which browsers lack, or hold the whole text.
 */
import type { Cursor } from "../bytes.ts";
import { quoted, TableError } from "../error.ts";
import type { CellBytes } from "./cells.ts";
import type { Dialect } from "./dialect.ts";

/** A record, in memory that the next one overwrites. */
export interface TextRecord extends CellBytes {
  /** Number of cells. */
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** For each cell: 0 without quotes, 1 in quotes, 2 if there are doubled quotes in it. */
  readonly quotes: Uint8Array;
  /** The number of its last line, from 1. */
  readonly line: number;
}

const [TAB, LINE_FEED, RETURN, SPACE, QUOTE] = [9, 10, 13, 32, 34];
/** What a byte means. */
const [ORDINARY, BLANK, SEPARATOR, BREAK, MARK] = [0, 1, 2, 3, 4];

function meanings(separator: Dialect["separator"]): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds[TAB] = kinds[SPACE] = BLANK;
  kinds[LINE_FEED] = kinds[RETURN] = BREAK;
  kinds[QUOTE] = MARK;
  if (separator !== "blanks") kinds[separator.charCodeAt(0)] = SEPARATOR;
  return kinds;
}

/** Most bytes of one record. */
const LONGEST = 2 ** 30;

/**
 * Calls `take` with every record. No more than one record and a piece of 1 MiB are held. Blanks around a cell do
 * not belong to it; lines end with LF, CR LF or CR.
 *
 * @throws TableError for a quote that is not closed, or that does not begin or end its cell
 */
export async function forEachRecord(
  cursor: Cursor,
  file: string,
  separator: Dialect["separator"],
  take: (record: TextRecord) => void,
  firstLine = 1,
): Promise<void> {
  const scanner = new Scanner(file, separator, firstLine);
  let bytes = new Uint8Array(2 ** 20);
  for (let length = 0;;) {
    length += await cursor.fill(bytes.subarray(length));
    const isLast = length < bytes.length;
    let at = 0;
    while (at < length) {
      const end = scanner.scan(bytes, at, length, isLast);
      if (end < 0) break;
      take(scanner);
      at = end;
    }
    if (isLast) return;
    bytes.copyWithin(0, at, length);
    length -= at;
    // Twice the room for a long record, so that it is not scanned again for every piece.
    if (2 * length <= bytes.length) continue;
    if (bytes.length >= LONGEST) {
      const location = `line ${scanner.line + 1}`;
      throw new TableError({
        file,
        location,
        expected: `lines of at most ${LONGEST} bytes`,
        found: "more",
      });
    }
    const more = new Uint8Array(2 * bytes.length);
    more.set(bytes.subarray(0, length));
    bytes = more;
  }
}

class Scanner implements TextRecord {
  bytes = new Uint8Array();
  count = 0;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  quotes = new Uint8Array(64);
  line: number;
  readonly #kinds: Uint8Array;
  /** One character per byte. */
  readonly #decoder = new TextDecoder("latin1");
  #from = 0;
  #text: string | undefined;

  constructor(
    readonly file: string,
    readonly separator: Dialect["separator"],
    firstLine: number,
  ) {
    this.#kinds = meanings(separator);
    this.line = firstLine - 1;
  }

  /** Decodes the record once for all of its cells: one by one would take eight times as long. */
  ascii(start: number, end: number): string {
    const last = this.ends[this.count - 1]!;
    this.#text ??= this.#decoder.decode(this.bytes.subarray(this.#from, last));
    return this.#text.slice(start - this.#from, end - this.#from);
  }

  /** Finds the record at `from`; returns where the next one begins, or −1 if it can go on behind `length`. */
  scan(bytes: Uint8Array<ArrayBuffer>, from: number, length: number, isLast: boolean): number {
    const kinds = this.#kinds;
    const byBlanks = this.separator === "blanks";
    this.bytes = bytes;
    this.count = 0;
    this.#from = from;
    this.#text = undefined;
    let [at, breaks] = [from, 0];
    for (;;) {
      while (at < length && kinds[bytes[at]!] === BLANK) at++;
      if (at >= length && !isLast) return -1;
      const start = at;
      const kind = at < length ? kinds[bytes[at]!] : BREAK;
      if (kind === MARK) {
        let doubled = false;
        for (;;) {
          const closing = bytes.indexOf(QUOTE, at + 1);
          if (closing < 0 || closing >= length) {
            if (!isLast) return -1;
            const found = "the end of the file";
            throw this.#refusal(breaks, "a quote at the end of a quoted cell", found);
          }
          at = closing + 1;
          if (at >= length || bytes[at] !== QUOTE) break;
          doubled = true;
        }
        breaks += breaksIn(bytes, start + 1, at - 1);
        this.#add(start + 1, at - 1, doubled ? 2 : 1);
        while (at < length && kinds[bytes[at]!] === BLANK) at++;
      } else if (kind === ORDINARY) {
        while (at < length && kinds[bytes[at]!]! <= (byBlanks ? ORDINARY : BLANK)) at++;
        let end = at;
        while (kinds[bytes[end - 1]!] === BLANK) end--;
        this.#add(start, end, 0);
        while (at < length && kinds[bytes[at]!] === BLANK) at++;
      } else if (!byBlanks || this.count === 0) this.#add(start, start, 0);
      if (at >= length) {
        if (!isLast) return -1;
        this.line += breaks + 1;
        return length;
      }
      const next = kinds[bytes[at]!];
      if (next === SEPARATOR) at++;
      else if (next === BREAK) {
        if (bytes[at] === RETURN) {
          if (at + 1 >= length && !isLast) return -1;
          if (at + 1 < length && bytes[at + 1] === LINE_FEED) at++;
        }
        this.line += breaks + 1;
        return at + 1;
      } else if (!byBlanks || !isBlank(bytes[at - 1]!)) {
        const rest = new TextDecoder().decode(bytes.subarray(at, Math.min(length, at + 200)));
        throw this.#refusal(
          breaks,
          "a separator or the end of the line behind a cell",
          quoted(rest),
        );
      }
    }
  }

  #add(start: number, end: number, quote: 0 | 1 | 2): void {
    if (this.count === this.starts.length) {
      this.starts = doubled(this.starts, Int32Array);
      this.ends = doubled(this.ends, Int32Array);
      this.quotes = doubled(this.quotes, Uint8Array);
    }
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.quotes[this.count++] = quote;
  }

  #refusal(breaks: number, expected: string, found: string): TableError {
    const location = `line ${this.line + breaks + 1}`;
    return new TableError({ file: this.file, location, expected, found });
  }
}

const isBlank = (byte: number) => byte === SPACE || byte === TAB;

function doubled<Values extends Int32Array | Uint8Array>(
  values: Values,
  Kind: new (length: number) => Values,
): Values {
  const more = new Kind(2 * values.length);
  more.set(values);
  return more;
}

/** Number of line breaks. */
function breaksIn(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    if (bytes[at] === LINE_FEED || (bytes[at] === RETURN && bytes[at + 1] !== LINE_FEED)) count++;
  }
  return count;
}
