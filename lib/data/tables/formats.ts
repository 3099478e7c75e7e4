/** The formats of files, by their names and their first bytes, and what to do with others. */
import { shellWord } from "./advice.ts";
import { quoted, TableError } from "./error.ts";
import { NPY_MAGIC } from "./npy.ts";

/** The formats that are read. `csv` is text with any separator, `tsv` text with tabs. */
export const TABLE_FORMATS = ["npy", "npz", "safetensors", "csv", "tsv", "parquet"] as const;

/** A format that is read. */
export type TableFormat = typeof TABLE_FORMATS[number];

/** Formats by the ending of the file name. */
const ENDINGS: Readonly<Record<string, TableFormat>> = {
  npy: "npy",
  npz: "npz",
  safetensors: "safetensors",
  csv: "csv",
  txt: "csv",
  dat: "csv",
  data: "csv",
  tsv: "tsv",
  tab: "tsv",
  parquet: "parquet",
  pq: "parquet",
};

/** Python that converts a file, by the format that only Python reads. */
const CONVERSIONS = {
  PyTorch:
    'np.save("x.npy", torch.load(FILE, map_location="cpu", weights_only=True).float().numpy())',
  HDF5: 'np.save("x.npy", h5py.File(FILE)["NAME"][:])',
  MATLAB: 'np.save("x.npy", scipy.io.loadmat(FILE)["NAME"])',
  pickle: 'np.save("x.npy", np.asarray(pd.read_pickle(FILE)))',
  Excel: 'pd.read_excel(FILE).to_csv("x.csv", index=False)',
  Arrow: 'pd.read_feather(FILE).to_parquet("x.parquet")',
} as const;

type OtherFormat = keyof typeof CONVERSIONS;

const OTHER_ENDINGS: Readonly<Record<string, OtherFormat>> = {
  pt: "PyTorch",
  pth: "PyTorch",
  h5: "HDF5",
  hdf5: "HDF5",
  mat: "MATLAB",
  pkl: "pickle",
  pickle: "pickle",
  xlsx: "Excel",
  xls: "Excel",
  feather: "Arrow",
  arrow: "Arrow",
};

/** Beginnings of binary files; gzip is decompressed before. */
const BEGINNINGS:
  readonly (readonly [format: TableFormat | OtherFormat, bytes: readonly number[]])[] = [
    ["npy", NPY_MAGIC],
    ["npz", [0x50, 0x4b, 3, 4]],
    ["npz", [0x50, 0x4b, 5, 6]],
    ["parquet", ascii("PAR1")],
    ["HDF5", [0x89, 0x48, 0x44, 0x46]],
    ["MATLAB", ascii("MATLAB ")],
    ["Arrow", ascii("ARROW1")],
    ["Arrow", ascii("FEA1")],
    ["Excel", [0xd0, 0xcf, 0x11, 0xe0]],
    ...[2, 3, 4, 5].map((version) => ["pickle", [0x80, version]] as const),
  ];

/** Stands for any byte in a beginning. */
const ANY = -1;

/** Other compressions than gzip, with the program that undoes them. */
const COMPRESSIONS:
  readonly (readonly [name: string, bytes: readonly number[], program: string])[] = [
    ["bzip2", [...ascii("BZh"), ANY, 0x31, 0x41, 0x59], "bunzip2"],
    ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "unxz"],
    ["zstd", [0x28, 0xb5, 0x2f, 0xfd], "unzstd"],
    ["7-Zip", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "7z x"],
  ];

/** With this begins what Git LFS keeps in the place of a file that was not fetched. */
const POINTER = ascii("version https://git-lfs");

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Bytes at the beginning that {@link formatOfBytes} and {@link requireFile} need. */
export const FORMAT_BYTES = POINTER.length;

/** @throws TableError for what is not the file that its name promises, whatever that is */
export function requireFile(bytes: Uint8Array, file: string): void {
  const begins = (start: readonly number[]) =>
    start.every((byte, at) => byte === ANY || bytes[at] === byte);
  const expected = "a file of numbers";
  if (begins(POINTER)) {
    const found = "a pointer of Git LFS in its place; fetch the file: git lfs pull";
    throw new TableError({ file, expected, found });
  }
  const compression = COMPRESSIONS.find(([, start]) => begins(start));
  if (compression === undefined) return;
  const [name, , program] = compression;
  const found = `data compressed by ${name}; decompress it: ${program} ${shellWord(file)}`;
  throw new TableError({ file, expected, found });
}

/** True for the beginning of a gzip file. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The format that the name of a file tells, without `.gz`; `undefined` for other names.
 *
 * @throws TableError for the name of a file that has to be converted
 */
export function formatOfName(file: string): TableFormat | undefined {
  const name = file.toLowerCase().replace(/\.gz$/, "");
  const ending = /\.([^./\\]*)$/.exec(name)?.[1] ?? "";
  if (Object.hasOwn(OTHER_ENDINGS, ending)) throw convertible(file, OTHER_ENDINGS[ending]!);
  return Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
}

/** The format of contents, which are text if nothing else. @throws TableError for files that have to be converted */
export function formatOfBytes(bytes: Uint8Array, file: string): TableFormat {
  const [found] = BEGINNINGS.find(([, start]) => start.every((byte, at) => bytes[at] === byte)) ??
    [];
  if (found === undefined) {
    // The length of a JSON header, and its first letter: no text begins with seven such bytes.
    const isHeader = bytes[8] === 0x7b && bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0;
    return isHeader ? "safetensors" : "csv";
  }
  const format = TABLE_FORMATS.find((format) => format === found);
  if (format === undefined) throw convertible(file, found as OtherFormat);
  return format;
}

function convertible(file: string, format: OtherFormat): TableError {
  const name = quoted(file.replace(/^.*[/\\]/, ""));
  return new TableError({
    file,
    expected: "a .npy, .npz, .safetensors, .csv, .tsv or .parquet file",
    found: `a file of ${format}; convert it in Python: ${
      CONVERSIONS[format].replace("FILE", () => name)
    }`,
  });
}
