/**
 * The entries of sparse rows: `index << 10 | pixel << 2` in a u32.
 *
 * `deno fmt` is kept off this folder: it drops the decorators of functions.
 */

/** The input of the entry at `at`, in all four lanes. */
@inline
export function inputAt(at: usize, pixelToInput: usize): v128 {
  return v128.load_splat<f32>(pixelToInput + <usize>(load<u32>(at) & 1020));
}

/** The row of a matrix that belongs to the entry at `at`. */
@inline
export function rowAt(at: usize, rows: usize, stride: usize): usize {
  return rows + <usize>(load<u32>(at) >>> 10) * stride;
}
