/** Formats by names and first bytes, and files that have to be converted. */
import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { parseTable, type TableFormat } from "../../../lib/data/tables/mod.ts";
import { rejectsTable } from "./errors.ts";
import { fixture } from "./fixtures/fixtures.ts";
import { utf8 } from "./npy_file.ts";

const TEXT = utf8("a,b\n1,2\n");

Deno.test("the ending of the name tells the format, in any case, also before .gz", async () => {
  const packed = async (bytes: Uint8Array<ArrayBuffer>) =>
    await new Response(
      new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip")),
    ).bytes();
  for (
    const name of ["x.csv", "x.CSV", "x.txt", "x.dat", "x.data", "folder.npy/x.csv", "x.csv.gz"]
  ) {
    deepEqual((await parseTable(TEXT, name)).columns.length, 2, name);
  }
  for (const name of ["x.tsv", "x.TAB"]) {
    deepEqual((await parseTable(utf8("a,b\tc\n1\t2\n"), name)).columns[0]!.name, "a,b", name);
  }
  deepEqual((await parseTable(await packed(Uint8Array.from(TEXT)), "x.csv.gz")).columns.length, 2);
  deepEqual((await parseTable(await packed(Uint8Array.from(TEXT)), "x")).columns.length, 2);
  const tabs = await packed(Uint8Array.from(utf8("a,b\tc\n1\t2\n")));
  deepEqual((await parseTable(tabs, "x.tsv.gz")).columns[0]!.name, "a,b");
  deepEqual((await parseTable(await packed(fixture("one.npz")), "x.npz.gz")).samples, 3);
  await rejects(parseTable(tabs, "x.pt.gz"), /found a file of PyTorch/);
  deepEqual((await parseTable(fixture("float32.npy.gz"), "x.npy.gz")).samples, 3);
  deepEqual((await parseTable(fixture("float32.npy.gz"), "x.NPY")).samples, 3);
});

Deno.test("other names: the first bytes tell the format", async () => {
  const files = ["float32.npy", "one.npz", "one.safetensors", "float32.npy.gz"] as const;
  for (const name of files) {
    for (const file of ["standard input", "x", "x.unknown", "a.b/x"]) {
      deepEqual((await parseTable(fixture(name), file)).samples, 3, name);
    }
  }
  deepEqual((await parseTable(TEXT, "x")).columns.length, 2);
});

Deno.test("the option format goes before the name", async () => {
  deepEqual((await parseTable(TEXT, "x.npy", { format: "csv" })).columns.length, 2);
  deepEqual((await parseTable(TEXT, "x.pt", { format: "csv" })).columns.length, 2);
  deepEqual((await parseTable(fixture("one.npz"), "x.csv", { format: "npz" })).samples, 3);
});

Deno.test("unknown options and values are errors", async () => {
  await rejects(parseTable(TEXT, "x", { sep: ";" } as object), {
    name: "TypeError",
    message: 'parseTable has no option "sep"; it takes format, header, array, maps',
  });
  await rejects(parseTable(TEXT, "x", { format: "pt" as TableFormat }), {
    name: "TypeError",
    message: "format must be one of npy, npz, safetensors, csv, tsv, parquet, got pt",
  });
  await rejects(parseTable(TEXT, "x", { header: "no" as unknown as boolean }), {
    name: "TypeError",
    message: "header must be true or false, got no",
  });
  await rejectsTable(() => parseTable(TEXT, "x.csv", { array: "a" }), {
    file: "x.csv",
    expected: "a .npz or .safetensors file, which names its arrays",
    found: "a .csv file",
  });
});

const CONVERSIONS: Readonly<Record<string, [format: string, code: string]>> = {
  pt: [
    "PyTorch",
    'np.save("x.npy", torch.load("a.pt", map_location="cpu", weights_only=True).float().numpy())',
  ],
  pth: [
    "PyTorch",
    'np.save("x.npy", torch.load("a.pth", map_location="cpu", weights_only=True).float().numpy())',
  ],
  h5: ["HDF5", 'np.save("x.npy", h5py.File("a.h5")["NAME"][:])'],
  hdf5: ["HDF5", 'np.save("x.npy", h5py.File("a.hdf5")["NAME"][:])'],
  mat: ["MATLAB", 'np.save("x.npy", scipy.io.loadmat("a.mat")["NAME"])'],
  pkl: ["pickle", 'np.save("x.npy", np.asarray(pd.read_pickle("a.pkl")))'],
  xlsx: ["Excel", 'pd.read_excel("a.xlsx").to_csv("x.csv", index=False)'],
  feather: ["Arrow", 'pd.read_feather("a.feather").to_parquet("x.parquet")'],
  arrow: ["Arrow", 'pd.read_feather("a.arrow").to_parquet("x.parquet")'],
};
const KNOWN = "a .npy, .npz, .safetensors, .csv, .tsv or .parquet file";

for (const [ending, [format, code]] of Object.entries(CONVERSIONS)) {
  Deno.test(`.${ending} is refused with one line that converts it`, async () => {
    for (const file of [`a.${ending}`, `folder/a.${ending}`]) {
      await rejectsTable(() => parseTable(TEXT, file), {
        file,
        expected: KNOWN,
        found: `a file of ${format}; convert it in Python: ${code}`,
      });
    }
  });
}

Deno.test("such files are known by their first bytes too", async () => {
  const beginnings: [string, Uint8Array][] = [
    ["HDF5", utf8("\x89HDF\r\n\x1a\n").slice(1)],
    ["MATLAB", utf8("MATLAB 5.0 MAT-file, Platform: ...")],
    ["Arrow", utf8("ARROW1\0\0")],
    ["pickle", Uint8Array.of(0x80, 4, 0x95)],
    ["Excel", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)],
  ];
  beginnings[0]![1][0] = 0x89;
  for (const [format, bytes] of beginnings) {
    await rejects(
      parseTable(bytes, "x"),
      (error: Error) => error.message.includes(`found a file of ${format}; convert it in Python:`),
    );
  }
});

Deno.test("what stands in the place of a file, and other compressions, come with the next step", async () => {
  const pointer = utf8("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n");
  for (const file of ["x.npy", "x.csv", "x.parquet", "x"]) {
    await rejectsTable(() => parseTable(pointer, file), {
      file,
      expected: "a file of numbers",
      found: "a pointer of Git LFS in its place; fetch the file: git lfs pull",
    });
  }
  const compressed: [string, string, ...number[]][] = [
    ["bzip2", "bunzip2", 0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26],
    ["xz", "unxz", 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0],
    ["zstd", "unzstd", 0x28, 0xb5, 0x2f, 0xfd, 4],
    ["7-Zip", "7z x", 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0],
  ];
  for (const [name, program, ...bytes] of compressed) {
    for (const file of ["my file.csv", "x.npy"]) {
      await rejectsTable(() => parseTable(Uint8Array.from(bytes), file), {
        file,
        expected: "a file of numbers",
        found: `data compressed by ${name}; decompress it: ${program} ${
          file.includes(" ") ? `'${file}'` : file
        }`,
      });
    }
  }
  equal((await parseTable(utf8("BZhang,b\n1,2\n"), "x.csv")).samples, 1);
});
