/** `.npz`, `.safetensors`, `.parquet` and gzip files that lie. */
import { ok } from "node:assert/strict";
import fc from "fast-check";
import { joined } from "../../lib/system/files/joined.ts";
import { fixture } from "../data/tables/fixtures/fixtures.ts";
import { npyFile, utf8 } from "../data/tables/npy_file.ts";
import { zipFile } from "../data/tables/zip_file.ts";
import { mutatedBytes } from "./_bytes.ts";
import { CASES, fuzz } from "./_cases.ts";
import { readsAsTable } from "./_tables.ts";

const some = fc.constantFrom(undefined, "fc1", "fc1", "arr_0", "labels", "__proto__");

Deno.test(".npz files with something changed", async () => {
  const files = mutatedBytes(fixture("two.npz"), fixture("packed.npz"), fixture("one.npz"));
  const { worked, refused } = await fuzz(
    fc.tuple(files, some),
    { seed: 1, cases: CASES.npz.mutated },
    ([bytes, array]) => readsAsTable(bytes, "x.npz", { array }),
  );
  ok(worked > 20 && refused > 50, `${worked} worked, ${refused} were refused`);
});

Deno.test("compressed arrays that claim more than they have ask for no memory", async () => {
  const lie = fc.record({
    rows: fc.constantFrom(1, 1000, 2 ** 20, 2 ** 27),
    columns: fc.constantFrom(1, 3, 1000, 2 ** 19),
    values: fc.constantFrom(0, 100, 5000),
    fortranOrder: fc.boolean(),
  });
  const { refused } = await fuzz(lie, { seed: 2, cases: CASES.npz.bombs }, async (one) => {
    const values = new Uint8Array(one.values);
    const shape = [one.rows, one.columns];
    const npy = Uint8Array.from(
      npyFile({ shape, values, descr: "|u1", fortranOrder: one.fortranOrder }),
    );
    const size = npy.length - one.values + one.rows * one.columns;
    return await readsAsTable(await zipFile(npy, { size }), "x.npz");
  });
  ok(refused > 20, `${refused} were refused`);
});

Deno.test(".safetensors files with something changed", async () => {
  const name = fc.constantFrom(undefined, "fc1", "float16", "bool", "__metadata__");
  const { worked, refused } = await fuzz(
    fc.tuple(mutatedBytes(fixture("one.safetensors"), fixture("types.safetensors")), name),
    { seed: 3, cases: CASES.safetensors.mutated },
    ([bytes, array]) => readsAsTable(bytes, "x.safetensors", { array }),
  );
  ok(worked > 20 && refused > 50, `${worked} worked, ${refused} were refused`);
});

const numbers = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, 1, 2, 4, 8) },
  fc.constantFrom(-1, 0.5, 2 ** 40, 2 ** 53, 1e300, null, "2", [2], true),
);

Deno.test("headers of .safetensors that lie about type, shape and place", async () => {
  const tensor = fc.record({
    dtype: fc.constantFrom("F32", "F32", "U8", "BOOL", "BF16", "F8_E5M2", "constructor", "", 3),
    shape: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom([2, 1], [2], [8], [1, 2]) },
      fc.array(numbers, { maxLength: 3 }),
    ),
    data_offsets: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom([0, 8], [0, 8], [0, 2], [4, 8]) },
      fc.array(numbers, { maxLength: 3 }),
    ),
  }, { requiredKeys: ["dtype", "shape", "data_offsets"] });
  const header = fc.dictionary(
    fc.constantFrom("a", "__proto__", "constructor", "\u001b[31m", "__metadata__"),
    fc.oneof({ weight: 6, arbitrary: tensor }, fc.jsonValue()),
    { minKeys: 1, maxKeys: 2 },
  );
  const { worked, refused } = await fuzz(
    header,
    { seed: 4, cases: CASES.safetensors.headers },
    (one) => {
      const text = utf8(JSON.stringify(one));
      const length = new DataView(new ArrayBuffer(8));
      length.setBigUint64(0, BigInt(text.length), true);
      const data = Uint8Array.of(1, 0, 1, 1, 0, 0, 128, 63);
      return readsAsTable(joined([new Uint8Array(length.buffer), text, data]), "x.safetensors");
    },
  );
  ok(worked > 20 && refused > 50, `${worked} worked, ${refused} were refused`);
});

Deno.test(".parquet files with something changed", async () => {
  const files = [
    "types.parquet",
    "plain.parquet",
    "index.parquet",
    "gzip.parquet",
    "zstd.parquet",
    "brotli.parquet",
    "lz4.parquet",
  ] as const;
  const { worked, refused } = await fuzz(
    mutatedBytes(...files.map(fixture)),
    { seed: 6, cases: CASES.parquet.mutated, memory: 2 ** 29 },
    (bytes) => readsAsTable(bytes, "x.parquet"),
  );
  ok(worked > 20 && refused > 50, `${worked} worked, ${refused} were refused`);
});

Deno.test("gzip files with something changed", async () => {
  const packed = async (bytes: Uint8Array<ArrayBuffer>) => {
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
    return await new Response(stream).bytes();
  };
  const csv = await packed(Uint8Array.from(utf8("a,b\n1,2.5\n3,x\n")));
  const { refused } = await fuzz(
    mutatedBytes(fixture("float32.npy.gz"), csv),
    { seed: 5, cases: CASES.gzip.mutated },
    (bytes) => readsAsTable(bytes, "x"),
  );
  ok(refused > 50, `${refused} were refused`);
});
