/** Texts in `.npy` files, such as the names of classes: NumPy's types `U` and `S`, of one width per file. */
import type { Cursor } from "./bytes.ts";
import type { ColumnContents } from "./columns.ts";
import { TableError } from "./error.ts";

/** An array of texts. */
interface TextLayout {
  readonly file: string;
  readonly descr: string;
  readonly rows: number;
  readonly columns: number;
  readonly columnMajor: boolean;
}

/** Bytes of an element of type `<U8` or `|S8`; `undefined` for types that are no texts. */
export function textWidth(descr: string): number | undefined {
  const [, kind, length] = /^[<>|]([US])([1-9]\d{0,5})$/.exec(descr) ?? [];
  return length === undefined ? undefined : Number(length) * (kind === "U" ? 4 : 1);
}

/** Reads all texts. @throws TableError for a file that ends early, and bytes that are no text */
export async function readTexts(
  cursor: Cursor,
  { file, descr, rows, columns, columnMajor }: TextLayout,
): Promise<readonly ColumnContents[]> {
  const width = textWidth(descr)!;
  const textOf = descr.includes("U") ? wideText(descr.startsWith(">")) : utf8Text;
  const texts: string[][] = [];
  // Equal texts are kept once.
  const known = new Map<string, string>();
  for (let at = 0; at < rows * columns; at++) {
    const location = `byte ${cursor.position}`;
    const bytes = await cursor.take(width);
    if (bytes.length < width) {
      throw new TableError({
        file,
        location,
        expected: "more texts",
        found: "the end of the file",
      });
    }
    const text = textOf(bytes);
    if (text === undefined) {
      throw new TableError({ file, location, expected: "Unicode text", found: "other bytes" });
    }
    if (!known.has(text) && known.size < 10_000) known.set(text, text);
    const [column, row] = columnMajor
      ? [Math.floor(at / rows), at % rows]
      : [at % columns, Math.floor(at / columns)];
    (texts[column] ??= [])[row] = known.get(text) ?? text;
  }
  return texts.map((texts) => ({ texts, resolution: 0, roundoff: 0 }));
}

/** Code points of 4 bytes each, up to the zeros that fill the width. */
function wideText(bigEndian: boolean): (bytes: Uint8Array) => string | undefined {
  return (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const points: number[] = [];
    for (let at = 0; at < bytes.length; at += 4) points.push(view.getUint32(at, !bigEndian));
    const end = points.findLastIndex((point) => point !== 0) + 1;
    if (points.some((point) => point > 0x10ffff)) return undefined;
    return points.slice(0, end).map((point) => String.fromCodePoint(point)).join("");
  };
}

function utf8Text(bytes: Uint8Array): string | undefined {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      bytes.subarray(0, end),
    );
  } catch {
    return undefined;
  }
}
