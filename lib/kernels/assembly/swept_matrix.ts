/** Moves of columns in and out of swept covariances, and what is gathered of them. */
import {
  coefficients, columns, first, inverse, itemAt, members, numberAt, others, precision, second, setNumber, sought,
  soughtCoefficients, soughtVariance, stride, variance,
} from "./swept_layout";

/** Copies column `v` of a matrix of which the lower triangle is kept. */
@inline
function copyColumn(matrix: usize, v: usize, to: usize): void {
  const rowBytes = stride;
  let at = matrix + v * rowBytes;
  const end = to + (<usize> columns << 3);
  for (const before = to + (v << 3); to < before; to += 8, at += 8) store<f64>(to, load<f64>(at));
  for (; to < end; to += 8, at += rowBytes) store<f64>(to, load<f64>(at));
}

@inline
function setColumn(matrix: usize, v: usize, column: usize, scale: f64): void {
  const rowBytes = stride;
  let at = matrix + v * rowBytes;
  let from = column;
  const end = column + (<usize> columns << 3);
  for (const before = column + (v << 3); from < before; from += 8, at += 8) {
    store<f64>(at, load<f64>(from) * scale);
  }
  for (; from < end; from += 8, at += rowBytes) store<f64>(at, load<f64>(from) * scale);
}

/** Subtracts a multiple of a pair of numbers, or of two pairs. */
@inline
function subtract(at: usize, factor: v128, x: usize): void {
  v128.store(at, f64x2.sub(v128.load(at), f64x2.mul(factor, v128.load(x))));
}
@inline
function subtractBoth(at: usize, a: v128, x: usize, b: v128, c: usize): void {
  const both = f64x2.add(f64x2.mul(a, v128.load(x)), f64x2.mul(b, v128.load(c)));
  v128.store(at, f64x2.sub(v128.load(at), both));
}

/**
 * Moves column `v` in (`sign` 1) or out (−1).
 *
 * @returns its pivot
 */
export function toggle(matrix: usize, v: usize, sign: f64): f64 {
  const x = first;
  copyColumn(matrix, v, x);
  const pivot = numberAt(x, v);
  const inverted = 1 / pivot;
  setNumber(x, v, 0);
  const count = columns;
  const rowBytes = stride;
  for (let i: u32 = 0, row = matrix; i < count; i++, row += rowBytes) {
    const factor = numberAt(x, i) * inverted;
    if (factor == 0) continue;
    const all = f64x2.splat(factor);
    const end = <usize> i << 3;
    let j: usize = 0;
    for (; j + 48 < end; j += 64) {
      subtract(row + j, all, x + j);
      subtract(row + j + 16, all, x + j + 16);
      subtract(row + j + 32, all, x + j + 32);
      subtract(row + j + 48, all, x + j + 48);
    }
    for (; j < end; j += 16) subtract(row + j, all, x + j);
    if (j == end) store<f64>(row + j, load<f64>(row + j) - factor * load<f64>(x + j));
  }
  setColumn(matrix, v, x, sign * inverted);
  store<f64>(matrix + v * (stride + 8), -inverted);
  return pivot;
}

/**
 * Moves column `out` out and `v` in, in one pass.
 *
 * @returns the factor of the determinant
 */
export function swap(matrix: usize, out: usize, v: usize): f64 {
  const x = first;
  const c = second;
  copyColumn(matrix, out, x);
  copyColumn(matrix, v, c);
  const pivot = numberAt(x, out);
  const across = numberAt(x, v) / pivot;
  const inverted = 1 / pivot;
  const bytes = <usize> columns << 3;
  for (let j: usize = 0; j < bytes; j += 16) subtract(c + j, f64x2.splat(across), x + j);
  const nextPivot = numberAt(c, v);
  const nextInverted = 1 / nextPivot;
  setNumber(x, out, 0);
  setNumber(x, v, 0);
  setNumber(c, out, 0);
  setNumber(c, v, 0);
  const count = columns;
  const rowBytes = stride;
  for (let i: u32 = 0, row = matrix; i < count; i++, row += rowBytes) {
    const a = numberAt(x, i) * inverted;
    const b = numberAt(c, i) * nextInverted;
    const allA = f64x2.splat(a);
    const allB = f64x2.splat(b);
    const end = <usize> i << 3;
    let j: usize = 0;
    for (; j + 48 < end; j += 64) {
      subtractBoth(row + j, allA, x + j, allB, c + j);
      subtractBoth(row + j + 16, allA, x + j + 16, allB, c + j + 16);
      subtractBoth(row + j + 32, allA, x + j + 32, allB, c + j + 32);
      subtractBoth(row + j + 48, allA, x + j + 48, allB, c + j + 48);
    }
    for (; j < end; j += 16) subtractBoth(row + j, allA, x + j, allB, c + j);
    if (j == end) {
      const moved = a * load<f64>(x + j) + b * load<f64>(c + j);
      store<f64>(row + j, load<f64>(row + j) - moved);
    }
  }
  // The rows of both columns, after the first of the two moves: −x/p and −1/p for `out`, c for `v`.
  const between = -across;
  const allBetween = f64x2.splat(between);
  const nextAll = f64x2.splat(nextInverted);
  for (let j: usize = 0; j < bytes; j += 16) {
    const own = f64x2.mul(f64x2.neg(v128.load(x + j)), f64x2.splat(inverted));
    const moved = f64x2.mul(f64x2.mul(allBetween, v128.load(c + j)), nextAll);
    v128.store(x + j, f64x2.sub(own, moved));
  }
  setNumber(x, out, -inverted - between * between * nextInverted);
  setColumn(matrix, out, x, 1);
  setNumber(c, out, between);
  setColumn(matrix, v, c, nextInverted);
  store<f64>(matrix + v * (stride + 8), -nextInverted);
  return nextPivot * -pivot;
}

/** Bytes of a row of P of `k` members: an even number of elements. */
@inline
export function precisionBytes(k: u32): usize {
  return <usize> ((k + 1) & ~1) << 3;
}

/** Gathers P of `k` members, and the inverse of its diagonal. Behind an odd number of members are zeros. */
export function gatherPrecision(matrix: usize, k: u32): void {
  const bytes = precisionBytes(k);
  const to = matrix + precision;
  const inverted = matrix + inverse;
  const list = members;
  // Two rows at a time, so that the elements of two columns are written together.
  for (let i: u32 = 0; i < k; i += 2) {
    const isLast = i + 1 == k;
    const row = matrix + itemAt(list, i) * stride;
    const next = isLast ? 0 : matrix + itemAt(list, i + 1) * stride;
    const own = to + <usize> i * bytes;
    let across = to + (<usize> i << 3);
    for (let j: u32 = 0; j < i; j++, across += bytes) {
      const member = itemAt(list, j);
      // Behind the last of an odd number of members is a zero.
      const value = -numberAt(row, member);
      const other = isLast ? 0 : -numberAt(next, member);
      setNumber(own, j, value);
      setNumber(own + bytes, j, other);
      store<f64>(across, value);
      store<f64>(across, other, 8);
    }
    const value = -numberAt(row, itemAt(list, i));
    const between = isLast ? 0 : -numberAt(next, itemAt(list, i));
    setNumber(own, i, value);
    setNumber(own, i + 1, between);
    setNumber(inverted, i, 1 / value);
    if (isLast) break;
    const other = -numberAt(next, itemAt(list, i + 1));
    setNumber(own + bytes, i, between);
    setNumber(own + bytes, i + 1, other);
    setNumber(inverted, i + 1, 1 / other);
  }
  setNumber(matrix + inverse, k, 0);
}

/** Gathers the variances of the columns outside. */
export function gatherVariances(matrix: usize, outside: u32): void {
  for (let at: u32 = 0; at <= outside; at++) {
    const v = itemAt(others, min(at, outside - 1));
    setNumber(matrix + variance, at, load<f64>(matrix + v * (stride + 8)));
  }
}

/** Gathers the coefficients of the columns outside. */
export function gatherCoefficients(matrix: usize, k: u32, outside: u32): void {
  const rowBytes = stride;
  const end = members + (<usize> k << 2);
  const bytes = <usize> k << 4;
  let to = matrix + coefficients;
  for (let at: u32 = 0; at < outside; at += 2, to += bytes) {
    gatherColumn(matrix, rowBytes, itemAt(others, at), end, to);
    gatherColumn(matrix, rowBytes, itemAt(others, min(at + 1, outside - 1)), end, to + 8);
  }
}

@inline
function gatherColumn(matrix: usize, rowBytes: usize, v: usize, end: usize, to: usize): void {
  const row = matrix + v * rowBytes;
  let j = members;
  for (; j < end; j += 4, to += 16) {
    const member = itemAt(j, 0);
    if (member > v) break;
    store<f64>(to, numberAt(row, member));
  }
  for (const column = matrix + (v << 3); j < end; j += 4, to += 16) {
    store<f64>(to, load<f64>(column + itemAt(j, 0) * rowBytes));
  }
}

/** Copies the variances and coefficients of the first `count` sought columns. */
export function pack(matrix: usize, k: u32, count: u32): void {
  const bytes = <usize> k << 4;
  let to = matrix + soughtCoefficients;
  for (let at: u32 = 0; at < count; at += 2) {
    const one = itemAt(sought, at);
    const two = itemAt(sought, min(at + 1, count - 1));
    setNumber(matrix + soughtVariance, at, numberAt(matrix + variance, one));
    setNumber(matrix + soughtVariance, at + 1, numberAt(matrix + variance, two));
    let left = matrix + coefficients + (one >> 1) * bytes + ((one & 1) << 3);
    let right = matrix + coefficients + (two >> 1) * bytes + ((two & 1) << 3);
    for (let j: u32 = 0; j < k; j++, left += 16, right += 16, to += 16) {
      store<f64>(to, load<f64>(left));
      store<f64>(to, load<f64>(right), 8);
    }
  }
}

