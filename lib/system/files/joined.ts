/** Bytes that come in pieces. */

/** Pieces behind each other as one array; a single piece as it is, without a copy. */
export function joined<Buffer extends ArrayBufferLike>(
  pieces: readonly Uint8Array<Buffer>[],
): Uint8Array<Buffer | ArrayBuffer> {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
