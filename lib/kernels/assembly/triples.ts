/**
 * A filter of triples of columns by the product q = |G_S| · Π P_jj · |F_S| of two correlation matrices, P = G_S⁻¹:
 * those whose q may be among the largest or the smallest, and those that are nearly singular.
 *
 * For three columns with correlations a, b and c in G, q = (1−a²)(1−b²)(1−c²) |F_S| / |G_S|²; where F is G, one |G_S|
 * cancels. Two columns are fixed; SIMD lanes go over the third. Rounding differs from other ways to compute q: the
 * caller leaves a margin.
 */

/** Multiplies the numbers of a row by `factor` and by the numbers at `factors`. */
export function scale(row: usize, factor: f64, factors: usize, count: u32): void {
  const all = f64x2.splat(factor);
  for (const end = row + (<usize> count << 3); row < end; row += 16) {
    v128.store(row, f64x2.mul(f64x2.mul(v128.load(row), all), v128.load(factors)));
    factors += 16;
  }
}

/**
 * F is G: the third columns for which q / (1−a²) is at least `highest` or at most `lowest`, or |G_S| is not above
 * `least`.
 *
 * @param first correlations of the first column with `count` columns, and one more number
 * @param second those of the second column
 * @param a correlation of the first and the second column
 * @param found receives the places of these columns
 * @returns their number
 */
export function filter(
  first: usize,
  second: usize,
  count: u32,
  a: f64,
  least: f64,
  highest: f64,
  lowest: f64,
  found: usize,
): u32 {
  const one = f64x2.splat(1);
  const rest = f64x2.splat(1 - a * a);
  const twice = f64x2.splat(2 * a);
  const enough = f64x2.splat(least);
  const high = f64x2.splat(highest);
  const low = f64x2.splat(lowest);
  let at = found;
  for (let k: u32 = 0; k < count; k += 2) {
    const b = v128.load(first);
    const c = v128.load(second);
    first += 16;
    second += 16;
    const squared = f64x2.mul(b, b);
    const determinant = determinantOf(rest, twice, b, squared, c);
    const product = f64x2.mul(f64x2.sub(one, squared), f64x2.sub(one, f64x2.mul(c, c)));
    const inside = v128.and(
      f64x2.gt(determinant, enough),
      v128.and(
        f64x2.lt(product, f64x2.mul(high, determinant)),
        f64x2.gt(product, f64x2.mul(low, determinant)),
      ),
    );
    if (!i64x2.all_true(inside)) at = report(inside, k, count, at);
  }
  return <u32> (at - found) >> 2;
}

/**
 * The same for two matrices; here |G_S| and |F_S| must be above `least`.
 *
 * @param featuresFirst correlations in F, as `first` and `second` in G
 * @param b correlation of the first and the second column in F
 */
export function filterGiven(
  first: usize,
  second: usize,
  featuresFirst: usize,
  featuresSecond: usize,
  count: u32,
  a: f64,
  b: f64,
  least: f64,
  highest: f64,
  lowest: f64,
  found: usize,
): u32 {
  const one = f64x2.splat(1);
  const rest = f64x2.splat(1 - a * a);
  const twice = f64x2.splat(2 * a);
  const featuresRest = f64x2.splat(1 - b * b);
  const featuresTwice = f64x2.splat(2 * b);
  const enough = f64x2.splat(least);
  const high = f64x2.splat(highest);
  const low = f64x2.splat(lowest);
  let at = found;
  for (let k: u32 = 0; k < count; k += 2) {
    const g = v128.load(first);
    const h = v128.load(second);
    const f = v128.load(featuresFirst);
    const e = v128.load(featuresSecond);
    first += 16;
    second += 16;
    featuresFirst += 16;
    featuresSecond += 16;
    const squared = f64x2.mul(g, g);
    const determinant = determinantOf(rest, twice, g, squared, h);
    const features = determinantOf(featuresRest, featuresTwice, f, f64x2.mul(f, f), e);
    const product = f64x2.mul(
      f64x2.mul(f64x2.sub(one, squared), f64x2.sub(one, f64x2.mul(h, h))),
      features,
    );
    const divisor = f64x2.mul(determinant, determinant);
    const inside = v128.and(
      v128.and(f64x2.gt(determinant, enough), f64x2.gt(features, enough)),
      v128.and(
        f64x2.lt(product, f64x2.mul(high, divisor)),
        f64x2.gt(product, f64x2.mul(low, divisor)),
      ),
    );
    if (!i64x2.all_true(inside)) at = report(inside, k, count, at);
  }
  return <u32> (at - found) >> 2;
}

/** 1 − a² − b² − c² + 2abc, with `rest` = 1 − a² and `twice` = 2a. */
@inline
function determinantOf(rest: v128, twice: v128, b: v128, squared: v128, c: v128): v128 {
  return f64x2.sub(
    f64x2.sub(rest, squared),
    f64x2.mul(c, f64x2.sub(c, f64x2.mul(twice, b))),
  );
}

/** Writes the places of the lanes that are not inside. */
@inline
function report(inside: v128, k: u32, count: u32, at: usize): usize {
  const mask = i64x2.bitmask(inside);
  if (!(mask & 1)) {
    store<u32>(at, k);
    at += 4;
  }
  if (!(mask & 2) && k + 1 < count) {
    store<u32>(at, k + 1);
    at += 4;
  }
  return at;
}
