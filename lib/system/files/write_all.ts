/**
 * Writing all of it: a write may take only the beginning.
 * @module
 */

/** An open file, or standard output. */
export interface Sink {
  /** Writes the beginning of `bytes` and says how many that were. */
  write(bytes: Uint8Array): Promise<number>;
}

/** Writes all bytes, however many writes that takes. */
export async function writeAll(sink: Sink, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await sink.write(bytes.subarray(at));
}
