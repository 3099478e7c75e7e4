/**
 * Where text may go on in the next line.
 * @module
 */
import { escapeHtml } from "./html.ts";

/** Most characters that stay on one line where there is little room. */
export const LONGEST_PIECE = 20;

/**
 * Words, and the pieces of those that are longer than {@link LONGEST_PIECE}: they break behind punctuation,
 * as in lists of JSON, and elsewhere only where that leaves a piece too long. Joined they are the text.
 */
export function unbrokenPieces(text: string): string[] {
  return text.split(/(?<=\s)(?=\S)/).flatMap((word) =>
    word.trimEnd().length <= LONGEST_PIECE ? [word] : broken(word)
  );
}

function broken(word: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  const finish = () => {
    if (piece !== "") pieces.push(piece);
    piece = "";
  };
  for (const part of word.split(/(?<=[,;:/_+|&=-])/)) {
    if (piece.length + part.length > LONGEST_PIECE) finish();
    // Whole characters, not halves of one that takes two code units.
    for (const character of part) {
      if (piece.length + character.length > LONGEST_PIECE && character.trim() !== "") finish();
      piece += character;
    }
  }
  finish();
  return pieces;
}

/** Text as HTML that the browser may break between {@link unbrokenPieces}. */
export function breakableHtml(text: string): string {
  return unbrokenPieces(text)
    .map((piece, at, pieces) =>
      escapeHtml(piece) + (at === pieces.length - 1 || /\s$/.test(piece) ? "" : "<wbr>")
    ).join("");
}
