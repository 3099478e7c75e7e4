/**
 * Sums of products of pairs of columns: Σ_r left[r] · right[r], for each column on the left and each on
 * the right. A sum runs over the rows in order, each product rounded before it is added: the bits of a
 * plain loop. SIMD lanes and tiles go over pairs, never over rows.
 *
 * Columns lie in panels of eight, row by row: 64 bytes per row. A pair of panels has 64 sums, two for
 * each pair of pairs of columns: (l0 r0, l1 r1), then (l0 r1, l1 r0). Swapping the two values on the
 * right once takes less time than one splat for each on the left.
 */

/** Bytes of a row of a panel. */
const ROW: usize = 64;
/** Bytes of the sums of a pair of panels, and of those that share a pair of columns on the right. */
const SUMS: usize = 512;
const PART: usize = 128;

/**
 * Adds the products of `rows` rows to the sums of all pairs of a left and a right panel: at `sums`, a
 * left panel's sums with each right panel one after the other.
 *
 * @param triangle whether left and right are the same panels: each then meets those up to itself
 */
export function addProducts(
  left: usize,
  lefts: u32,
  right: usize,
  rights: u32,
  rows: u32,
  sums: usize,
  triangle: bool,
): void {
  const panel = <usize> rows * ROW;
  for (let i: u32 = 0; i < lefts; i++) {
    const met = triangle ? i + 1 : rights;
    for (let j: u32 = 0; j < met; j++) {
      const at = sums + <usize> (i * rights + j) * SUMS;
      for (let pair: usize = 0; pair < 4; pair++) {
        addRows(left + i * panel, right + j * panel + pair * 16, panel, at + pair * PART);
      }
    }
  }
}

/** The same for a left panel and two columns on the right. More rows per turn are slower. */
@inline
function addRows(left: usize, right: usize, bytes: usize, sums: usize): void {
  let s0 = v128.load(sums);
  let s1 = v128.load(sums, 16);
  let s2 = v128.load(sums, 32);
  let s3 = v128.load(sums, 48);
  let s4 = v128.load(sums, 64);
  let s5 = v128.load(sums, 80);
  let s6 = v128.load(sums, 96);
  let s7 = v128.load(sums, 112);
  for (const end = left + bytes; left < end; left += ROW) {
    const r = v128.load(right);
    const swapped = v128.shuffle<f64>(r, r, 1, 0);
    const l0 = v128.load(left);
    s0 = f64x2.add(s0, f64x2.mul(l0, r));
    s1 = f64x2.add(s1, f64x2.mul(l0, swapped));
    const l1 = v128.load(left, 16);
    s2 = f64x2.add(s2, f64x2.mul(l1, r));
    s3 = f64x2.add(s3, f64x2.mul(l1, swapped));
    const l2 = v128.load(left, 32);
    s4 = f64x2.add(s4, f64x2.mul(l2, r));
    s5 = f64x2.add(s5, f64x2.mul(l2, swapped));
    const l3 = v128.load(left, 48);
    s6 = f64x2.add(s6, f64x2.mul(l3, r));
    s7 = f64x2.add(s7, f64x2.mul(l3, swapped));
    right += ROW;
  }
  v128.store(sums, s0);
  v128.store(sums, s1, 16);
  v128.store(sums, s2, 32);
  v128.store(sums, s3, 48);
  v128.store(sums, s4, 64);
  v128.store(sums, s5, 80);
  v128.store(sums, s6, 96);
  v128.store(sums, s7, 112);
}
