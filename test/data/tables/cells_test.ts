/** Numbers in cells of text, and the rounding of their columns. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import * as fc from "fast-check";
import { parseTable } from "../../../lib/data/tables/mod.ts";
import { CellReader } from "../../../lib/data/tables/text/cells.ts";
import { utf8 } from "./npy_file.ts";

const reader = new CellReader();
function valueOf(cell: string): number {
  const bytes = utf8(cell);
  const ascii = (start: number, end: number) => cell.slice(start, end);
  equal(reader.read({ bytes, ascii }, 0, bytes.length), "number", cell);
  return reader.value;
}

Deno.test("numbers are those of the language, to the last bit, in every notation", () => {
  const part = fc.stringMatching(/^\d{0,12}$/);
  const decimal = fc.record({ sign: fc.constantFrom("", "-", "+"), whole: part, rest: part })
    .map(({ sign, whole, rest }) => `${sign}${whole}.${rest}`);
  const cell = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number.toExponential(18)),
    fc.float({ noNaN: true, noDefaultInfinity: true }).map((number) => number.toPrecision(7)),
    decimal,
    fc.tuple(decimal, fc.integer({ min: -330, max: 330 })).map(([cell, e]) => `${cell}E${e}`),
    fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
  ).filter((cell) => /\d/.test(cell.split(/e/i)[0]!));
  fc.assert(
    fc.property(cell, (cell) => {
      equal(valueOf(cell), Number(cell), cell);
    }),
    { seed: 7, numRuns: 2000 },
  );
});

Deno.test("numbers of 16 to 19 digits are rounded once, also near the middle of two", () => {
  const digits = fc.tuple(fc.integer({ min: 16, max: 19 }), fc.nat(22)).chain(([count, power]) =>
    fc.bigInt({ min: 10n ** BigInt(count - 1), max: 10n ** BigInt(count) - 1n }).map((number) =>
      `${number}e-${power}`
    )
  );
  // Exactly between two numbers, or one unit beside that.
  const middles = fc.record({
    number: fc.integer({ min: 2 ** 52, max: 2 ** 53 - 1 }),
    beside: fc.integer({ min: -1, max: 1 }),
  }).map(({ number, beside }) => `${(BigInt(number) * 10n + 5n) * 10n + BigInt(beside)}e-2`);
  fc.assert(
    fc.property(fc.oneof(digits, middles), (cell) => equal(valueOf(cell), Number(cell), cell)),
    { seed: 8, numRuns: 5000 },
  );
});

Deno.test("digits and the power of the last one are those that are written", () => {
  const cases: [string, number, number][] = [
    ["12.50", 4, -2],
    ["0.00250", 3, -5],
    ["1.250e-3", 4, -6],
    ["-7", 1, 0],
    ["3e2", 1, 2],
    ["00120", 3, 0],
    ["0.00", 0, -2],
    ["inf", 0, 0],
  ];
  for (const [cell, digits, lastDigit] of cases) {
    valueOf(cell);
    deepEqual([reader.digits, reader.lastDigit], [digits, lastDigit], cell);
  }
});

/** Asserts that two numbers are equal but for the last bits. */
function near(actual: number, expected: number): void {
  ok(Math.abs(actual - expected) <= 1e-12 * Math.abs(expected), `${actual} ${expected}`);
}

/** The resolution of a column with these cells. */
async function resolutionOf(...cells: string[]): Promise<number> {
  const { columns } = await parseTable(utf8(`a\n${cells.join("\n")}\n`), "x.csv");
  return columns[0]!.resolution;
}

Deno.test("resolution is half a unit of the last digit of a column", async () => {
  equal(await resolutionOf("1.25", "3.5", "100"), 0.005);
  equal(await resolutionOf("1.25e-3", "3.50e-3", "9.75e-3"), 0.5 * 1e-5);
  // Six significant digits: the largest value is rounded most. The root mean square of all.
  near(
    await resolutionOf("1234.57", "0.00123457", "1.23457e-7", "12.3457"),
    Math.hypot(0.005, 0.5e-8, 0.5e-12, 0.5e-4) / 2,
  );
  near(await resolutionOf("1.5e3", "2.5e4", "1.7e3", "0"), Math.hypot(50, 500, 50) / 2);
  near(await resolutionOf("1.5e200", "2.5e3", "1.7e201", "1.7e201"), 0.5e200);
  near(await resolutionOf("1.5e-200", "2.5e-201", "1.7e-201"), 0.5e-201);
  equal(await resolutionOf("0.1", "NA", "-0.3"), 0.05);
});

Deno.test("integers have no rounding error, in any notation that gives the last digit", async () => {
  for (
    const cells of [["1", "20", "-3"], ["1.0", "2.0"], ["1.000e+00", "2.500e+03"], ["0", "0.0"]]
  ) {
    equal(await resolutionOf(...cells), 0, `${cells}`);
  }
  equal(await resolutionOf("1e5", "2e5"), 0.5e5);
});

Deno.test("integers beyond 2⁵³ are rounded as float64, which a notice tells", async () => {
  const file = (...cells: string[]) => parseTable(utf8(`a\n${cells.join("\n")}\n`), "x.csv");
  const { columns, notices } = await file("9007199254740993", "-1");
  deepEqual(notices, ['integers beyond ±2⁵³ were rounded in "a"']);
  near(columns[0]!.resolution, 2 ** -53 * Math.hypot(2 ** 53, 1) / Math.SQRT2);
  for (
    const cells of [["9007199254740991"], ["9007199254740994"], ["1e20"], ["1.5e300"], [
      "9007199254740993.0",
    ]]
  ) {
    deepEqual((await file(...cells)).notices, [], `${cells}`);
  }
});

Deno.test("digits beyond those of float64 do not make a column more exact than float64", async () => {
  near(
    await resolutionOf("0.1000000000000000055511151231257827", "0.25"),
    2 ** -53 * Math.hypot(0.1, 0.25) / Math.SQRT2,
  );
});

Deno.test("printed numbers differ from the true ones by no more than the resolution, in the root mean square", async () => {
  const values = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), {
    minLength: 30,
    maxLength: 60,
  });
  const formats: ((value: number) => string)[] = [
    (value) => value.toFixed(2),
    (value) => String(Number(value.toFixed(3))),
    (value) => value.toPrecision(6),
    (value) => value.toExponential(4),
  ];
  await fc.assert(
    fc.asyncProperty(values, fc.constantFrom(...formats), async (numbers, format) => {
      const cells = numbers.map(format);
      if (cells.every((cell) => Number.isInteger(Number(cell)))) return;
      const resolution = await resolutionOf(...cells);
      const errors = cells.map((cell, at) => Number(cell) - numbers[at]!);
      const size = Math.hypot(...errors) / Math.sqrt(errors.length);
      ok(size <= resolution * (1 + 1e-9), `${size} ${resolution}`);
    }),
    { seed: 11, numRuns: 200 },
  );
});
