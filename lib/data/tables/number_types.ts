/** The number types of binary files, and how their bytes become numbers. */

/** A number type of a file. */
export interface NumberType {
  /** Its name in NumPy. */
  readonly name: string;
  /** Bytes of a number. */
  readonly bytes: 1 | 2 | 4 | 8;
  /** True if float32 has all of its values. */
  readonly single: boolean;
  /** Largest relative rounding error, half the distance of 1 to the next number; 0 for integers and booleans. */
  readonly roundoff: number;
  /**
   * The numbers of little-endian bytes, which begin at a multiple of 8 in their buffer. The result may lie in the
   * same memory.
   */
  numbers(bytes: Uint8Array): ArrayLike<number>;
}

/** A class of typed arrays. */
interface NumberArray {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): ArrayLike<number>;
}

/** Numbers are little-endian in their arrays, as on every platform that runs this. */
const viewed = (Numbers: NumberArray) => (bytes: Uint8Array) =>
  new Numbers(bytes.buffer, bytes.byteOffset, bytes.length / Numbers.BYTES_PER_ELEMENT);

function integers(name: string, Numbers: NumberArray): NumberType {
  const bytes = Numbers.BYTES_PER_ELEMENT as 1 | 2 | 4;
  return { name, bytes, single: bytes < 4, roundoff: 0, numbers: viewed(Numbers) };
}

/** 64-bit integers as the nearest float64. */
function wideIntegers(
  name: string,
  Numbers: new (buffer: ArrayBuffer, byteOffset: number, length: number) => ArrayLike<bigint>,
): NumberType {
  const numbers = (bytes: Uint8Array) => {
    const values = new Numbers(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length / 8);
    const rounded = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) rounded[i] = Number(values[i]!);
    return rounded;
  };
  return { name, bytes: 8, single: false, roundoff: 0, numbers };
}

/** The 65,536 values of float16, made when the first file needs them. */
let halves: Float32Array | undefined;

function halfValues(): Float32Array {
  return halves ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => {
    const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
    const sign = bits >> 15 ? -1 : 1;
    if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
    return sign *
      (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
  });
}

const words = viewed(Uint16Array);

function halfNumbers(bytes: Uint8Array): Float32Array {
  const [values, bits] = [halfValues(), words(bytes)];
  const numbers = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) numbers[i] = values[bits[i]!]!;
  return numbers;
}

/** A bfloat16 is the upper half of a float32. */
function brainNumbers(bytes: Uint8Array): Float32Array {
  const bits = words(bytes);
  const wide = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) wide[i] = bits[i]! << 16;
  return new Float32Array(wide.buffer);
}

/** All types, by their names in NumPy. */
export const NUMBER_TYPES = {
  bool: { name: "bool", bytes: 1, single: true, roundoff: 0, numbers: (bytes) => bytes },
  int8: integers("int8", Int8Array),
  int16: integers("int16", Int16Array),
  int32: integers("int32", Int32Array),
  int64: wideIntegers("int64", BigInt64Array),
  uint8: integers("uint8", Uint8Array),
  uint16: integers("uint16", Uint16Array),
  uint32: integers("uint32", Uint32Array),
  uint64: wideIntegers("uint64", BigUint64Array),
  float16: {
    name: "float16",
    bytes: 2,
    single: true,
    roundoff: 2 ** -11,
    numbers: halfNumbers,
  },
  bfloat16: {
    name: "bfloat16",
    bytes: 2,
    single: true,
    roundoff: 2 ** -8,
    numbers: brainNumbers,
  },
  float32: {
    name: "float32",
    bytes: 4,
    single: true,
    roundoff: 2 ** -24,
    numbers: viewed(Float32Array),
  },
  float64: {
    name: "float64",
    bytes: 8,
    single: false,
    roundoff: 2 ** -53,
    numbers: viewed(Float64Array),
  },
} as const satisfies Readonly<Record<string, NumberType>>;

/** Turns the bytes of numbers round, in place: big-endian ones become little-endian. */
export function swapBytes(bytes: Uint8Array, width: number): void {
  for (let start = 0; start + width <= bytes.length; start += width) {
    for (let low = start, high = start + width - 1; low < high; low++, high--) {
      const byte = bytes[low]!;
      bytes[low] = bytes[high]!;
      bytes[high] = byte;
    }
  }
}
