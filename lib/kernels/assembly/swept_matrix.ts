/** Moves of columns in and out of swept covariances, and what is gathered of them. */
import {
  coefficients, columns, first, inverse, itemAt, members, numberAt, others, precision, second, setNumber, sought,
  soughtCoefficients, soughtVariance, stride, variance,
} from "./swept_layout";

/** Copies column `v` of a matrix of which the lower triangle is kept. */
@inline
function copyColumn(matrix: usize, v: usize, to: usize): void {
  let at = matrix + v * stride;
  let j: u32 = 0;
  for (; j < <u32> v; j++, at += 8) setNumber(to, j, load<f64>(at));
  for (; j < columns; j++, at += stride) setNumber(to, j, load<f64>(at));
}

@inline
function setColumn(matrix: usize, v: usize, column: usize, scale: f64): void {
  let at = matrix + v * stride;
  let j: u32 = 0;
  for (; j < <u32> v; j++, at += 8) store<f64>(at, numberAt(column, j) * scale);
  for (; j < columns; j++, at += stride) store<f64>(at, numberAt(column, j) * scale);
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
  for (let i: u32 = 0, row = matrix; i < columns; i++, row += stride) {
    const factor = numberAt(x, i) * inverted;
    if (factor == 0) continue;
    const all = f64x2.splat(factor);
    const end = <usize> i << 3;
    let j: usize = 0;
    for (; j < end; j += 16) {
      const at = row + j;
      v128.store(at, f64x2.sub(v128.load(at), f64x2.mul(all, v128.load(x + j))));
    }
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
  for (let j: u32 = 0; j < columns; j++) setNumber(c, j, numberAt(c, j) - across * numberAt(x, j));
  const nextPivot = numberAt(c, v);
  const nextInverted = 1 / nextPivot;
  setNumber(x, out, 0);
  setNumber(x, v, 0);
  setNumber(c, out, 0);
  setNumber(c, v, 0);
  for (let i: u32 = 0, row = matrix; i < columns; i++, row += stride) {
    const a = numberAt(x, i) * inverted;
    const b = numberAt(c, i) * nextInverted;
    const allA = f64x2.splat(a);
    const allB = f64x2.splat(b);
    const end = <usize> i << 3;
    let j: usize = 0;
    for (; j < end; j += 16) {
      const at = row + j;
      const moved = f64x2.add(
        f64x2.mul(allA, v128.load(x + j)),
        f64x2.mul(allB, v128.load(c + j)),
      );
      v128.store(at, f64x2.sub(v128.load(at), moved));
    }
    if (j == end) {
      const moved = a * load<f64>(x + j) + b * load<f64>(c + j);
      store<f64>(row + j, load<f64>(row + j) - moved);
    }
  }
  // The rows of both columns, after the first of the two moves: −x/p and −1/p for `out`, c for `v`.
  const between = -across;
  for (let j: u32 = 0; j < columns; j++) {
    setNumber(x, j, -numberAt(x, j) * inverted - between * numberAt(c, j) * nextInverted);
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

/** Gathers P of `k` members, and the inverse of its diagonal. Of an odd number, a zero is behind them. */
export function gatherPrecision(matrix: usize, k: u32): void {
  const bytes = precisionBytes(k);
  const to = matrix + precision;
  for (let i: u32 = 0; i < k; i++) {
    const row = matrix + itemAt(members, i) * stride;
    const own = to + <usize> i * bytes;
    for (let j: u32 = 0, across = to + (<usize> i << 3); j <= i; j++, across += bytes) {
      const value = -numberAt(row, itemAt(members, j));
      setNumber(own, j, value);
      store<f64>(across, value);
    }
    setNumber(own, k, 0);
    setNumber(matrix + inverse, i, 1 / numberAt(own, i));
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
  const bytes = <usize> k << 4;
  let to = matrix + coefficients;
  for (let at: u32 = 0; at < outside; at += 2, to += bytes) {
    gatherColumn(matrix, itemAt(others, at), k, to);
    gatherColumn(matrix, itemAt(others, min(at + 1, outside - 1)), k, to + 8);
  }
}

@inline
function gatherColumn(matrix: usize, v: usize, k: u32, to: usize): void {
  const row = matrix + v * stride;
  let j: u32 = 0;
  for (; j < k; j++, to += 16) {
    const member = itemAt(members, j);
    if (member > v) break;
    store<f64>(to, numberAt(row, member));
  }
  for (const column = matrix + (v << 3); j < k; j++, to += 16) {
    store<f64>(to, load<f64>(column + itemAt(members, j) * stride));
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

