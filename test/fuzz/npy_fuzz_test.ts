/** `.npy` files that lie, read as features and as labels. */
import { ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { parseTable, TableError } from "../../lib/data/tables/mod.ts";
import { npyFile } from "../data/tables/npy_file.ts";
import { joined } from "../../lib/system/files/joined.ts";
import { mutatedBytes } from "./_bytes.ts";
import { CASES, fuzz } from "./_cases.ts";
import { readsAsTable } from "./_tables.ts";

/** Whether bytes can be read, which must give the same table as where their number is not known. */
const readBoth = (bytes: Uint8Array) => readsAsTable(bytes, "x.npy");

const MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);

Deno.test("random bytes as .npy, with and without its beginning", async () => {
  const beginnings = [new Uint8Array(), MAGIC, joined([MAGIC, Uint8Array.of(1, 0)])];
  const bytes = fc.tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 200 }))
    .map(joined);
  await fuzz(bytes, { seed: 1, cases: CASES.npy.random }, readBoth);
});

const six = Float64Array.of(1, 2, 3, 4, 5, 6);
const valid = [
  npyFile({ shape: [2, 3], values: six }),
  npyFile({ shape: [3, 2], values: Float32Array.from(six), descr: "<f4", fortranOrder: true }),
  npyFile({ shape: [2, 3], values: six, version: [2, 0] }),
  npyFile({ shape: [2, 3], values: six, version: [3, 0] }),
  npyFile({ shape: [4], values: Int16Array.of(1, 2, 3, 4), descr: "<i2" }),
  npyFile({ shape: [2, 1], values: BigInt64Array.of(-7n, 2n ** 40n), descr: "<i8" }),
  npyFile({ shape: [3], values: Uint8Array.of(1, 0, 1), descr: "|b1" }),
  npyFile({ shape: [2, 2], values: Uint16Array.of(0x3c00, 0x7c01, 1, 0xffff), descr: "<f2" }),
  npyFile({ shape: [2, 2], values: six.subarray(2), descr: ">f8" }),
  npyFile({ shape: [2, 1], values: Uint32Array.of(0x1f600, 97, 0x10ffff, 0), descr: "<U2" }),
];

Deno.test(".npy files with something changed", async () => {
  const { worked, refused } = await fuzz(
    mutatedBytes(...valid),
    { seed: 2, cases: CASES.npy.mutated },
    readBoth,
  );
  ok(worked > 30 && refused > 50, `${worked} worked, ${refused} were refused`);
});

/** The first value in four of five cases. */
const mostly = <Value>(usual: Value, ...others: Value[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));

const sizes = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("0", "1", "2", "3", "6") },
  fc.constantFrom(
    ...["1099511627776", "2147483648", "4294967296", "9007199254740993", "9".repeat(400)],
    ...["-1", "-2147483648", "nan", "inf", "1e9", "2.0", "0x10", "1_000", "True", "None", "٣", ""],
    ...[" 2 ", "\t3", "(2,)", "'2'", "2L", "00002", "2**40"],
  ),
);
const shapes = fc.record({
  open: fc.constantFrom("(", "(", "(", "[", ""),
  sizes: fc.array(sizes, { maxLength: 4 }),
  close: fc.constantFrom(",)", ")", ")", "]", ""),
}).map((one) => `${one.open}${one.sizes.join(", ")}${one.close}`);
const entries = [
  fc.constantFrom(
    ...[
      "<f8",
      "<f4",
      "<i8",
      "|b1",
      "|u1",
      ">f8",
      "<f2",
      "=f8",
      "<c16",
      "|O",
      "<U5",
      "|S8",
      "<M8",
      "|V2",
    ],
    ...["", "<f8\\", "f8", "<f8 ", "constructor", "__proto__", "ｆ8", "<f99999"],
  ).map((descr) => `'descr': '${descr}'`),
  fc.constantFrom("[('a', '<f4')]", "None", '"<f8"', "'<f8", "('<f8',)").map((text) =>
    `'descr': ${text}`
  ),
  fc.constantFrom("False", "True", "false", "0", "None", "'True'").map((text) =>
    `'fortran_order': ${text}`
  ),
  shapes.map((text) => `'shape': ${text}`),
  fc.constantFrom("'colour': 3", "'__proto__': 1", "", "'shape': (1,) * 10**9", "3: 4"),
];
/** What there is mostly: the bytes behind the header decide. */
const likely = [
  fc.constantFrom("<f8", "<f4", "<i8", "|u1").map((descr) => `'descr': '${descr}'`),
  fc.constantFrom("False", "True").map((text) => `'fortran_order': ${text}`),
  fc.constantFrom("(2, 3)", "(3, 1)", "(1, 6)", "(6,)", "(1, 1)").map((text) => `'shape': ${text}`),
];
const dictionaries = fc.oneof(
  // Mostly the three keys that there must be, in order.
  { weight: 3, arbitrary: fc.tuple(entries[0]!, entries[2]!, entries[3]!) },
  { weight: 4, arbitrary: fc.tuple(likely[0]!, likely[1]!, likely[2]!) },
  fc.array(fc.oneof(...entries), { maxLength: 6 }),
).map((parts) => parts.join(", "));

Deno.test("headers that lie about type, order, shape and their own length", async () => {
  const lie = fc.record({
    header: fc.tuple(
      mostly("{", " {", "", "import os; {"),
      dictionaries,
      mostly(", }", "}", "", "}}", "} + x"),
    ).map((parts) => parts.join("")),
    encoding: mostly("utf8", "utf16"),
    version: mostly([1, 0], [2, 0], [3, 0], [0, 0], [1, 1], [4, 0], [255, 255]),
    length: mostly("true", "short", "long", "huge", "none"),
    values: mostly(48, 0, 6, 8, 16, 24, 47).chain((length) =>
      fc.uint8Array({ minLength: length, maxLength: length })
    ),
  });
  const { worked, refused } = await fuzz(
    lie,
    { seed: 3, cases: CASES.npy.headers },
    (one) => readBoth(fileOf(one)),
  );
  ok(worked > 20 && refused > 50, `${worked} worked, ${refused} were refused`);
});

/** A file with such a header, wrong as it may be. */
function fileOf({ header, encoding, version, length, values }: {
  header: string;
  encoding: string;
  version: readonly number[];
  length: string;
  values: Uint8Array;
}): Uint8Array {
  const text = encoding === "utf8"
    ? new TextEncoder().encode(header)
    : new Uint8Array(Uint16Array.from(header, (one) => one.charCodeAt(0)).buffer);
  const told =
    { true: text.length, short: text.length - 1, long: text.length + 1, none: 0 }[length];
  const field = new DataView(new ArrayBuffer(4));
  field.setUint32(0, told ?? 2 ** 32 - 1, true);
  const width = version[0] === 1 ? 2 : 4;
  return joined([
    MAGIC,
    Uint8Array.from(version),
    new Uint8Array(field.buffer, 0, width),
    text,
    values,
  ]);
}

Deno.test("a shape that the file is too short for is told with its bytes and those of the file", async () => {
  for (const shape of [[2 ** 40, 1], [2 ** 31, 2 ** 15], [2 ** 53, 1]]) {
    const bytes = npyFile({ shape, values: six });
    const before = Deno.memoryUsage().external;
    try {
      await parseTable(bytes, "x.npy");
      ok(false, "no error");
    } catch (error) {
      ok(error instanceof TableError, `${error}`);
      equal(
        error.message,
        `x.npy, byte 128: expected ${8 * shape[0]! * shape[1]!} bytes for shape ` +
          `(${shape.join(", ")}) of <f8, found 48`,
      );
    }
    ok(Deno.memoryUsage().external - before < 2 ** 20);
  }
});
