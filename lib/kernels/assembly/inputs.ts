/**
 * One list of inputs, in either form: `u32` entries `index << 10 | pixel << 2`, or `f32` values
 * whose index is their position. `T` picks the form when the kernel is compiled.
 *
 * `deno fmt` is kept off this folder: it drops the decorators of functions.
 */

/** The input at `at`, in all four lanes. */
@inline
export function inputAt<T>(at: usize, pixelToInput: usize): v128 {
  if (isInteger<T>()) {
    return v128.load_splat<f32>(pixelToInput + <usize>(load<u32>(at) & 1020));
  }
  return v128.load_splat<f32>(at);
}

/** The row of a matrix that belongs to the input at `at`, the `position`-th of the list. */
@inline
export function rowAt<T>(at: usize, position: usize, rows: usize, stride: usize): usize {
  if (isInteger<T>()) return rows + <usize>(load<u32>(at) >>> 10) * stride;
  return rows + position * stride;
}
