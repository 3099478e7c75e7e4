import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { ranked, toCsv } from "../../lib/analysis/mod.ts";
import { result } from "./example_result.ts";

Deno.test("CSV has one row a multiplet, quoted where names need it, empty where nothing applies", () => {
  const rows: Record<string, string>[] = parse(toCsv(result), { columns: true });
  deepEqual(rows.map(({ kind, size, rank, multiplet }) => [kind, size, rank, multiplet]), [
    ["synergy", "2", "1", "0 1"],
    ["redundancy", "2", "1", "0 1"],
    ["redundancy", "1", "2", "0"],
    ["given", "1", "", "0"],
  ]);
  equal(rows[0]!.names, 'a,b say "x" [\\n 1,\\n 2\\n]');
  deepEqual([rows[1]!.oInformation, rows[1]!.units, rows[1]!.sInformation], [
    "1.5e-20",
    "nats",
    "",
  ]);
  deepEqual([rows[3]!.totalCorrelation, rows[3]!.multipletCount], ["0.125", ""]);
});

Deno.test("what makes a synergy optimum stands in the last columns, empty where it is not known", () => {
  const [size] = result.sizes;
  const structure = { largestRSquared: 0.5, irreducible: false, rankBias: 0.125 };
  const synergy = { ...ranked(size!.synergy)[0]!, ...structure };
  const text = toCsv({ ...result, sizes: [{ ...size!, synergy }] });
  const lines = text.split("\n").map((line) => line.split(",").slice(-4));
  deepEqual(lines[0], ["largestRSquared", "frustratedTriangles", "irreducible", "rankBias"]);
  const [first, second]: Record<string, string>[] = parse(text, { columns: true });
  const cells = (
    { largestRSquared, frustratedTriangles, irreducible, rankBias }: Record<string, string>,
  ) => [
    largestRSquared,
    frustratedTriangles,
    irreducible,
    rankBias,
  ];
  deepEqual(cells(first!), ["0.5", "", "false", "0.125"]);
  deepEqual(cells(second!), ["", "", "", ""]);
});

Deno.test("values in halves and under other numberings are one cell each, empty where there are none", () => {
  const [size] = result.sizes;
  const synergy = { ...ranked(size!.synergy)[0]!, halves: [-0.5, 0.25], renumbered: [-1, 0.125] };
  const rows: Record<string, string>[] = parse(
    toCsv({ ...result, sizes: [{ ...size!, synergy } as typeof size & object] }),
    { columns: true },
  );
  deepEqual(rows.map(({ halves, renumbered }) => [halves, renumbered]), [
    ["-0.5 0.25", "-1 0.125"],
    ["", ""],
    ["", ""],
    ["", ""],
  ]);
});
