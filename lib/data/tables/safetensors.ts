/** Tensors of `.safetensors` files: 8 bytes of length, a JSON header, and the data of all tensors. */
import { counted } from "../../system/printable.ts";
import { chosenArray } from "./arrays.ts";
import { type ByteBlob, bytesOf, Cursor } from "./bytes.ts";
import { unnamedTable } from "./columns.ts";
import { quoted, TableError } from "./error.ts";
import type { MapReading } from "./maps.ts";
import { matrixShape, readMatrix } from "./matrix.ts";
import { NUMBER_TYPES, type NumberType } from "./number_types.ts";
import type { Table } from "./table.ts";

const TYPES: Readonly<Record<string, NumberType>> = {
  BOOL: NUMBER_TYPES.bool,
  I8: NUMBER_TYPES.int8,
  I16: NUMBER_TYPES.int16,
  I32: NUMBER_TYPES.int32,
  I64: NUMBER_TYPES.int64,
  U8: NUMBER_TYPES.uint8,
  U16: NUMBER_TYPES.uint16,
  U32: NUMBER_TYPES.uint32,
  U64: NUMBER_TYPES.uint64,
  F16: NUMBER_TYPES.float16,
  BF16: NUMBER_TYPES.bfloat16,
  F32: NUMBER_TYPES.float32,
  F64: NUMBER_TYPES.float64,
};

/** Most bytes of a header, as in the format's own reader. */
const LONGEST_HEADER = 100_000_000;

/** A tensor as the header has it. */
interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [start: number, end: number];
}

/** Reads the tensor with a name, or the only one. @throws TableError that lists the tensors if there is none */
export async function readSafetensors(
  blob: ByteBlob,
  file: string,
  name: string | undefined,
  maps?: MapReading,
): Promise<Table> {
  const { tensors, start } = await readHeader(blob, file);
  const arrays = Object.entries(tensors).filter(([key]) => key !== "__metadata__").map(
    ([name, value]) => ({ name, value, describe: () => description(value) }),
  );
  const { name: found, value } = await chosenArray(file, arrays, name);
  const location = `tensor ${quoted(found)}`;
  if (!isTensor(value)) {
    const expected = "dtype, shape and data_offsets";
    throw new TableError({ file, location, expected, found: "something else" });
  }
  const { dtype, shape, data_offsets: [from, to] } = value;
  if (!Object.hasOwn(TYPES, dtype)) {
    const expected = `real numbers (${Object.keys(TYPES).join(", ")}), as of x.float()`;
    throw new TableError({ file, location, expected, found: quoted(dtype) });
  }
  const type = TYPES[dtype]!;
  const { rows, columns, reduction } = matrixShape(file, shape, maps);
  const size = rows * columns * type.bytes;
  if (to - from !== size || start + to > blob.size) {
    const expected = `${counted(size, "byte")} for shape (${shape.join(", ")}) of ${dtype}`;
    const rest = Math.max(0, Math.min(to, blob.size - start) - from);
    throw new TableError({ file, location, expected, found: `${rest}` });
  }
  const cursor = new Cursor(blob.slice(start + from, start + to).stream());
  try {
    const order = { bigEndian: false, columnMajor: false, sized: true };
    const layout = { file, type, rows, columns, ...order, reduction };
    return unnamedTable(rows, await readMatrix(cursor, layout), [], reduction);
  } finally {
    await cursor.close();
  }
}

async function readHeader(blob: ByteBlob, file: string) {
  const field = await bytesOf(blob, 0, Math.min(8, blob.size));
  const expected = "a .safetensors file";
  if (field.length < 8) {
    throw new TableError({ file, expected, found: counted(field.length, "byte") });
  }
  const length = new DataView(field.buffer, field.byteOffset).getBigUint64(0, true);
  if (length > LONGEST_HEADER || 8n + length > blob.size) {
    const found = `a header of ${counted(length, "byte")} in a file of ${blob.size}`;
    throw new TableError({ file, expected, found });
  }
  const start = 8 + Number(length);
  const header = await bytesOf(blob, 8, start);
  try {
    const tensors: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(header));
    if (typeof tensors === "object" && tensors !== null && !Array.isArray(tensors)) {
      return { tensors: tensors as Readonly<Record<string, unknown>>, start };
    }
  } catch {
    // Told below.
  }
  throw new TableError({ file, expected, found: "a header that is no JSON object" });
}

const isSize = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

function isTensor(value: unknown): value is Tensor {
  const { dtype, shape, data_offsets: offsets } = Object(value);
  return typeof dtype === "string" && Array.isArray(shape) && shape.every(isSize) &&
    Array.isArray(offsets) && offsets.length === 2 && offsets.every(isSize) &&
    offsets[0] <= offsets[1];
}

function description(value: unknown): string {
  if (!isTensor(value)) return "(damaged)";
  return `(${value.shape.join(", ")}) ${value.dtype.slice(0, 10).replace(/\W/g, "?")}`;
}
