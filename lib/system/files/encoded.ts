/**
 * Texts as bytes.
 * @module
 */

/** Characters that are gathered before they are written. */
const ENOUGH = 1 << 20;

/** A text, whole or in pieces, as UTF-8 in arrays large enough to be written one by one. */
export function* encoded(text: string | Iterable<string>): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let gathered: string[] = [];
  let length = 0;
  for (const piece of typeof text === "string" ? [text] : text) {
    gathered.push(piece);
    length += piece.length;
    if (length < ENOUGH) continue;
    yield encoder.encode(gathered.join(""));
    gathered = [];
    length = 0;
  }
  if (length > 0) yield encoder.encode(gathered.join(""));
}
