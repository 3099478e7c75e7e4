/**
 * A moving set of variables of one column or several: P_jj and the other elements of `SweptSet` become blocks. With J
 * the columns of a member, V those of a variable outside, I those of the member that leaves:
 *
 * add v:     ln |F_V| + Σ_J (ln |P_JJ + U_VJᵀ D_V⁻¹ U_VJ| − ln |P_JJ|)
 * drop i:    ln |PF_II| + Σ_{J≠I} (ln |P'_JJ| − ln |P_JJ|),  P'_JJ = P_JJ − P_JI P_II⁻¹ P_IJ
 * swap i→v:  drop i + ln |F'_V| + Σ_{J≠I} (ln |P'_JJ + U'ᵀ D'⁻¹ U'| − ln |P'_JJ|),  D' = D_V + U_VI P_II⁻¹ U_VIᵀ,
 *            U' = U_VJ − U_VI P_II⁻¹ P_IJ,  F'_V like D'
 *
 * with a weighted sum over the conditional covariances. If variables have different numbers of columns, the bias of Ω
 * depends on them.
 */
import type { SearchSpace } from "../../information/search_space.ts";
import type { End } from "./moving_set.ts";
import type { Swept } from "./swept.ts";
import { LEAST_PIVOT, TogglingSet } from "./toggling_set.ts";

/** A swept matrix, read in blocks. */
class Blocks {
  readonly swept: Swept;
  readonly #columns: readonly (readonly number[])[];
  /** ln |P_JJ| of each member, and P'_JJ of those that stay, one after the other. */
  logs: Float64Array = new Float64Array(0);
  readonly #rest: Float64Array[] = [];
  /** ln |P'_JJ|. */
  readonly #restLogs: number[] = [];
  /** P_II⁻¹, and P_II⁻¹ P_IJ of each member. */
  #inverse: Float64Array = new Float64Array(0);
  readonly #ratios: Float64Array[] = [];

  constructor(swept: Swept, columns: readonly (readonly number[])[]) {
    this.swept = swept;
    this.#columns = columns;
  }

  /** ln |P_JJ| of the members. */
  gather(members: Int32Array, k: number): void {
    this.logs = new Float64Array(k);
    for (let j = 0; j < k; j++) {
      this.logs[j] = logOf(this.#precision(members[j]!), this.#width(members[j]!));
    }
  }

  #width(variable: number): number {
    return this.#columns[variable]!.length;
  }

  /** The block of two variables. */
  #block(a: number, b: number, sign: 1 | -1 = 1): Float64Array {
    const [rows, columns] = [this.#columns[a]!, this.#columns[b]!];
    const block = new Float64Array(rows.length * columns.length);
    let at = 0;
    for (const row of rows) {
      for (const column of columns) block[at++] = sign * this.swept.at(row, column);
    }
    return block;
  }

  #precision(variable: number): Float64Array {
    return this.#block(variable, variable, -1);
  }

  /** ln of the determinant of D_V; −Infinity if V cannot enter. */
  logVariance(variable: number): number {
    return logOf(this.#block(variable, variable), this.#width(variable));
  }

  /** Σ_J (ln |P_JJ + Uᵀ D⁻¹ U| − ln |P_JJ|); NaN if the variable cannot enter. */
  add(variable: number, members: Int32Array, k: number): number {
    const width = this.#width(variable);
    const factor = this.#block(variable, variable);
    if (!factorise(factor, width)) return NaN;
    let sum = 0;
    for (let j = 0; j < k; j++) {
      const own = members[j]!;
      const block = this.#precision(own);
      addSquare(block, factor, width, this.#block(variable, own), this.#width(own));
      sum += logOf(block, this.#width(own)) - this.logs[j]!;
    }
    return sum;
  }

  /** Prepares swaps of a member; Σ_{J≠I} (ln |P'_JJ| − ln |P_JJ|). */
  drop(position: number, members: Int32Array, k: number): number {
    const leaving = members[position]!;
    const width = this.#width(leaving);
    this.#inverse = inverseOf(this.#precision(leaving), width);
    let sum = 0;
    for (let j = 0; j < k; j++) {
      if (j === position) continue;
      const own = members[j]!;
      const across = this.#block(leaving, own, -1);
      const ratio = product(this.#inverse, across, width, width, this.#width(own));
      const rest = this.#precision(own);
      subtractProduct(rest, across, ratio, width, this.#width(own));
      this.#ratios[j] = ratio;
      this.#rest[j] = rest;
      this.#restLogs[j] = logOf(rest, this.#width(own));
      sum += this.#restLogs[j]! - this.logs[j]!;
    }
    return sum;
  }

  /** ln |P_II| of the member at a position. */
  logPrecision(position: number): number {
    return this.logs[position]!;
  }

  /** D' of a variable in place of the member prepared by {@link drop}. */
  #variance(variable: number, leaving: number): Float64Array {
    const [width, own] = [this.#width(variable), this.#width(leaving)];
    const across = this.#block(leaving, variable);
    const scaled = product(this.#inverse, across, own, own, width);
    const variance = this.#block(variable, variable);
    subtractProduct(variance, across, scaled, own, width, -1);
    return variance;
  }

  /** ln |D'|; −Infinity if the variable cannot enter. */
  swapLogVariance(variable: number, leaving: number): number {
    return logOf(this.#variance(variable, leaving), this.#width(variable));
  }

  /** Σ_{J≠I} (ln |P'_JJ + U'ᵀ D'⁻¹ U'| − ln |P'_JJ|); NaN if the variable cannot enter. */
  swap(variable: number, position: number, members: Int32Array, k: number): number {
    const leaving = members[position]!;
    const [width, own] = [this.#width(variable), this.#width(leaving)];
    const factor = this.#variance(variable, leaving);
    if (!factorise(factor, width)) return NaN;
    const coefficients = this.#block(leaving, variable);
    let sum = 0;
    for (let j = 0; j < k; j++) {
      if (j === position) continue;
      const other = this.#width(members[j]!);
      const across = this.#block(variable, members[j]!);
      subtractProduct(across, coefficients, this.#ratios[j]!, own, other, 1, width);
      const block = this.#rest[j]!.slice();
      addSquare(block, factor, width, across, other);
      sum += logOf(block, other) - this.#restLogs[j]!;
    }
    return sum;
  }
}

/** Replaces a matrix by its lower Cholesky factor; false if a pivot is too small. */
function factorise(matrix: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k]! * matrix[j * size + k]!;
      if (i > j) matrix[i * size + j] = sum / matrix[j * size + j]!;
      else if (!(sum > LEAST_PIVOT)) return false;
      else matrix[i * size + i] = Math.sqrt(sum);
    }
  }
  return true;
}

/** ln |M|; −Infinity if a pivot is too small. */
function logOf(matrix: Float64Array, size: number): number {
  if (size === 1) return matrix[0]! > LEAST_PIVOT ? Math.log(matrix[0]!) : -Infinity;
  const factor = matrix.slice();
  if (!factorise(factor, size)) return -Infinity;
  let sum = 0;
  for (let i = 0; i < size; i++) sum += Math.log(factor[i * size + i]!);
  return 2 * sum;
}

/** M⁻¹ of a positive definite matrix. */
function inverseOf(matrix: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  factorise(matrix, size);
  for (let column = 0; column < size; column++) {
    for (let i = 0; i < size; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; k++) sum -= matrix[i * size + k]! * inverse[k * size + column]!;
      inverse[i * size + column] = sum / matrix[i * size + i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = inverse[i * size + column]!;
      for (let k = i + 1; k < size; k++) sum -= matrix[k * size + i]! * inverse[k * size + column]!;
      inverse[i * size + column] = sum / matrix[i * size + i]!;
    }
  }
  return inverse;
}

/** A·B of a `rows × inner` and an `inner × columns` matrix. */
function product(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const factor = a[i * inner + k]!;
      for (let j = 0; j < columns; j++) result[i * columns + j]! += factor * b[k * columns + j]!;
    }
  }
  return result;
}

/** M −= `sign` · Aᵀ·B of an `inner × rows` and an `inner × columns` matrix. */
function subtractProduct(
  matrix: Float64Array,
  a: Float64Array,
  b: Float64Array,
  inner: number,
  columns: number,
  sign: 1 | -1 = 1,
  rows: number = columns,
): void {
  for (let k = 0; k < inner; k++) {
    for (let i = 0; i < rows; i++) {
      const factor = sign * a[k * rows + i]!;
      for (let j = 0; j < columns; j++) matrix[i * columns + j]! -= factor * b[k * columns + j]!;
    }
  }
}

/** M += Uᵀ D⁻¹ U of the lower factor of D, `width × width`, and U, `width × columns`, which is replaced. */
function addSquare(
  matrix: Float64Array,
  factor: Float64Array,
  width: number,
  u: Float64Array,
  columns: number,
): void {
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = u[i * columns + j]!;
      for (let k = 0; k < i; k++) sum -= factor[i * width + k]! * u[k * columns + j]!;
      u[i * columns + j] = sum / factor[i * width + i]!;
    }
  }
  subtractProduct(matrix, u, u, width, columns, -1);
}

/** The moving set; see the formulas above. */
export class BlockSet extends TogglingSet {
  readonly #space: SearchSpace;
  readonly #weights: readonly number[];
  readonly #terms: readonly Blocks[];
  readonly #features: Blocks;
  /** Whether all variables have as many columns: the bias then depends on the size alone. */
  readonly #isUniform: boolean;
  #k = 0;
  #bias = 0;

  constructor(space: SearchSpace, end: End) {
    super(space, end);
    this.#space = space;
    this.#weights = space.conditionalTerms.map(({ weight }) => weight);
    this.#terms = this.given.map((swept) => new Blocks(swept, space.columns));
    this.#features = space.hasTarget ? new Blocks(this.features, space.columns) : this.#terms[0]!;
    this.#isUniform = space.columns.every((own) => own.length === space.columns[0]!.length);
  }

  value(): number {
    const members = this.members();
    let sum = this.features.logDeterminant + this.#biasOf(members);
    const positions = Int32Array.from(members);
    for (const [at, term] of this.#terms.entries()) {
      term.gather(positions, members.length);
      const logs = term.logs.reduce((total, log) => total + log, 0);
      sum += this.#weights[at]! * (term.swept.logDeterminant + logs);
    }
    return this.sign * sum;
  }

  /** What the correction of the bias adds to −2Ω of a set, up to a term that depends on its size alone. */
  #biasOf(members: readonly number[]): number {
    if (this.#isUniform) return 0;
    const { columns, conditionalBias, featuresBias, hasTarget } = this.#space;
    const widths = members.map((v) => columns[v]!.length);
    const d = widths.reduce((sum, width) => sum + width, 0);
    let sum = 2 * (members.length - 1) * conditionalBias[d]! - 2 * featuresBias[d]!;
    if (!hasTarget) sum = 2 * (members.length - 2) * featuresBias[d]!;
    for (const width of widths) {
      sum += 2 * featuresBias[width]! - 2 * conditionalBias[d - width]!;
    }
    return sum;
  }

  /** What the bias adds to the gain of a move. */
  #biasGain(position: number, row: number): number {
    if (this.#isUniform) return 0;
    const members = Array.from(this.members_.subarray(0, this.#k));
    if (position >= 0) members.splice(position, 1);
    if (row >= 0) members.push(this.others[row]!);
    return this.sign * (this.#biasOf(members) - this.#bias);
  }

  protected override gather(k: number): void {
    this.#k = k;
    for (const term of this.#terms) term.gather(this.members_, k);
    if (this.#features !== this.#terms[0]) this.#features.gather(this.members_, k);
    this.#bias = this.#biasOf(Array.from(this.members_.subarray(0, k)));
  }

  protected override gainOf(merit: number): number {
    return merit;
  }

  protected override meritOf(gain: number): number {
    return gain;
  }

  protected override addMerit(row: number): number {
    const variable = this.others[row]!;
    let sum = this.#features.logVariance(variable);
    for (const [at, term] of this.#terms.entries()) {
      sum += this.#weights[at]! * term.add(variable, this.members_, this.#k);
    }
    if (Number.isFinite(sum)) return this.sign * sum + this.#biasGain(-1, row);
    this.refuse(row);
    return -Infinity;
  }

  protected override dropMerit(position: number): number {
    let sum = this.#features.logPrecision(position);
    for (const [at, term] of this.#terms.entries()) {
      sum += this.#weights[at]! * term.drop(position, this.members_, this.#k);
    }
    if (this.#features !== this.#terms[0]) this.#features.drop(position, this.members_, this.#k);
    return this.sign * sum + this.#biasGain(position, -1);
  }

  protected override swapMerit(
    position: number,
    count: number,
    dropped: number,
    above: number,
  ): number {
    const leaving = this.members_[position]!;
    const withoutBias = dropped - this.#biasGain(position, -1);
    let best = above;
    this.foundRow = -1;
    for (let at = 0; at < count; at++) {
      const row = this.rows[at]!;
      const variable = this.others[row]!;
      let sum = this.#features.swapLogVariance(variable, leaving);
      for (const [t, term] of this.#terms.entries()) {
        sum += this.#weights[t]! * term.swap(variable, position, this.members_, this.#k);
      }
      if (!Number.isFinite(sum)) {
        this.refuse(row, position);
        continue;
      }
      const merit = withoutBias + this.sign * sum + this.#biasGain(position, row);
      if (merit > best) {
        best = merit;
        this.foundRow = row;
      }
    }
    return this.foundRow < 0 ? -Infinity : best;
  }
}
