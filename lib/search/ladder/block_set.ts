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
import { SummedSet } from "./summed_set.ts";
import { LEAST_PIVOT } from "./toggling_set.ts";

/** The rows of a swept matrix that moves read, in blocks. */
class Blocks {
  readonly swept: Swept;
  readonly #columns: readonly (readonly number[])[];
  readonly #widest: number;
  /** Columns of all members, of each, and where they begin. */
  #depth = 0;
  #widths: number[] = [];
  #starts: number[] = [];
  /** P, `depth × depth`, and ln |P_JJ|. */
  #precision = new Float64Array(0);
  logs: Float64Array = new Float64Array(0);
  /** u of each column outside, `depth` elements each, and where those of a row begin. */
  #coefficients = new Float64Array(0);
  readonly #rows: number[] = [];
  /** The variables of the rows. */
  #others: Int32Array = new Int32Array(0);
  /** P_II⁻¹ and P_II⁻¹ P_IJ of the member that leaves; P'_JJ, one after the other, and ln |P'_JJ|. */
  #inverse: Float64Array = new Float64Array(0);
  #ratio = new Float64Array(0);
  #rest = new Float64Array(0);
  #restLogs: Float64Array = new Float64Array(0);
  /** U' and then L⁻¹ U', `width × depth`; a square of a block. */
  #solved = new Float64Array(0);
  readonly #square: Float64Array;
  readonly #factor: Float64Array;

  constructor(swept: Swept, columns: readonly (readonly number[])[]) {
    this.swept = swept;
    this.#columns = columns;
    this.#widest = Math.max(...columns.map((own) => own.length));
    this.#square = new Float64Array(this.#widest ** 2);
    this.#factor = new Float64Array(this.#widest ** 2);
  }

  gather(members: Int32Array, k: number, others: Int32Array, outside: number): void {
    const inside: number[] = [];
    this.#widths = [];
    this.#starts = [];
    for (let j = 0; j < k; j++) {
      const own = this.#columns[members[j]!]!;
      this.#starts.push(inside.length);
      this.#widths.push(own.length);
      inside.push(...own);
    }
    const d = this.#depth = inside.length;
    this.#precision = new Float64Array(d * d);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        this.#precision[i * d + j] = -this.swept.at(inside[i]!, inside[j]!);
      }
    }
    this.logs = new Float64Array(k);
    for (let j = 0; j < k; j++) {
      this.#copyBlock(this.#precision, j, this.#square);
      this.logs[j] = logInPlace(this.#square, this.#widths[j]!);
    }
    this.#others = others;
    this.#coefficients = new Float64Array(this.#columns.length * this.#widest * d);
    let at = 0;
    for (let row = 0; row < outside; row++) {
      this.#rows[row] = at;
      for (const column of this.#columns[others[row]!]!) {
        for (let j = 0; j < d; j++) this.#coefficients[at++] = this.swept.at(column, inside[j]!);
      }
    }
    this.#ratio = new Float64Array(this.#widest * d);
    this.#solved = new Float64Array(this.#widest * d);
    this.#rest = new Float64Array(this.#widest * d);
    this.#restLogs = new Float64Array(k);
  }

  /** The diagonal block of a member in a matrix of all members. */
  #copyBlock(from: Float64Array, j: number, to: Float64Array): void {
    const [start, width, d] = [this.#starts[j]!, this.#widths[j]!, this.#depth];
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < width; b++) to[a * width + b] = from[(start + a) * d + start + b]!;
    }
  }

  /** Puts D_V, or D' in place of the member at a position, into the factor; returns the width. */
  #copyVariance(row: number, position: number): number {
    const own = this.#columns[this.#others[row]!]!;
    const width = own.length;
    const factor = this.#factor;
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < width; b++) factor[a * width + b] = this.swept.at(own[a]!, own[b]!);
    }
    if (position < 0) return width;
    const [d, start, leaving] = [this.#depth, this.#starts[position]!, this.#widths[position]!];
    const from = this.#rows[row]! + start;
    for (let a = 0; a < width; a++) {
      for (let p = 0; p < leaving; p++) {
        let scaled = 0;
        for (let q = 0; q < leaving; q++) {
          scaled += this.#inverse[p * leaving + q]! * this.#coefficients[from + a * d + q]!;
        }
        for (let b = 0; b < width; b++) {
          factor[b * width + a]! += scaled * this.#coefficients[from + b * d + p]!;
        }
      }
    }
    return width;
  }

  /** ln |D_V| or ln |D'|; −Infinity if the variable cannot enter. */
  logVariance(row: number, position: number = -1): number {
    return logInPlace(this.#factor, this.#copyVariance(row, position));
  }

  /** Σ_J (ln |P_JJ + Uᵀ D⁻¹ U| − ln |P_JJ|); NaN if the variable cannot enter. */
  add(row: number): number {
    const width = this.#copyVariance(row, -1);
    if (!factorise(this.#factor, width)) return NaN;
    const d = this.#depth;
    const from = this.#rows[row]!;
    for (let at = 0; at < width * d; at++) this.#solved[at] = this.#coefficients[from + at]!;
    this.#solve(width);
    let sum = 0;
    for (let j = 0; j < this.#widths.length; j++) {
      this.#copyBlock(this.#precision, j, this.#square);
      sum += this.#logWithSquare(j, width) - this.logs[j]!;
    }
    return sum;
  }

  /** L⁻¹ U in place of U, with the lower factor L. */
  #solve(width: number): void {
    const d = this.#depth;
    const solved = this.#solved;
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < a; b++) {
        const element = this.#factor[a * width + b]!;
        for (let j = 0; j < d; j++) solved[a * d + j]! -= element * solved[b * d + j]!;
      }
      const inverse = 1 / this.#factor[a * width + a]!;
      for (let j = 0; j < d; j++) solved[a * d + j]! *= inverse;
    }
  }

  /** ln |M + Y_Jᵀ Y_J| of the block M in the square and Y = L⁻¹ U. */
  #logWithSquare(j: number, width: number): number {
    const [d, start, own] = [this.#depth, this.#starts[j]!, this.#widths[j]!];
    const [square, solved] = [this.#square, this.#solved];
    for (let a = 0; a < width; a++) {
      const from = a * d + start;
      for (let p = 0; p < own; p++) {
        const element = solved[from + p]!;
        for (let q = 0; q <= p; q++) square[p * own + q]! += element * solved[from + q]!;
      }
    }
    return logInPlace(square, own);
  }

  /** Prepares swaps of a member; Σ_{J≠I} (ln |P'_JJ| − ln |P_JJ|). */
  drop(position: number): number {
    const [d, start, leaving] = [this.#depth, this.#starts[position]!, this.#widths[position]!];
    const precision = this.#precision;
    const block = new Float64Array(leaving * leaving);
    this.#copyBlock(precision, position, block);
    this.#inverse = inverseOf(block, leaving);
    for (let p = 0; p < leaving; p++) {
      for (let j = 0; j < d; j++) {
        let sum = 0;
        for (let q = 0; q < leaving; q++) {
          sum += this.#inverse[p * leaving + q]! * precision[(start + q) * d + j]!;
        }
        this.#ratio[p * d + j] = sum;
      }
    }
    let sum = 0;
    for (let j = 0; j < this.#widths.length; j++) {
      if (j === position) continue;
      const [first, own] = [this.#starts[j]!, this.#widths[j]!];
      const to = first * this.#widest;
      for (let a = 0; a < own; a++) {
        for (let b = 0; b < own; b++) {
          let value = precision[(first + a) * d + first + b]!;
          for (let p = 0; p < leaving; p++) {
            value -= precision[(start + p) * d + first + a]! * this.#ratio[p * d + first + b]!;
          }
          this.#rest[to + a * own + b] = value;
          this.#square[a * own + b] = value;
        }
      }
      this.#restLogs[j] = logInPlace(this.#square, own);
      sum += this.#restLogs[j]! - this.logs[j]!;
    }
    return sum;
  }

  /** Σ_{J≠I} (ln |P'_JJ + U'ᵀ D'⁻¹ U'| − ln |P'_JJ|); NaN if the variable cannot enter. */
  swap(row: number, position: number): number {
    const width = this.#copyVariance(row, position);
    if (!factorise(this.#factor, width)) return NaN;
    const [d, start, leaving] = [this.#depth, this.#starts[position]!, this.#widths[position]!];
    const from = this.#rows[row]!;
    for (let a = 0; a < width; a++) {
      for (let j = 0; j < d; j++) this.#solved[a * d + j] = this.#coefficients[from + a * d + j]!;
      for (let p = 0; p < leaving; p++) {
        const element = this.#coefficients[from + a * d + start + p]!;
        for (let j = 0; j < d; j++) this.#solved[a * d + j]! -= element * this.#ratio[p * d + j]!;
      }
    }
    this.#solve(width);
    let sum = 0;
    for (let j = 0; j < this.#widths.length; j++) {
      if (j === position) continue;
      const own = this.#widths[j]!;
      const rest = this.#starts[j]! * this.#widest;
      for (let at = 0; at < own * own; at++) this.#square[at] = this.#rest[rest + at]!;
      sum += this.#logWithSquare(j, width) - this.#restLogs[j]!;
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

/** ln |M| of a matrix, which is replaced; −Infinity if a pivot is too small. */
function logInPlace(matrix: Float64Array, size: number): number {
  if (!factorise(matrix, size)) return -Infinity;
  let product = 1;
  for (let i = 0; i < size; i++) product *= matrix[i * size + i]!;
  return 2 * Math.log(product);
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

/** The moving set; see the formulas above. */
export class BlockSet extends SummedSet {
  readonly #space: SearchSpace;
  readonly #weights: readonly number[];
  readonly #terms: readonly Blocks[];
  readonly #features: Blocks;
  /** Whether all variables have as many columns: the bias then depends on the size alone. */
  readonly #isUniform: boolean;
  #k = 0;
  #bias = 0;

  constructor(space: SearchSpace, end: End) {
    super(space, end, false);
    this.#space = space;
    this.#weights = space.conditionalTerms.map(({ weight }) => weight);
    this.#terms = this.given.map((swept) => new Blocks(swept, space.columns));
    this.#features = space.hasTarget ? new Blocks(this.features, space.columns) : this.#terms[0]!;
    this.#isUniform = space.columns.every((own) => own.length === space.columns[0]!.length);
  }

  value(): number {
    const members = this.members();
    let sum = this.features.logDeterminant + this.#biasOf(members);
    this.prepare();
    for (const [at, term] of this.#terms.entries()) {
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
    const members = Array.from(this.memory.members.subarray(0, this.#k));
    if (position >= 0) members.splice(position, 1);
    if (row >= 0) members.push(this.memory.others[row]!);
    return this.sign * (this.#biasOf(members) - this.#bias);
  }

  protected override gather(k: number, outside: number): void {
    this.#k = k;
    for (const term of new Set([...this.#terms, this.#features])) {
      term.gather(this.memory.members, k, this.memory.others, outside);
    }
    this.#bias = this.#biasOf(Array.from(this.memory.members.subarray(0, k)));
  }

  protected override addMerit(row: number): number {
    let sum = this.#features.logVariance(row);
    for (let at = 0; at < this.#terms.length; at++) {
      sum += this.#weights[at]! * this.#terms[at]!.add(row);
    }
    if (Number.isFinite(sum)) return this.sign * sum + this.#biasGain(-1, row);
    this.refuse(row);
    return -Infinity;
  }

  protected override dropMerit(position: number): number {
    let sum = this.#features.logs[position]!;
    for (let at = 0; at < this.#terms.length; at++) {
      sum += this.#weights[at]! * this.#terms[at]!.drop(position);
    }
    if (this.#features !== this.#terms[0]) this.#features.drop(position);
    return this.sign * sum + this.#biasGain(position, -1);
  }

  protected override swapMerit(
    position: number,
    rows: Int32Array,
    dropped: number,
    above: number,
  ): number {
    const withoutBias = dropped - this.#biasGain(position, -1);
    let best = above;
    this.foundRow = -1;
    for (const row of rows) {
      let sum = this.#features.logVariance(row, position);
      for (let t = 0; t < this.#terms.length; t++) {
        sum += this.#weights[t]! * this.#terms[t]!.swap(row, position);
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
