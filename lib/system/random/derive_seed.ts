/** A tree of seeds. */
import { sha256 } from "@noble/hashes/sha2.js";

/**
 * The seed of one purpose below a root seed: the first four bytes (big-endian) of SHA-256 over
 * `"<root>/<path…>"`. Streams of different paths are independent, and a new purpose does not change the other
 * streams.
 *
 * @example
 * ```ts
 * import { deriveSeed } from "@multiplet/multiplet/random";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(deriveSeed(1, "network", 0, "initialisation"), 1411003884);
 * ```
 */
export function deriveSeed(root: number, ...path: readonly (string | number)[]): number {
  const digest = sha256(new TextEncoder().encode([root, ...path].join("/")));
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0);
}
