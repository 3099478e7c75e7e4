/** Files of several arrays: .npz and .safetensors. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { parseTable, readTable } from "../../../lib/data/tables/mod.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { rejectsTable } from "./errors.ts";
import { fixture } from "./fixtures/fixtures.ts";
import { npyFile, utf8 } from "./npy_file.ts";
import { zipFile } from "./zip_file.ts";

/** a = np.array([[0, 1], [2, 3], [100, 7]]) by columns. */
const A = [[0, 2, 100], [1, 3, 7]];

async function valuesOf(bytes: Uint8Array<ArrayBuffer>, file: string, array?: string) {
  const { columns } = await parseTable(bytes, file, { array });
  return columns.map(({ values }) => [...values!]);
}

Deno.test("the array with a name is read, or the only one", async () => {
  for (const name of ["two.npz", "packed.npz"] as const) {
    deepEqual(await valuesOf(fixture(name), name, "fc1"), A);
    deepEqual(await valuesOf(fixture(name), name, "labels"), [A[1]]);
  }
  deepEqual(await valuesOf(fixture("one.npz"), "one.npz"), A);
  deepEqual(await valuesOf(fixture("one.npz"), "one.npz", "arr_0"), A);
  deepEqual(await valuesOf(fixture("one.safetensors"), "one.safetensors"), A);
});

Deno.test("every type of safetensors is read", async () => {
  const file = fixture("types.safetensors");
  const types = "float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64";
  for (const type of types.split(" ")) deepEqual(await valuesOf(file, "t.safetensors", type), A);
  deepEqual(await valuesOf(file, "t.safetensors", "bool"), [[0, 1, 0], [1, 1, 0]]);
  deepEqual(await valuesOf(file, "t.safetensors", "bfloat16"), [
    [1.5, NaN, -Infinity],
    [-0.25, Infinity, 0.333984375],
  ]);
  const { columns } = await parseTable(file, "t.safetensors", { array: "bfloat16" });
  equal(columns[0]!.roundoff, 2 ** -8);
});

Deno.test("without a name, or with another one, the arrays are listed with their shapes", async () => {
  const arrays = '"fc1" (3, 2) <f4, "labels" (3) <i8';
  await rejectsTable(() => parseTable(fixture("two.npz"), "two.npz"), {
    file: "two.npz",
    expected: "one array, or the name of one behind a colon (FILE:NAME)",
    found: arrays,
  });
  await rejectsTable(() => parseTable(fixture("packed.npz"), "two.npz", { array: "fc2\x1b" }), {
    file: "two.npz",
    expected: 'an array "fc2\\u001b"',
    found: arrays,
  });
  await rejectsTable(
    () => parseTable(fixture("one.safetensors"), "x.safetensors", { array: "a" }),
    {
      file: "x.safetensors",
      expected: 'an array "a"',
      found: '"fc1" (3, 2) F32',
    },
  );
  await rejectsTable(() => parseTable(fixture("images.safetensors"), "x.safetensors"), {
    file: "x.safetensors",
    expected:
      "a matrix, samples × variables, such as x.reshape(len(x), -1); or feature maps or tokens, with --maps and --layout of analyze (the option maps of readTable)",
    found: "shape (2, 3, 4)",
  });
});

Deno.test("paths name an array behind a colon", permitted, async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "acts.npz");
    await Deno.writeFile(path, fixture("two.npz"));
    const { columns } = await readTable(`${path}:fc1`);
    deepEqual(columns.map(({ values }) => [...values!]), A);
    await rejectsTable(() => readTable(`${path}:fc1`, { array: "labels" }), {
      file: `${path}:fc1`,
      expected: "one name of an array",
      found: "one in the path and one in the options",
    });
    const tensors = join(folder, "a:b.safetensors");
    await Deno.writeFile(tensors, fixture("types.safetensors"));
    equal((await readTable(`${tensors}:int8`)).samples, 3);
  });
});

Deno.test("streams of archives, and gzip around them, are read", async () => {
  const bytes = fixture("packed.npz");
  const stream = new Blob([bytes]).stream();
  const { columns } = await parseTable(stream, "x", { array: "fc1" });
  deepEqual(columns.map(({ values }) => [...values!]), A);
  const packed = new Blob([fixture("one.safetensors")]).stream().pipeThrough(
    new CompressionStream("gzip"),
  );
  equal((await parseTable(packed, "x.safetensors.gz")).samples, 3);
});

/** The bytes of a file with some replaced. */
function changed(name: "two.npz" | "packed.npz", at: number, ...bytes: number[]) {
  const file = fixture(name);
  file.set(bytes, at < 0 ? file.length + at : at);
  return file;
}

Deno.test("archives with fields of 64 bits are read", async () => {
  const npy = Uint8Array.from(npyFile({ shape: [3], values: Float64Array.of(1, 2, 3) }));
  const crc = crc32(npy);
  for (const wide of [false, true]) {
    deepEqual(await valuesOf(await zipFile(npy, { crc, wide }), "x.npz", "x"), [[1, 2, 3]]);
    await rejectsTable(async () => parseTable(await zipFile(npy, { crc: 7, wide }), "x.npz"), {
      file: "x.npz",
      expected: "a complete zip archive",
      found: '"x.npy" with a wrong checksum',
    });
  }
});

Deno.test("damaged archives are refused", async () => {
  const expected = "a complete zip archive";
  const refuse = (bytes: Uint8Array, found: string) =>
    rejectsTable(() => parseTable(bytes, "x.npz", { array: "fc1" }), {
      file: "x.npz",
      expected,
      found,
    });
  await refuse(fixture("two.npz").subarray(0, 300), "no list of files at its end");
  await refuse(utf8("no archive"), "no list of files at its end");
  await refuse(new Uint8Array(), "no list of files at its end");
  // The first number behind the header of the first array.
  const first = fixture("two.npz").indexOf(0x0a) + 1;
  await refuse(changed("two.npz", first, 7), '"fc1.npy" with a wrong checksum');
  // The end record: the number of files, and where their list begins.
  await refuse(changed("two.npz", -12, 3), "a list of 2 files that should have 3");
});

Deno.test("archives without arrays are told as what they are", async () => {
  const empty = new Uint8Array(22);
  empty.set([0x50, 0x4b, 5, 6]);
  await rejectsTable(() => parseTable(empty, "x.npz"), {
    file: "x.npz",
    expected: "an archive of arrays, saved by numpy.savez",
    found: "an empty archive",
  });
  const others = {
    "model/data.pkl":
      'a PyTorch file: np.save("x.npy", torch.load(FILE, weights_only=True).numpy())',
    "[Content_Types].xml": 'an Excel file: pd.read_excel(FILE).to_csv("x.csv", index=False)',
    "readme.txt": "other files; unpack them: unzip x",
  };
  for (const [name, found] of Object.entries(others)) {
    await rejectsTable(async () => parseTable(await zipFile(utf8("?"), { name }), "x"), {
      file: "x",
      expected: "an archive of arrays, saved by numpy.savez",
      found,
    });
  }
  const damaged = await zipFile(utf8("no array"));
  await rejectsTable(() => parseTable(damaged, "x.npz", { array: "y" }), {
    file: "x.npz",
    expected: 'an array "y"',
    found: '"x" (damaged)',
  });
});

Deno.test("damaged safetensors are refused", async () => {
  const file = (header: unknown, data = new Uint8Array(8)) => {
    const text = utf8(typeof header === "string" ? header : JSON.stringify(header));
    const bytes = new Uint8Array(8 + text.length + data.length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    bytes.set(data, 8 + text.length);
    return bytes;
  };
  const tensor = { dtype: "F32", shape: [2, 1], data_offsets: [0, 8] };
  equal((await parseTable(file({ a: tensor }), "x.safetensors")).samples, 2);
  const expected = "a .safetensors file";
  const cases: [Uint8Array, string, string, string?][] = [
    [new Uint8Array(3), expected, "3 bytes"],
    [new Uint8Array(20).fill(255), expected, `a header of ${2n ** 64n - 1n} bytes in a file of 20`],
    [file("{"), expected, "a header that is no JSON object"],
    [file("[]"), expected, "a header that is no JSON object"],
    [file({ a: { ...tensor, data_offsets: [0, 9] } }), "8 bytes for shape (2, 1) of F32", "8"],
    [file({ a: { ...tensor, shape: [3, 1] } }), "12 bytes for shape (3, 1) of F32", "8"],
    [file({ a: { ...tensor, data_offsets: [4, 12] } }), "8 bytes for shape (2, 1) of F32", "4"],
    [file({ a: { ...tensor, shape: [-2] } }), "dtype, shape and data_offsets", "something else"],
    [file({ a: 3 }), "dtype, shape and data_offsets", "something else"],
    [
      file({ a: { ...tensor, dtype: "F8_E4M3" } }),
      "real numbers (BOOL, I8, I16, I32, I64, U8, U16, U32, U64, F16, BF16, F32, F64), as of x.float()",
      '"F8_E4M3"',
    ],
  ];
  for (const [bytes, expected, found] of cases) {
    const location = expected.startsWith("a .") ? {} : { location: 'tensor "a"' };
    await rejectsTable(() => parseTable(bytes, "x.safetensors"), {
      file: "x.safetensors",
      ...location,
      expected,
      found,
    });
  }
});
