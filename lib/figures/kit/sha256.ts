/**
 * SHA-256 (FIPS 180-4) without waiting: drawing a figure is a plain function, and WebCrypto, all that a
 * browser has, gives promises only.
 */

/** The first 64 primes: the fractions of their roots are the constants of the algorithm. */
const PRIMES: number[] = [];
for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((prime) => n % prime > 0)) PRIMES.push(n);
const fraction = (root: number) => (root % 1) * 2 ** 32 >>> 0;
const CONSTANTS = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const turned = (word: number, bits: number) => word >>> bits | word << 32 - bits;

/** The SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text);
  // A bit after the text, zeros, and the number of bits in the last eight bytes.
  const padded = new Uint8Array(64 * Math.ceil((bytes.length + 9) / 64));
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, 8n * BigInt(bytes.length));
  const state = START.slice();
  const w = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let t = 0; t < 16; t++) w[t] = view.getUint32(block + 4 * t);
    for (let t = 16; t < 64; t++) {
      const [early, late] = [w[t - 15]!, w[t - 2]!];
      const s0 = turned(early, 7) ^ turned(early, 18) ^ early >>> 3;
      const s1 = turned(late, 17) ^ turned(late, 19) ^ late >>> 10;
      w[t] = w[t - 16]! + s0 + w[t - 7]! + s1;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let t = 0; t < 64; t++) {
      const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const first = h + s1 + (e & f ^ ~e & g) + CONSTANTS[t]! + w[t]!;
      const second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + (a & b ^ a & c ^ b & c);
      [h, g, f, e, d, c, b, a] = [g, f, e, d + first | 0, c, b, a, first + second | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => state[at]! += word);
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
}
