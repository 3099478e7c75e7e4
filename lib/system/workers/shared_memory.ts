/**
 * Values that workers read without a copy of their own.
 * @module
 */

/** Kinds of values that {@link inSharedMemory} knows. */
type Values = Uint8Array | Float32Array | Float64Array;

/**
 * The same values in shared memory: sending them to a worker takes no time and no memory. Those that lie
 * there already are used as they are.
 */
export function inSharedMemory<Array extends Values>(values: Array): Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const Kind = values.constructor as new (buffer: SharedArrayBuffer) => Array;
  const shared = new Kind(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
