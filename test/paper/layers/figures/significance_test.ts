import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { figure1Figure, significanceFigure } from "../../../../lib/paper/figures.ts";
import {
  significanceFinding,
  significanceNotes,
  significanceRows,
} from "../../../../lib/paper/claims/significance_findings.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { words } from "../../../figures/svg_checks.ts";
import { flat, type InventedLayer, inventedLayers, type InventedTests } from "../invented.ts";

const exact = flat(2, -1);
const layersOf = (tests: InventedLayer["tests"]) =>
  inventedLayers([{ fc1: { exact, ...(tests && { tests }) } }, {
    fc1: { exact, ...(tests && { tests }) },
  }]);
const sharesOf = (tests: InventedLayer["tests"]) =>
  significanceFinding(layersOf(tests)).estimates.map(({ label, mean }) =>
    `${words(label)}: ${mean.toFixed(1)}`
  );

Deno.test("finding: shares over networks, sizes below n and both ends", () => {
  const tests = (size: number, end: "synergy" | "redundancy"): InventedTests => ({
    bound: 1,
    // At k = n = 4 there is one multiplet: it does not count.
    pValue: size === 4 || end === "redundancy" ? 0.05 : size === 2 ? 0.0501 : 0.06,
    unadjusted: end === "redundancy" ? 0.94 : 0.95,
    independent: size === 2 ? 0.01 : 1,
    halves: end === "redundancy" ? [2, size === 2 ? 0.05 : 1] : [-1, -0.5],
    ...(size > 2 && { carriedOver: end === "synergy" }),
  });
  deepEqual(sharesOf(tests), [
    "redundancy (max Ω) beyond permuted classes, of 4: 100.0",
    "synergy (min Ω) beyond permuted classes, of 4: 0.0",
    "less extreme than 95 % of permuted classes, of 8: 50.0",
    "same sign on the other half, of 8: 75.0",
    "carried over from one neuron less, of 4: 50.0",
    "beyond independent columns, of 8: 50.0",
  ]);
  equal(
    words(significanceFinding(layersOf(tests)).statement),
    "100.0 % of max Ω and 0.0 % of min Ω go beyond searches with permuted classes",
  );
  deepEqual(significanceRows(layersOf(tests)).map((row) => Object.values(row).map(words)), [
    [
      ...["fc1", "redundancy (max Ω)", "100.0 % of 4", "0.0 % of 4", "50.0 % of 4", "2.00", "0.53"],
      ...["50.0 % of 4", "0.0 % of 2"],
    ],
    [
      ...["fc1", "synergy (min Ω)", "0.0 % of 4", "100.0 % of 4", "50.0 % of 4", "−1.00", "−0.50"],
      ...["100.0 % of 4", "100.0 % of 2"],
    ],
  ]);
  const [below, luck] = significanceNotes(layersOf(tests));
  ok(words(below!).endsWith("in 0.0 % of max Ω and 100.0 % of min Ω."), below!);
  ok(words(luck!).endsWith("by at most 1.48 bits."), luck!);
});

Deno.test("the sign on the other half is that of the half that was searched", () => {
  const shareOf = (halves: readonly [number, number]) => sharesOf(() => ({ bound: 1, halves }))[3];
  equal(shareOf([1, 0.11]), "same sign on the other half, of 8: 100.0");
  equal(shareOf([1, 0.09]), "same sign on the other half, of 8: 0.0");
  equal(shareOf([1, -1]), "same sign on the other half, of 8: 0.0");
  equal(shareOf([-1, -0.11]), "same sign on the other half, of 8: 100.0");
  equal(shareOf([-1, -0.09]), "same sign on the other half, of 8: 0.0");
});

Deno.test("without permutations, nothing is tested, and the figure has the extremes alone", () => {
  const without = layersOf(undefined);
  const message = "Not tested: no permutations of the classes were made";
  deepEqual(significanceFinding(without), { statement: message, estimates: [] });
  equal(significanceFigure(without).title, message);
  deepEqual([significanceRows(without), significanceNotes(without)], [[], []]);
  const [row] = csvRows(significanceFigure(without).csv);
  deepEqual([row!["permuted_classes_p"], row!["other_half_bits"]], ["", ""]);
});

Deno.test("figure 1 has the bound and the other half where extremes were tested, and else neither", () => {
  const textOf = (tests: InventedLayer["tests"]) => {
    const { svg, csv } = figure1Figure(layersOf(tests));
    return { text: words(svg), searches: new Set(csvRows(csv).map(({ search }) => search)) };
  };
  const tested = textOf(() => ({ bound: 1, halves: [2, 1] }));
  ok(tested.text.includes("bound with permuted classes"));
  deepEqual(tested.searches, new Set(["greedy", "exact"]));
  const without = textOf(undefined);
  ok(!without.text.includes("permuted"));
  deepEqual(without.searches, new Set(["greedy"]));
});

Deno.test("an extreme is also compared with the bound under other numbers of the classes", () => {
  const renamings = [flat(1.2, -0.4), flat(0.8, -0.6), flat(3, -3)];
  const tests = (_: number, end: "synergy" | "redundancy") => (
    { bound: end === "synergy" ? -0.5 : 1 }
  );
  const result = inventedLayers([{ fc1: { exact: flat(2, -0.4), renamings, tests } }]);
  // max Ω is outside, min Ω inside: outside are max Ω, then min Ω, then both; both ends of two sizes change.
  const note = words(significanceNotes(result).at(-1)!);
  ok(
    note.startsWith("With the classes numbered in 3 other ways, 50.0 % to 100.0 % of the extremes"),
    note,
  );
  ok(note.includes("4 of 4 change sides at least once"), note);
  // A numbering that was not searched does not count; without any there is no note.
  const notesOf = (wanted: number) => {
    const rows = result.rows.filter(({ renaming = 0 }) => renaming !== wanted);
    return significanceNotes({ ...result, rows }).map(words);
  };
  ok(notesOf(2).at(-1)!.startsWith("With the classes numbered in 2 other ways, 50.0 % to 50.0 % "));
  const { length } = significanceNotes({ ...result, renamings: 0 });
  equal(significanceNotes(result).length, length + 1);
  const rows = result.rows.filter(({ renaming }) => renaming === undefined);
  equal(significanceNotes({ ...result, rows }).length, length);
});

Deno.test("an end that was not tested has empty cells beside the other end", () => {
  const result = layersOf((_, end) =>
    end === "synergy"
      ? { bound: -0.5, independent: 0.2, halves: [-1, -0.8], carriedOver: true }
      : {}
  );
  deepEqual(significanceRows(result).map((row) => Object.values(row).map(words)), [
    ["fc1", "redundancy (max Ω)", "", "", "", "", "", "", ""],
    [
      ...["fc1", "synergy (min Ω)", "100.0 % of 4", "0.0 % of 4", "0.0 % of 4", "−1.00", "−0.80"],
      ...["100.0 % of 4", "100.0 % of 4"],
    ],
  ]);
});

Deno.test("figure: shares of networks stand there for several networks alone", () => {
  const tests = () => ({ bound: 1, halves: [2, 1], carriedOver: true } as const);
  const several = significanceFigure(layersOf(tests));
  const one = significanceFigure(inventedLayers([{ fc1: { exact, tests } }]));
  ok(words(several.svg).includes("all images; share of networks"));
  ok(words(several.svg).includes("Beyond (%)"));
  ok(words(one.svg).includes("all images"));
  ok(!words(one.svg).includes("share of networks") && !words(one.svg).includes("Beyond (%)"));
  // Nothing is said of tests that were not made.
  const bounds = significanceFigure(layersOf(() => ({ bound: 1 })));
  const said = (own: typeof several) =>
    ["Same sign there", "Carried over, not"].map((text) => words(own.svg).includes(text));
  deepEqual([said(several), said(bounds)], [[true, true], [false, false]]);
});
