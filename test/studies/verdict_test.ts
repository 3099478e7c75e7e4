import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import {
  claimSummaries,
  headlineOf,
  type Outcome,
  variantText,
  type Verdict,
  verdictOf,
  VERDICTS,
} from "../../lib/studies/verdict.ts";

const outcome = fc.constantFrom<Outcome>("established", "opposed", "open");

const cases: [string, Outcome[], Verdict][] = [
  ["all parts are established", ["established", "established"], "reproduced"],
  ["the only part is established", ["established"], "reproduced"],
  ["one part is open", ["established", "open"], "partly reproduced"],
  ["one part is opposed", ["established", "open", "opposed"], "mixed"],
  ["all parts are open", ["open", "open"], "undecided"],
  ["nothing is established, one part is opposed", ["open", "opposed"], "contradicted"],
  ["all parts are opposed", ["opposed", "opposed"], "contradicted"],
  ["there is no part", [], "not tested"],
];

for (const [name, parts, verdict] of cases) {
  Deno.test(`${name}: ${verdict}`, () => equal(verdictOf(parts), verdict));
}

Deno.test("the order of parts does not matter", () => {
  fc.assert(fc.property(fc.array(outcome), (parts) => {
    equal(verdictOf(parts.toReversed()), verdictOf(parts));
  }));
});

type Cell = readonly [layer: string, search: string, sizes: string, verdict: Verdict];
const variants = (cells: readonly Cell[]) =>
  cells.map(([layer, search, sizes, verdict]) => (
    { choices: { "last layer": layer, search, sizes }, verdict }
  ));

const headlines: [string, Cell[], string][] = [
  ["no variant", [], "not tested by this preset"],
  ["all agree", [["a", "x", "1", "mixed"], ["b", "y", "2", "mixed"]], "mixed"],
  [
    "variants that were not tested do not count",
    [["a", "x", "1", "mixed"], ["b", "x", "1", "not tested"]],
    "mixed",
  ],
  [
    "one choice separates them",
    [["a", "x", "1", "undecided"], ["a", "y", "1", "undecided"], ["b", "x", "1", "reproduced"]],
    "depends on the last layer (reproduced: b; undecided: a)",
  ],
  [
    "of several choices that separate them, the first one listed",
    [["a", "x", "1", "mixed"], ["b", "y", "2", "contradicted"]],
    "depends on the last layer (mixed: a; contradicted: b)",
  ],
  [
    "one choice of three values",
    [["a", "x", "1", "mixed"], ["b", "x", "1", "mixed"], ["c", "x", "1", "reproduced"]],
    "depends on the last layer (reproduced: c; mixed: a, b)",
  ],
  [
    "two choices separate them, none alone",
    [
      ["a", "x", "1", "reproduced"],
      ["a", "y", "1", "mixed"],
      ["b", "x", "1", "mixed"],
      ["b", "y", "1", "reproduced"],
    ],
    "depends on the last layer and the search (2 reproduced: a, x and b, y; 2 mixed: a, y and b, x)",
  ],
  [
    "three choices are needed",
    (["a", "b"] as const).flatMap((layer, i) =>
      ["x", "y"].flatMap((search, j) =>
        ["1", "2"].map((sizes, k): Cell => [
          layer,
          search,
          sizes,
          (i + j + k) % 2 === 0 ? "reproduced" : "contradicted",
        ])
      )
    ),
    "depends on several choices (4 reproduced, 4 contradicted)",
  ],
];

for (const [name, cells, headline] of headlines) {
  Deno.test(`headline where ${name}: ${headline}`, () => {
    equal(headlineOf(variants(cells)), headline);
  });
}

Deno.test("a headline that names choices separates the variants, and no smaller set does", () => {
  const value = fc.constantFrom("p", "q");
  const verdict = fc.constantFrom<Verdict>("reproduced", "mixed");
  const tables = fc.uniqueArray(fc.tuple(value, value, value), {
    minLength: 1,
    selector: (cells) => cells.join(),
  });
  fc.assert(
    fc.property(tables, fc.array(verdict, { minLength: 8, maxLength: 8 }), (cells, verdicts) => {
      const rows = variants(cells.map((cell, at): Cell => [...cell, verdicts[at]!]));
      const names = ["last layer", "search", "sizes"] as const;
      const separating = (own: readonly (typeof names[number])[]) =>
        [...Map.groupBy(rows, ({ choices }) => own.map((name) => choices[name]).join()).values()]
          .every((cell) => new Set(cell.map((row) => row.verdict)).size === 1);
      const sets = [
        [],
        ...names.map((name) => [name]),
        [names[0], names[1]],
        [names[0], names[2]],
        [names[1], names[2]],
      ];
      const smallest = sets.find(separating);
      const expected = smallest === undefined
        ? "depends on several choices"
        : smallest.length === 0
        ? rows[0]!.verdict
        : `depends on the ${smallest.join(" and the ")}`;
      equal(headlineOf(rows).replace(/ \(.*/, ""), expected);
    }),
    { seed: 5 },
  );
});

Deno.test("readings make the headline, controls stand beside it", () => {
  const row = (claim: string, last: string, verdict: Verdict, control?: string) => (
    { claim, section: "1", choices: { last }, control, verdict, reason: "" }
  );
  const rows = [
    row("first", "a", "mixed"),
    row("first", "a", "reproduced", "untrained"),
    row("second", "a", "undecided"),
    row("first", "b", "mixed"),
    row("first", "b", "reproduced", "untrained"),
  ];
  const [first, second] = claimSummaries(rows);
  deepEqual([first!.headline, second!.headline], ["mixed", "undecided"]);
  deepEqual(first!.readings, [rows[0], rows[3]]);
  deepEqual(first!.controls, [
    { name: "untrained", headline: "reproduced", rows: [rows[1], rows[4]] },
  ]);
  deepEqual(second!.controls, []);
  equal(variantText(rows[0]!), "last: a");
});

Deno.test("verdicts are ordered from best to worst", () => {
  deepEqual([VERDICTS[0], VERDICTS.at(-2)], ["reproduced", "contradicted"]);
});
