/** The memory of swept covariances, and the kernel that changes and compares them; see `assembly/swept.ts`. */
import { SWEPT_CODE } from "./swept_code.ts";

/** The exports of the kernel. Addresses are in bytes; `k` is the number of members. */
export interface SweptKernel {
  /** Moves a column in (`sign` 1) or out (−1); returns its pivot. */
  toggle(matrix: number, column: number, sign: number): number;
  /** Exchanges a column for another; returns the factor of the determinant. */
  swap(matrix: number, out: number, column: number): number;
  /** Gather P and the inverse of its diagonal, the variances of the columns outside, and their coefficients. */
  gatherPrecision(matrix: number, k: number): void;
  gatherVariances(matrix: number, outside: number): void;
  gatherCoefficients(matrix: number, k: number, outside: number): void;
  /** Copies the variances and coefficients of the first `count` sought columns. */
  pack(matrix: number, k: number, count: number): void;
  /** Fill the products of all additions or drops. */
  addProducts(matrix: number, k: number, outside: number): void;
  dropProducts(matrix: number, k: number): void;
  /** Prepares swaps of the member at a position. */
  prepareSwaps(matrix: number, k: number, position: number): void;
  /** The products of its swaps with the columns 2·`pair` and 2·`pair` + 1 outside, to the results. */
  swapProducts(matrix: number, k: number, position: number, pair: number): void;
  /** The largest merit of a swap of the first `free` members that may leave with `count` columns; −Infinity: none. */
  bestSwap(
    given: number,
    features: number,
    k: number,
    free: number,
    count: number,
    isPacked: boolean,
    isLargest: boolean,
  ): number;
  /** The merits of swaps with all columns outside that are above `above`, to the results; −Infinity for others. */
  swapMerits(
    given: number,
    features: number,
    k: number,
    position: number,
    outside: number,
    isLargest: boolean,
    above: number,
  ): void;
}

/** Exports that say where things lie: addresses, and places in a matrix. */
interface Places {
  readonly memory: WebAssembly.Memory;
  arrange(columns: number, least: number, isGathered: boolean): number;
  matrices(): number;
  rowBytes(): number;
  placeOfMembers(): number;
  placeOfOthers(): number;
  placeOfSought(): number;
  placeOfLeaving(): number;
  placeOfResults(): number;
  placeOfInverse(): number;
  placeOfVariance(): number;
  placeOfCoefficients(): number;
  placeOfDrops(): number;
  placeOfAdds(): number;
}

let compiled: WebAssembly.Module | undefined;

function instance(): SweptKernel & Places {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from(atob(SWEPT_CODE), (character) => character.charCodeAt(0)),
  );
  return new WebAssembly.Instance(compiled).exports as unknown as SweptKernel & Places;
}

const PAGE = 65_536;

/** What lies in the memory for one matrix. */
export interface SweptMatrix {
  readonly address: number;
  /** Its lower triangle, in rows of {@link SweptMemory.stride} numbers. */
  readonly values: Float64Array;
  /** Absent without room for what is gathered: 1 / P_jj of members; products of drops and additions. */
  readonly inverse: Float64Array;
  readonly drops: Float64Array;
  readonly adds: Float64Array;
  /** Variances of the columns outside; their coefficients, two columns after the other, a number of each per member. */
  readonly variance: Float64Array;
  readonly coefficients: Float64Array;
}

/** Some matrices of one size, with a memory of their own. */
export class SweptMemory {
  readonly kernel: SweptKernel;
  /** Numbers of a row of a matrix. */
  readonly stride: number;
  /** The set, the columns outside, and places of those that are sought and of members that may leave. */
  readonly members: Int32Array;
  readonly others: Int32Array;
  readonly sought: Int32Array;
  readonly leaving: Int32Array;
  /** Where the kernel leaves several numbers. */
  readonly results: Float64Array;
  /**
   * What the last comparison of swaps found: the places of the member and of the column of the best one, and those of
   * the first that it refused; −1: none.
   */
  readonly found: Int32Array;
  readonly matrices: readonly SweptMatrix[];

  /**
   * @param least the largest variance that is taken for none
   * @param isGathered whether more than toggles and swaps is needed
   */
  constructor(columns: number, count: number, least: number, isGathered: boolean) {
    const kernel = instance();
    this.kernel = kernel;
    const bytes = kernel.arrange(columns, least, isGathered);
    const first = kernel.matrices();
    const missing = first + count * bytes - kernel.memory.buffer.byteLength;
    kernel.memory.grow(Math.max(0, Math.ceil(missing / PAGE)));
    const { buffer } = kernel.memory;
    const list = (address: number) => new Int32Array(buffer, address, columns);
    this.members = list(kernel.placeOfMembers());
    this.others = list(kernel.placeOfOthers());
    this.sought = list(kernel.placeOfSought());
    this.leaving = list(kernel.placeOfLeaving());
    this.results = new Float64Array(buffer, kernel.placeOfResults(), columns);
    this.found = new Int32Array(buffer, 0, 4);
    const stride = this.stride = kernel.rowBytes() / 8;
    const numbers = (address: number, length: number) =>
      new Float64Array(buffer, address, isGathered ? length : 0);
    this.matrices = Array.from({ length: count }, (_, at) => {
      const address = first + at * bytes;
      return {
        address,
        values: new Float64Array(buffer, address, stride * columns),
        inverse: numbers(address + kernel.placeOfInverse(), columns),
        drops: numbers(address + kernel.placeOfDrops(), columns),
        adds: numbers(address + kernel.placeOfAdds(), columns),
        variance: numbers(address + kernel.placeOfVariance(), columns),
        coefficients: numbers(
          address + kernel.placeOfCoefficients(),
          Math.floor((columns + 1) ** 2 / 4),
        ),
      };
    });
  }
}
