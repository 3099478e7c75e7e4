/** The same samples and labels in many files: types, formats and notations. */
import { crc32 } from "node:zlib";
import { joined } from "../../../lib/system/files/joined.ts";
import { npyFile, utf8 } from "../../data/tables/npy_file.ts";
import { zipFile } from "../../data/tables/zip_file.ts";
import { csv } from "./_analyze.ts";

/** Columns by their names. */
export type Columns = Readonly<Record<string, readonly number[]>>;

/** A file, with the words that read it as features. */
export interface Spelling {
  readonly file: string;
  readonly content: string | Uint8Array;
  /** Behind the name of the file. Default: nothing. */
  readonly array?: string;
}

/** Texts and bytes of columns; each value must be a float32. */
export async function featureSpellings(columns: Columns): Promise<Spelling[]> {
  const all = Object.values(columns);
  const shape = [all[0]!.length, all.length];
  const rows = all[0]!.flatMap((_, row) => all.map((column) => column[row]!));
  const text = csv(columns);
  const doubles = { shape, values: Float64Array.from(rows) };
  const singles = { shape, values: Float32Array.from(rows), descr: "<f4" };
  const swapped = new DataView(new ArrayBuffer(8 * rows.length));
  rows.forEach((value, at) => swapped.setFloat64(8 * at, value));
  const names = Object.keys(columns);
  const exponents = Object.fromEntries(
    names.map((name) => [name, columns[name]!.map((value) => value.toExponential())]),
  );
  return [
    { file: "plain.csv", content: text },
    { file: "windows.csv", content: `\ufeff${text.replaceAll("\n", "\r\n")}\r\n` },
    { file: "excel.csv", content: `sep=;\n${text.replaceAll(",", ";")}` },
    { file: "semicolons.csv", content: text.replaceAll(",", ";") },
    { file: "exponents.csv", content: csv(exponents) },
    { file: "tabs.tsv", content: text.replaceAll(",", "\t") },
    { file: "blanks.txt", content: text.replaceAll(",", "  ") },
    { file: "pandas.csv", content: withIndex(text) },
    { file: "packed.csv.gz", content: await gzipped(utf8(text)) },
    { file: "double.npy", content: npyFile(doubles) },
    { file: "single.npy", content: npyFile(singles) },
    {
      file: "fortran.npy",
      content: npyFile({ shape, values: Float64Array.from(all.flat()), fortranOrder: true }),
    },
    { file: "big.npy", content: npyFile({ shape, values: swapped, descr: ">f8" }) },
    { file: "packed.npy.gz", content: await gzipped(npyFile(singles)) },
    { file: "alone.npz", content: await archive("arr_0", npyFile(doubles)) },
    { file: "named.npz", array: ":fc1", content: await archive("fc1", npyFile(singles)) },
    { file: "one.safetensors", content: safetensors("fc1", shape, Float32Array.from(rows)) },
  ];
}

/** Files of labels 0, 1, …; classes are named by letters, in their order. */
export function labelSpellings(labels: readonly number[]): Spelling[] {
  const shape = [labels.length];
  const classes = Math.max(...labels) + 1;
  const letter = (label: number) => String.fromCharCode(97 + label);
  const oneHot = labels.flatMap((label) =>
    Array.from({ length: classes }, (_, at) => +(at === label))
  );
  return [
    { file: "y.csv", content: csv({ y: labels }) },
    { file: "y-floats.csv", content: csv({ y: labels.map((label) => label.toFixed(1)) }) },
    { file: "y-exponents.csv", content: csv({ y: labels.map((label) => label.toExponential(3)) }) },
    { file: "y-names.csv", content: csv({ y: labels.map((label) => `class ${letter(label)}`) }) },
    { file: "y-lines.txt", content: `${labels.join("\n")}\n\n` },
    {
      file: "y-int64.npy",
      content: npyFile({ shape, values: BigInt64Array.from(labels, BigInt), descr: "<i8" }),
    },
    {
      file: "y-uint8.npy",
      content: npyFile({ shape, values: Uint8Array.from(labels), descr: "|u1" }),
    },
    {
      file: "y-float32.npy",
      content: npyFile({ shape: [...shape, 1], values: Float32Array.from(labels), descr: "<f4" }),
    },
    {
      file: "y-one-hot.npy",
      content: npyFile({
        shape: [...shape, classes],
        values: Uint8Array.from(oneHot),
        descr: "|b1",
      }),
    },
    ...classes === 2
      ? [{
        file: "y-booleans.csv",
        content: csv({ y: labels.map((label) => label === 1 ? "True" : "False") }),
      }]
      : [],
  ];
}

/** A table with the unnamed index that pandas writes. */
function withIndex(text: string): string {
  const [header, ...rows] = text.trimEnd().split("\n");
  return [`,${header}`, ...rows.map((row, at) => `${at},${row}`), ""].join("\n");
}

async function gzipped(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  return await new Response(stream.pipeThrough(new CompressionStream("gzip"))).bytes();
}

/** An archive of one array, as of numpy.savez_compressed. */
function archive(name: string, array: Uint8Array): Promise<Uint8Array> {
  return zipFile(array, { name: `${name}.npy`, crc: crc32(array) });
}

function safetensors(name: string, shape: number[], values: Float32Array): Uint8Array {
  const tensor = { dtype: "F32", shape, data_offsets: [0, values.byteLength] };
  const header = utf8(JSON.stringify({ [name]: tensor }));
  const length = new BigUint64Array([BigInt(header.length)]);
  return joined([new Uint8Array(length.buffer), header, new Uint8Array(values.buffer)]);
}
