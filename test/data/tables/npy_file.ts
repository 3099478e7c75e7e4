/** Files in NumPy's format, written for tests: right ones, and wrong ones on purpose. */

/** What to write; everything has the value that `numpy.save` gives a C-ordered float64 array. */
export interface NpyParts {
  readonly descr?: string;
  readonly fortranOrder?: boolean;
  readonly shape: readonly number[];
  /** The elements. */
  readonly values: ArrayBufferView;
  readonly version?: readonly [major: number, minor: number];
  /** Instead of the header that the other parts make. */
  readonly header?: string;
}

export function npyFile(
  { descr = "<f8", fortranOrder = false, shape, values, version = [1, 0], header }: NpyParts,
): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const text = header ??
    `{'descr': '${descr}', 'fortran_order': ${
      fortranOrder ? "True" : "False"
    }, 'shape': ${tuple}, }`;
  const lengthBytes = version[0] === 1 ? 2 : 4;
  const start = 8 + lengthBytes;
  const length = Math.ceil((start + text.length + 1) / 64) * 64 - start;
  const body = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const file = new Uint8Array(start + length + body.length);
  file.set([0x93, ...new TextEncoder().encode("NUMPY"), ...version]);
  const view = new DataView(file.buffer);
  if (lengthBytes === 2) view.setUint16(8, length, true);
  else view.setUint32(8, length, true);
  file.set(new TextEncoder().encode(`${text.padEnd(length - 1)}\n`), start);
  file.set(body, start + length);
  return file;
}

/** The bytes of a text. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
