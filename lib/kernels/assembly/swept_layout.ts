/**
 * Swept covariances, and the products by which a set of variables changes when one of them enters, leaves or is
 * exchanged. The formulas are in `lib/search/ladder/swept.ts` and `swept_set.ts`.
 *
 * Every number is rounded as in a plain loop: lanes go over elements that do not depend on each other. Columns outside
 * of the set are taken two at a time, one in each lane; where their number is odd, the last one is in both lanes.
 *
 * An instance holds the matrices of one set. The lists of `arrange` lie before them; then, matrix by matrix, its values,
 * and what is gathered of it: P of the members; for each pair of columns outside one coefficient per member and lane.
 */

/** Columns of a matrix, and bytes of a row. */
export let columns: u32 = 0;
export let stride: usize = 0;

/** The largest variance that is taken for none. */
export let leastVariance: f64 = 0;

/** Addresses: of lists of i32, as many as columns, and of two columns of a matrix. */
export let members: usize = 0;
export let others: usize = 0;
export let sought: usize = 0;
export let leaving: usize = 0;
export let first: usize = 0;
export let second: usize = 0;
/** Where swaps leave their numbers. */
export let results: usize = 0;

/** Places in a matrix: of P and 1 / P_jj; r and h of the member that leaves; products of drops and of additions. */
export let precision: usize = 0;
export let inverse: usize = 0;
export let ratio: usize = 0;
export let rest: usize = 0;
export let drops: usize = 0;
export let adds: usize = 0;
/** Of the variances and the coefficients of all columns outside, and of those that are sought. */
export let variance: usize = 0;
export let coefficients: usize = 0;
export let soughtVariance: usize = 0;
export let soughtCoefficients: usize = 0;

/** Bytes up to the next cache line. */
@inline
function padded(bytes: usize): usize {
  return (bytes + 63) & ~63;
}

/**
 * Chooses the addresses.
 *
 * @param isGathered whether more than the values of matrices is needed
 * @returns bytes of a matrix; the first begins at `matrices`
 */
export function arrange(count: u32, least: f64, isGathered: bool): usize {
  columns = count;
  leastVariance = least;
  const list = padded(<usize> count << 2);
  members = 64;
  others = members + list;
  sought = others + list;
  leaving = sought + list;
  const column = padded(<usize> (count + 2) << 3);
  first = leaving + list;
  second = first + column;
  results = first;
  // An odd number of cache lines: the elements of a column are then in different sets of the cache.
  stride = padded(<usize> count << 3) | 64;
  const square = stride * count;
  if (!isGathered) return square;
  precision = square;
  inverse = precision + square + stride;
  ratio = inverse + column;
  rest = ratio + column;
  drops = rest + column;
  adds = drops + column;
  variance = adds + column;
  soughtVariance = variance + column;
  coefficients = soughtVariance + column;
  // Of k members and c columns outside with c + k = count, at most (c + 1) k.
  const rows = padded(<usize> (count + 1) * (count + 1) << 1);
  soughtCoefficients = coefficients + rows;
  return soughtCoefficients + rows;
}

/** The address of the first matrix. */
export function matrices(): usize {
  return second + padded(<usize> (columns + 2) << 3);
}

/** Addresses of the lists, and places in a matrix, that the caller writes or reads. */
export function placeOfMembers(): usize {
  return members;
}
export function placeOfOthers(): usize {
  return others;
}
export function placeOfSought(): usize {
  return sought;
}
export function placeOfLeaving(): usize {
  return leaving;
}
export function placeOfInverse(): usize {
  return inverse;
}
export function placeOfVariance(): usize {
  return variance;
}
export function placeOfCoefficients(): usize {
  return coefficients;
}
export function placeOfDrops(): usize {
  return drops;
}
export function placeOfAdds(): usize {
  return adds;
}
export function placeOfResults(): usize {
  return results;
}
export function rowBytes(): usize {
  return stride;
}

/** Element `at` of a list of f64. */
@inline
export function numberAt(list: usize, at: usize): f64 {
  return load<f64>(list + (at << 3));
}
@inline
export function setNumber(list: usize, at: usize, value: f64): void {
  store<f64>(list + (at << 3), value);
}

/** Element `at` of a list of i32. */
@inline
export function itemAt(list: usize, at: u32): usize {
  return load<u32>(list + (<usize> at << 2));
}

