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

/** The rounding errors of a column with these cells: a number, and a share of each value. */
async function errorsOf(...cells: string[]): Promise<[resolution: number, roundoff: number]> {
  const { columns: [column] } = await parseTable(utf8(`a\n${cells.join("\n")}\n`), "x.csv");
  return [column!.resolution, column!.roundoff];
}

const DOUBLE = 2 ** -53;

Deno.test("numbers with a fixed last digit are rounded by half a unit of it", async () => {
  deepEqual(await errorsOf("1.25", "3.5", "100"), [0.005, DOUBLE]);
  deepEqual(await errorsOf("1.25e-3", "3.50e-3", "9.75e-3"), [0.5 * 1e-5, DOUBLE]);
  deepEqual(await errorsOf("0.1", "NA", "-0.3"), [0.05, DOUBLE]);
});

Deno.test("numbers with a fixed count of digits are rounded by a share of each", async () => {
  deepEqual(
    await errorsOf("1234.57", "0.00123457", "1.23457e-7", "12.3457"),
    [0, 0.5 * 10 ** -5],
  );
  deepEqual(await errorsOf("1.5e3", "2.5e4", "1.7e3"), [0, 0.5 * 10 ** -1]);
});

Deno.test("integers have no rounding error, in any notation that gives the last digit", async () => {
  for (
    const cells of [["1", "20", "-3"], ["1.0", "2.0"], ["1.000e+00", "2.500e+03"], ["0", "0.0"]]
  ) {
    deepEqual(await errorsOf(...cells), [0, 0], `${cells}`);
  }
  deepEqual(await errorsOf("1e5", "2e5"), [0.5e5, DOUBLE]);
});

Deno.test("integers beyond 2⁵³ are rounded as float64, which a notice tells", async () => {
  const file = (...cells: string[]) => parseTable(utf8(`a\n${cells.join("\n")}\n`), "x.csv");
  const { columns, notices } = await file("9007199254740993", "-1");
  deepEqual(notices, ['integers beyond ±2⁵³ were rounded in "a"']);
  equal(columns[0]!.roundoff, DOUBLE);
  for (
    const cells of [["9007199254740991"], ["9007199254740994"], ["1e20"], ["1.5e300"], [
      "9007199254740993.0",
    ]]
  ) {
    deepEqual((await file(...cells)).notices, [], `${cells}`);
  }
});

Deno.test("digits beyond those of float64 do not make a column more exact than float64", async () => {
  const [, roundoff] = await errorsOf("0.1000000000000000055511151231257827", "0.25");
  equal(roundoff, DOUBLE);
});

Deno.test("printed numbers differ from the true ones by no more than the rounding errors", async () => {
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
      const [resolution, roundoff] = await errorsOf(...cells);
      cells.forEach((cell, at) => {
        const error = Math.abs(Number(cell) - numbers[at]!);
        const most = Math.max(resolution, roundoff * Math.abs(Number(cell)));
        // Among few digits a zero of a fixed last digit looks like one of a fixed count.
        const isZero = Number(cell) === 0 && resolution === 0;
        ok(isZero || error <= most * (1 + 1e-9) + 2 ** -1022, `${cell}: ${error} ${most}`);
      });
    }),
    { seed: 11, numRuns: 200 },
  );
});
