/** Loops that reach what the engine can do at best, with the instructions that the kernel uses. */

/** Copies `bytes`, a multiple of 128, `repeats` times. */
export function copy(from: usize, to: usize, bytes: usize, repeats: u32): void {
  const end = from + bytes;
  for (let repeat: u32 = 0; repeat < repeats; repeat++) {
    for (let at = from, target = to; at < end; at += 128, target += 128) {
      v128.store(target, v128.load(at));
      v128.store(target, v128.load(at, 16), 16);
      v128.store(target, v128.load(at, 32), 32);
      v128.store(target, v128.load(at, 48), 48);
      v128.store(target, v128.load(at, 64), 64);
      v128.store(target, v128.load(at, 80), 80);
      v128.store(target, v128.load(at, 96), 96);
      v128.store(target, v128.load(at, 112), 112);
    }
  }
}

/**
 * Reads `bytes`, a multiple of 64, `repeats` times; what it returns depends on all of them. With
 * longer rounds V8 does not unroll the loop, and it reads a third less.
 */
export function read(from: usize, bytes: usize, repeats: u32): i32 {
  let a = i32x4.splat(0), b = a, c = a, d = a;
  const end = from + bytes;
  for (let repeat: u32 = 0; repeat < repeats; repeat++) {
    for (let at = from; at < end; at += 64) {
      a = v128.xor(a, v128.load(at));
      b = v128.xor(b, v128.load(at, 16));
      c = v128.xor(c, v128.load(at, 32));
      d = v128.xor(d, v128.load(at, 48));
    }
  }
  return i32x4.extract_lane(v128.xor(v128.xor(a, b), v128.xor(c, d)), 0);
}

/**
 * `rounds` times 52 multiply-adds on registers: 13 independent chains keep a processor busy that starts
 * two a cycle and takes six for each. What it returns depends on all.
 *
 * `x` and `y` are parameters, as V8 would make a constant anew at each use.
 */
export function multiplyAdd(rounds: u32, x: f32, y: f32): f32 {
  const factor = f32x4.splat(x), term = f32x4.splat(y);
  // Chains that start alike could be computed once for all.
  let a = f32x4.splat(1), b = f32x4.splat(2), c = f32x4.splat(3), d = f32x4.splat(4);
  let e = f32x4.splat(5), f = f32x4.splat(6), g = f32x4.splat(7), h = f32x4.splat(8);
  let i = f32x4.splat(9), j = f32x4.splat(10), k = f32x4.splat(11), l = f32x4.splat(12);
  let m = f32x4.splat(13);
  for (let round: u32 = 0; round < rounds; round++) {
    a = f32x4.add(f32x4.mul(a, factor), term);
    b = f32x4.add(f32x4.mul(b, factor), term);
    c = f32x4.add(f32x4.mul(c, factor), term);
    d = f32x4.add(f32x4.mul(d, factor), term);
    e = f32x4.add(f32x4.mul(e, factor), term);
    f = f32x4.add(f32x4.mul(f, factor), term);
    g = f32x4.add(f32x4.mul(g, factor), term);
    h = f32x4.add(f32x4.mul(h, factor), term);
    i = f32x4.add(f32x4.mul(i, factor), term);
    j = f32x4.add(f32x4.mul(j, factor), term);
    k = f32x4.add(f32x4.mul(k, factor), term);
    l = f32x4.add(f32x4.mul(l, factor), term);
    m = f32x4.add(f32x4.mul(m, factor), term);
  }
  a = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  e = f32x4.add(f32x4.add(e, f), f32x4.add(g, h));
  i = f32x4.add(f32x4.add(i, j), f32x4.add(k, l));
  return f32x4.extract_lane(f32x4.add(f32x4.add(a, m), f32x4.add(e, i)), 0);
}
