/** Bytes that lie: valid files with something changed. */
import fc from "fast-check";
import { joined } from "../../lib/system/files/joined.ts";

/** One change of a file. */
type Change = (bytes: Uint8Array) => Uint8Array;

/** Numbers at the ends of what fields of files can hold. */
const EXTREMES = [
  0n,
  1n,
  127n,
  128n,
  255n,
  256n,
  2n ** 15n,
  2n ** 16n - 1n,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 40n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
];

const place = fc.nat({ max: 2 ** 20 });
const few = fc.uint8Array({ maxLength: 12 });
/** A position in `bytes`, or right behind them. */
const within = (at: number, bytes: Uint8Array) => at % (bytes.length + 1);

const flip = fc.record({ at: place, byte: fc.nat(255) }).map(({ at, byte }): Change => (bytes) =>
  bytes.length === 0 ? bytes : bytes.with(at % bytes.length, byte)
);
const truncate = place.map((at): Change => (bytes) => bytes.subarray(0, within(at, bytes)));
const extend = few.map((more): Change => (bytes) => joined([bytes, more]));
const splice = fc.record({ at: place, gone: fc.nat(12), more: few }).map((
  { at, gone, more },
): Change =>
(bytes) => {
  const from = within(at, bytes);
  return joined([bytes.subarray(0, from), more, bytes.subarray(from + gone)]);
});
const repeat = fc.record({ at: place, length: fc.nat(64) }).map(
  ({ at, length }): Change => (bytes) => {
    const from = within(at, bytes);
    return joined([bytes.subarray(0, from + length), bytes.subarray(from)]);
  },
);
const exaggerate = fc.record({
  at: place,
  value: fc.constantFrom(...EXTREMES),
  width: fc.constantFrom(1, 2, 4, 8),
  littleEndian: fc.boolean(),
}).map(({ at, value, width, littleEndian }): Change => (bytes) => {
  const from = within(at, bytes);
  const field = new DataView(new ArrayBuffer(8));
  field.setBigUint64(0, value, littleEndian);
  const start = littleEndian ? 0 : 8 - width;
  const written = new Uint8Array(field.buffer, start, width);
  return joined([bytes.subarray(0, from), written, bytes.subarray(from + width)]);
});

/** One of some valid files with one to three changes, which are mostly of single bytes. */
export function mutatedBytes(...valid: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const flips = { weight: 4, arbitrary: flip };
  const change = fc.oneof(flips, truncate, extend, splice, repeat, exaggerate);
  return fc.record({
    file: fc.constantFrom(...valid),
    changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  }).map(({ file, changes }) => changes.reduce((bytes, one) => one(bytes), file).slice());
}
