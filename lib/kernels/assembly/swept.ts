/** The best swap of a set. Addresses are in bytes. */
import {
  coefficients, drops, inverse, itemAt, leastVariance, leaving, members, numberAt, results, soughtCoefficients,
  soughtVariance, stride, variance,
} from "./swept_layout";
import { prepareSwaps, swapProduct, swapProductBelow, varianceAfter } from "./swept_products";

export {
  arrange, matrices, placeOfAdds, placeOfCoefficients, placeOfDrops, placeOfInverse, placeOfLeaving, placeOfMembers,
  placeOfOthers, placeOfResults, placeOfSought, placeOfVariance, rowBytes,
} from "./swept_layout";
export { gatherCoefficients, gatherPrecision, gatherVariances, pack, swap, toggle } from "./swept_matrix";
export { addProducts, dropProducts, prepareSwaps, swapProducts } from "./swept_products";

/**
 * What a comparison leaves at the address 0, four i32: the best swap, and the first that was refused; each the place of
 * the member and of the column outside, or −1.
 */
const FOUND: usize = 0;
const REFUSED: usize = 8;

@inline
function note(swap: usize, member: i32, column: i32): void {
  store<i32>(swap, member);
  store<i32>(swap, column, 4);
}

/** The matrices of the members and of all features, and where the columns that are compared lie in them. */
let given: usize = 0;
let features: usize = 0;
let size: u32 = 0;
let variances: usize = 0;
let rows: usize = 0;
/** 1: large products are sought; −1: small ones. */
let sign: f64 = 1;

/** The member that leaves: its position, 1 / PF_ii, and the merit of dropping it. */
let position: u32 = 0;
let featuresInverse: f64 = 0;
let dropped: f64 = 0;

/** Prepares the swaps of the member at a position. */
function choose(at: u32): void {
  position = at;
  const member = itemAt(members, at);
  const p = -load<f64>(features + member * (stride + 8));
  featuresInverse = 1 / p;
  dropped = sign * p * numberAt(given + drops, at);
  prepareSwaps(given, size, at);
}

/**
 * The factors of the swaps of the chosen member with the columns `at` and `at` + 1, times the sign. NaN where a
 * covariance would not be positive definite, and for small products where it is not above `bound`.
 */
@inline
function swapFactors(at: u32, bound: f64): v128 {
  const one = f64x2.splat(1);
  const least = f64x2.splat(leastVariance);
  const place = <usize> at << 3;
  const from = rows + (<usize> at * size << 3);
  const own = <usize> position << 4;
  const c = v128.load(given + from + own);
  const w = v128.load(features + from + own);
  const d = varianceAfter(
    v128.load(given + variances + place),
    c,
    numberAt(given + inverse, position),
  );
  const f = varianceAfter(v128.load(features + variances + place), w, featuresInverse);
  const enough = v128.and(f64x2.gt(d, least), f64x2.gt(f, least));
  if (!i64x2.all_true(enough) && load<i32>(REFUSED) < 0) {
    note(REFUSED, position, at + (i64x2.bitmask(enough) & 1));
  }
  const e = f64x2.div(one, d);
  const product = sign > 0
    ? swapProduct(given, given + from, size, f, c, e)
    : f64x2.neg(swapProductBelow(given, given + from, size, f, c, e, f64x2.splat(-bound)));
  return v128.bitselect(product, f64x2.splat(NaN), enough);
}

function compare(
  ofGiven: usize,
  ofFeatures: usize,
  k: u32,
  isPacked: bool,
  isLargest: bool,
): void {
  given = ofGiven;
  features = ofFeatures;
  size = k;
  variances = isPacked ? soughtVariance : variance;
  rows = isPacked ? soughtCoefficients : coefficients;
  sign = isLargest ? 1 : -1;
  note(FOUND, -1, -1);
  note(REFUSED, -1, -1);
}

/**
 * The best swap of one of the first `free` members that may leave with one of `count` columns: those that are packed, or
 * all outside.
 *
 * @returns its merit: of two members and columns, the first in their order; −Infinity: none
 */
export function bestSwap(
  ofGiven: usize,
  ofFeatures: usize,
  k: u32,
  free: u32,
  count: u32,
  isPacked: bool,
  isLargest: bool,
): f64 {
  compare(ofGiven, ofFeatures, k, isPacked, isLargest);
  let best = -Infinity;
  for (let n: u32 = 0; n < free; n++) {
    choose(<u32> itemAt(leaving, n));
    const start = best / Math.abs(dropped);
    let most = start;
    let found = -1;
    for (let at: u32 = 0; at < count; at += 2) {
      let factors = swapFactors(at, most);
      if (!v128.any_true(f64x2.gt(factors, f64x2.splat(most)))) continue;
      const one = f64x2.extract_lane(factors, 0);
      if (one > most) {
        most = one;
        found = at;
        // A product that has been below the former bound may have been above this one.
        if (!isLargest) factors = swapFactors(at, most);
      }
      const other = f64x2.extract_lane(factors, 1);
      if (other > most) {
        most = other;
        found = at + 1;
      }
    }
    if (found < 0) continue;
    const merit = dropped * (sign * most);
    if (!(merit > best)) continue;
    best = merit;
    note(FOUND, position, found);
  }
  return best;
}

/** The merits above `above` of the swaps of the member at a position with all columns outside; −Infinity for others. */
export function swapMerits(
  ofGiven: usize,
  ofFeatures: usize,
  k: u32,
  member: u32,
  outside: u32,
  isLargest: bool,
  above: f64,
): void {
  compare(ofGiven, ofFeatures, k, false, isLargest);
  choose(member);
  const bound = above / Math.abs(dropped);
  const all = f64x2.splat(dropped * sign);
  for (let at: u32 = 0; at < outside; at += 2) {
    const factors = swapFactors(at, bound);
    const better = f64x2.gt(factors, f64x2.splat(bound));
    const merits = v128.bitselect(f64x2.mul(all, factors), f64x2.splat(-Infinity), better);
    v128.store(results + (<usize> at << 3), merits);
  }
}
