/** The table of the page: rows, columns, order and filter, and what the address has of them. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { analyse, ranked } from "../../lib/analysis/mod.ts";
import { columnsOf, type Row, rowsOf, shownRows } from "../../lib/explorer/rows.ts";
import { TERMS } from "../../lib/explorer/terms.ts";
import { addressOfView, viewOf } from "../../lib/explorer/view.ts";
import { addressOf, commandOf, textsOf } from "../../lib/explorer/page/fields.ts";
import { mixedSignals } from "../mixed_signals.ts";

const { features, labels } = mixedSignals({ variables: 5, samples: 300, seed: 5, noise: 0.7 });
const tested = await analyse(features, labels, {
  significance: "all",
  draws: 19,
  sizes: [2, 3],
  multiplets: [[0, 4]],
});
const rows = rowsOf(tested);
const columns = columnsOf(tested, rows);

Deno.test("each multiplet is a row with the numbers of the result", () => {
  deepEqual(rows.map(({ key }) => key), [
    "synergy.2.1",
    "redundancy.2.1",
    "synergy.3.1",
    "redundancy.3.1",
    "given.0",
  ]);
  const best = ranked(tested.sizes[1]!.synergy)[0]!;
  const row = rows[2]!;
  equal(row.omega, best.oInformation);
  deepEqual(row.interval, [
    best.significance!.otherHalf!.value,
    ...best.significance!.otherHalf!.interval,
  ]);
  equal(row.targetP, best.significance!.target!.pValue);
  equal(row.columnsP, best.significance!.columns!.pValue);
  equal(row.contributionP, best.significance!.targetContribution!.pValue);
  equal(rows[4]!.contributionP, tested.multiplets[0]!.significance!.targetContribution!.pValue);
  deepEqual(row.renumbered, best.renumbered);
});

Deno.test("columns without any value are left out; all others have a text", async () => {
  const plain = await analyse(features, undefined, { sizes: [3], details: {} });
  const own = rowsOf(plain);
  const keys = columnsOf(plain, own).map(({ key }) => key);
  for (const absent of ["interval", "targetP", "columnsP", "features", "target", "rank"] as const) {
    ok(!keys.includes(absent), absent);
  }
  const listed = await analyse(features, undefined, { sizes: [3], top: 2 });
  ok(columnsOf(listed, rowsOf(listed)).some(({ key }) => key === "rank"));
  for (const { text } of columns) ok(rows.some((row) => text(row) !== ""));
  const interval = columns.find(({ key }) => key === "interval")!;
  const isHeld = /^−?\d\.\d{4} \(−?\d\.\d{4} to −?\d\.\d{4}(, includes 0)?\)( †)?$/;
  for (const row of rows) {
    match(interval.text(row), isHeld);
    const [, low, high] = row.interval!;
    equal(interval.text(row).includes("includes 0"), low <= 0 && high >= 0);
  }
});

Deno.test("with few samples, the halves that the warning names are a column", async () => {
  const few = mixedSignals({ variables: 5, samples: 60, seed: 5, noise: 0.7 });
  const all = await analyse(few.features, few.labels, { multiplets: [[0, 1]] });
  match(all.warnings[0]!, /half of the samples shows how much, by its value in the other half/);
  const own = rowsOf(all);
  const column = columnsOf(all, own).find(({ key }) => key === "split")!;
  const { split } = ranked(all.sizes[0]!.synergy)[0]!;
  deepEqual(own[0]!.split, [split!.searched, split!.other]);
  deepEqual(own.at(-1)!.split, all.multiplets[0]!.halves);
  for (const row of own) match(column.text(row), /^−?\d\.\d{4}, −?\d\.\d{4}$/);
});

Deno.test("of many members the first are shown, with the number of the others", async () => {
  const wide = mixedSignals({ variables: 11, samples: 300, seed: 5, noise: 0.7 });
  const all = await analyse(wide.features, undefined, { sizes: [11] });
  const [row] = rowsOf(all);
  equal(row!.shownNames, "x0, x1, x2, x3, x4, x5, x6 and 4 more");
  equal(row!.names.split(", ").length, 11);
});

Deno.test("rows are sorted by any column in both directions, and filtered by names, end and size", () => {
  const by = (sort: string) => shownRows(rows, columns, { sort }).map(({ key }) => key);
  const omegas = shownRows(rows, columns, { sort: "omega" }).map(({ omega }) => omega);
  deepEqual(omegas, omegas.toSorted((a, b) => a - b));
  deepEqual(by("-omega"), by("omega").toReversed());
  deepEqual(by("nothing"), rows.map(({ key }) => key));
  const intervals = shownRows(rows, columns, { sort: "-interval" }).map(({ interval }) =>
    interval?.[0] ?? -Infinity
  );
  deepEqual(intervals, intervals.toSorted((a, b) => b - a));
  const names = shownRows(rows, columns, { sort: "names" }).map((row: Row) => row.names);
  deepEqual(names, names.toSorted());
  deepEqual(
    shownRows(rows, columns, { filter: " MAX " }).map(({ end }) => end),
    ["max Ω", "max Ω"],
  );
  deepEqual(
    shownRows(rows, columns, { filter: "x4" }).every(({ names }) => /x4/.test(names)),
    true,
  );
  deepEqual(shownRows(rows, columns, { filter: "no such name" }), []);
});

Deno.test("a whole name in the filter is that member alone; several words are all wanted", async () => {
  const wide = mixedSignals({ variables: 12, samples: 300, seed: 5, noise: 0.7 });
  const all = await analyse(wide.features, undefined, { sizes: [3, 4] });
  const own = rowsOf(all);
  const shown = (filter: string) => shownRows(own, columnsOf(all, own), { filter });
  ok(shown("x1").every(({ members }) => members.includes("x1")));
  const [row] = own;
  deepEqual(shown(row!.members.join(" ")).map(({ key }) => key).includes(row!.key), true);
  deepEqual(
    shown(`${row!.members.join(", ")} max`).every(({ kind }) => kind === "redundancy"),
    true,
  );
});

Deno.test("without labels, pairs are left out: their Ω is 0", async () => {
  const all = await analyse(features, undefined, { sizes: [2, 3] });
  deepEqual(rowsOf(all).map(({ size }) => size), [3, 3]);
  const total = await analyse(features, undefined, { sizes: [2], objective: "total-correlation" });
  const own = rowsOf(total);
  deepEqual(own.map(({ end }) => end), ["min TC", "max TC"]);
  const column = columnsOf(total, own).find(({ key }) => key === "objective")!;
  equal(column.title, "TC, bits");
  ok(own[0]!.objective! < own[1]!.objective!);
});

Deno.test("an address has options and view, and gives them back", () => {
  const texts = { features: "a b.npy", sizes: "2-4", "drop-degenerate": true } as const;
  fc.assert(fc.property(
    fc.record({ sort: fc.string(), filter: fc.string(), open: fc.string() }),
    (any) => {
      const view = Object.fromEntries(Object.entries(any).filter(([, value]) => value !== ""));
      const address = `#${addressOf(texts)}&${addressOfView(view)}`;
      deepEqual(viewOf(address), view);
      deepEqual(textsOf(address), texts);
    },
  ));
  deepEqual(viewOf(""), {});
  deepEqual(textsOf("#sizes=&drop-degenerate=no&unknown=1"), {});
  equal(commandOf(texts), "deno task analyze --features 'a b.npy' --drop-degenerate --sizes 2-4");
});

Deno.test("every column that is a quantity has an explanation", () => {
  for (const { key, term } of columns) {
    if (key !== "names" && key !== "rank") {
      ok(term !== undefined && TERMS[term].text.length > 30, key);
    }
  }
});
