/**
 * exp of four float32 at once, from operations whose result WebAssembly fixes to the bit.
 *
 * x = n·ln 2 + r with |r| ≤ ln 2 / 2; exp(r) by the polynomial of Cephes' `expf`, 2ⁿ by its bits.
 * Above 87 it stays exp(87), below −87 it is 0: neither end leaves the normal numbers. NaN stays NaN.
 */

/** Constants from memory: one load each, where V8 builds a constant vector anew at every use. */
const CONSTANTS = memory.data<f32>([
  87,
  -87,
  1.44269504088896341,
  0.693359375,
  -2.12194440e-4,
  1.9875691500e-4,
  1.3981999507e-3,
  8.3334519073e-3,
  4.1665795894e-2,
  1.6666665459e-1,
  5.0000001201e-1,
  1,
]);

/** The constant at `index` in all lanes. */
@inline
function constant(index: usize): v128 {
  return v128.load_splat<f32>(CONSTANTS + (index << 2));
}

@inline
export function exponential(x: v128): v128 {
  const held = f32x4.max(f32x4.min(x, constant(0)), constant(1));
  const n = f32x4.nearest(f32x4.mul(held, constant(2)));
  // ln 2 in two parts: n times the first is exact.
  let r = f32x4.sub(held, f32x4.mul(n, constant(3)));
  r = f32x4.sub(r, f32x4.mul(n, constant(4)));
  let p = constant(5);
  p = f32x4.add(f32x4.mul(p, r), constant(6));
  p = f32x4.add(f32x4.mul(p, r), constant(7));
  p = f32x4.add(f32x4.mul(p, r), constant(8));
  p = f32x4.add(f32x4.mul(p, r), constant(9));
  p = f32x4.add(f32x4.mul(p, r), constant(10));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), constant(11));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  // Lanes that are not below −87, those of NaN among them, keep their value.
  return v128.andnot(f32x4.mul(p, power), f32x4.lt(x, constant(1)));
}
