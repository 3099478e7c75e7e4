/** Effects of choices on invented outcomes of known answers. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { choiceEffects, specificationsOf, verdictsOf } from "../../lib/sweeps/effects.ts";
import { claimShares, sharesTitle } from "../../lib/sweeps/figures/verdict_shares.ts";
import { type JudgedReading, type OutcomeRow, outcomeRows } from "../../lib/sweeps/outcomes.ts";
import { words } from "../figures/svg_checks.ts";
import { type Invented, outcome, outcomes } from "./invented.ts";

const effectsOf = (rows: readonly OutcomeRow[]) =>
  choiceEffects(specificationsOf(rows, "claim", () => true));

Deno.test("a sum of main effects is found again, with its shares of the variance", () => {
  // y = 3a + 4b in a full design of two levels: the shares are 9/25 and 16/25.
  const rows = outcomes(
    [0, 1].flatMap((a) =>
      [0, 1].map((b) => ({ levels: { a: `${a}`, b: `${b}`, c: "same" }, values: [3 * a + 4 * b] }))
    ),
  );
  const [first, second, ...others] = effectsOf(rows);
  deepEqual(others, []);
  equal(first!.choice, "b");
  ok(Math.abs(first!.share - 16 / 25) < 1e-12);
  ok(Math.abs(second!.share - 9 / 25) < 1e-12);
  deepEqual(first!.levels.map(({ level, mean, effect, count }) => [level, mean, effect, count]), [
    ["0", 1.5, -4, 2],
    ["1", 5.5, 4, 2],
  ]);
});

Deno.test("the interval of an effect is that of the paired differences of networks", () => {
  // Networks differ by 100, the effect by network is 1, 2, 3.
  const rows = outcomes([
    { levels: { a: "off" }, values: [0, 100, 200] },
    { levels: { a: "on" }, values: [1, 102, 203] },
  ]);
  const [{ levels }] = effectsOf(rows) as [ReturnType<typeof effectsOf>[number]];
  const on = levels.find(({ level }) => level === "on")!;
  equal(on.effect, 2);
  // 2 ± 4.302653 / √3
  equal(on.interval!.map((end) => end.toFixed(4)).join(), "-0.4841,4.4841");
  const uneven = outcomes([
    { levels: { a: "off" }, values: [0, 100, 200] },
    { levels: { a: "on" }, values: [1, 102] },
  ]);
  equal(effectsOf(uneven)[0]!.levels[0]!.interval, undefined);
});

Deno.test("readings with the same numbers count once, and their axis is left out", () => {
  const rows = outcomes([
    { levels: { a: "0", idle: "x" }, values: [1, 2] },
    { levels: { a: "1", idle: "x" }, values: [3, 4] },
    { levels: { a: "0", idle: "y" }, values: [1, 2], sameAs: 1 },
    { levels: { a: "1", idle: "y" }, values: [3, 4], sameAs: 2 },
  ]);
  const found = specificationsOf(rows, "claim", () => true);
  deepEqual(found.map(({ levels }) => levels), [{ a: "0" }, { a: "1" }]);
  deepEqual(effectsOf(rows).map(({ choice, share }) => [choice, share]), [["a", 1]]);
});

Deno.test("a choice of the analysis that repeats an axis is none of its own", () => {
  const rows = outcomes(["0", "1"].flatMap((a) =>
    ["greedy", "exact"].map((search, at) => ({
      reading: Number(a) + 1,
      levels: { a },
      choices: { treatment: `treated ${a}`, search },
      values: [Number(a) + 2 * at],
    }))
  ));
  deepEqual(effectsOf(rows).map(({ choice, kind }) => [choice, kind]), [
    ["search", "analysis"],
    ["a", "training"],
  ]);
});

Deno.test("shares lie between 0 and 1, and in a full design they sum to 1 at most", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 8, maxLength: 8 }),
      (values) => {
        const rows = outcomes(values.map((value, run) => ({
          levels: Object.fromEntries([0, 1, 2].map((bit) => [`a${bit}`, `${run >> bit & 1}`])),
          values: [value],
        })));
        const shares = effectsOf(rows).map(({ share }) => share);
        ok(shares.every((share) => share >= 0 && share <= 1 + 1e-12));
        ok(shares.reduce((sum, share) => sum + share, 0) <= 1 + 1e-9);
      },
    ),
    { seed: 2 },
  );
  deepEqual(effectsOf([]), []);
});

Deno.test("verdicts are counted once a reading, however many estimates it has", () => {
  const two = [
    outcome({ reading: 1, verdict: "mixed", label: "first" }),
    outcome({ reading: 1, verdict: "mixed", label: "second" }),
    outcome({ reading: 2, verdict: "reproduced", label: "first" }),
    outcome({ reading: 3, verdict: "reproduced", label: "first", sameAs: 2 }),
  ];
  const [shares] = claimShares(two);
  deepEqual(shares, {
    claim: "claim",
    judging: "",
    judgedBy: "",
    readings: 2,
    verdicts: { reproduced: 1, mixed: 1 },
  });
  deepEqual(verdictsOf([{ verdict: "mixed" }, { verdict: undefined }]), { mixed: 1 });
});

Deno.test("the title of all verdicts says in how many readings each claim is reproduced", () => {
  const shares = (reproduced: number, claim = "claim", judgedBy = "") => ({
    ...{ claim, judging: "margin", judgedBy, readings: 4 },
    verdicts: { ...(reproduced > 0 && { reproduced }), undecided: 4 - reproduced },
  });
  const title = (...all: Parameters<typeof sharesTitle>[0]) => words(sharesTitle(all));
  equal(title(shares(0)), "No claim is reproduced in any reading");
  equal(title(shares(0), shares(1, "b")), "Reproduced: “b” in 25.0 % of readings");
  equal(
    title(shares(4), shares(1, "b")),
    "Reproduced: “claim” in every reading; “b” in 25.0 % of readings",
  );
  equal(
    title(shares(0, "b", "narrow"), shares(2, "b", "wide")),
    "Reproduced: “b” in 0.0 % to 50.0 %, by the margin",
  );
});

Deno.test("a margin judges the same numbers: they count once in effects, and verdicts once a margin", () => {
  const rows = outcomes(
    [0, 1].flatMap((a) =>
      ["1", "2"].flatMap((margin) =>
        ["x", "y"].map((search): Invented => ({
          ...{ reading: a + 1, levels: { a: `${a}` }, choices: { search, margin } },
          values: [a, a + (search === "x" ? 1 : 2)],
          verdict: margin === "2" ? "reproduced" : "undecided",
        }))
      )
    ),
  );
  const own = specificationsOf(rows, "claim", () => true);
  deepEqual(own.map(({ choices, verdict }) => [choices, verdict]), [
    [{ search: "x" }, "undecided"],
    [{ search: "y" }, "undecided"],
    [{ search: "x" }, "undecided"],
    [{ search: "y" }, "undecided"],
  ]);
  deepEqual(effectsOf(rows).map(({ choice }) => choice).sort(), ["a", "search"]);
  deepEqual(claimShares(rows), [
    { claim: "claim", judging: "margin", judgedBy: "1", readings: 4, verdicts: { undecided: 4 } },
    { claim: "claim", judging: "margin", judgedBy: "2", readings: 4, verdicts: { reproduced: 4 } },
  ]);
});

Deno.test("a choice that changes what is estimated does not only judge", () => {
  const rows = outcomes(
    ["fc3", "fc_out"].flatMap((last) =>
      [`d of fc1`, `d, ${last} − fc1`].map((label): Invented => ({
        ...{ reading: 1, levels: { a: "0" }, choices: { last }, label },
        values: label === "d of fc1" ? [1, 2] : last === "fc3" ? [3, 4] : [5, 6],
        verdict: "mixed",
      }))
    ),
  );
  deepEqual(claimShares(rows).map(({ judgedBy, readings }) => [judgedBy, readings]), [["", 2]]);
});

Deno.test("effects compare what differs in one choice alone, however unbalanced the choices are", () => {
  // Wide networks have further sizes, and small sizes have one search; all effects add up.
  const rows = outcomes([10, 20].flatMap((width) =>
    [
      ["all", "greedy"],
      ["all", "exact"],
      ["small", "exact"],
      ...(width === 20 ? [["common", "greedy"], ["common", "exact"]] : []),
    ].map(([sizes, search]): Invented => {
      const value = width + (search === "exact" ? 1 : 0) + (sizes === "small" ? 0.5 : 0);
      return {
        ...{ reading: width, levels: { width: `${width}` } },
        choices: { sizes: sizes!, search: search! },
        values: [value, value + 2],
      };
    })
  ));
  const effects = effectsOf(rows);
  const effectOf = (choice: string, level: string) =>
    effects.find((one) => one.choice === choice)!.levels.find((one) => one.level === level)!.effect;
  deepEqual(
    [["width", "20"], ["search", "exact"], ["sizes", "small"]].map(([a, b]) => effectOf(a!, b!)),
    [10, 1, 0.5],
  );
  ok(effects.every(({ isClear }) => isClear));
  // Of a choice of which nothing is comparable, there is a mean and no effect.
  const alone = outcomes([
    { levels: { a: "0" }, choices: { search: "x", sizes: "small" }, reading: 1, values: [1] },
    { levels: { a: "0" }, choices: { search: "y", sizes: "large" }, reading: 1, values: [2] },
  ]);
  for (const { levels, share } of effectsOf(alone)) {
    deepEqual([levels.map(({ effect }) => effect), share], [[undefined, undefined], 0]);
  }
});

Deno.test("an effect is clear only where it is so among all effects together", () => {
  // Three networks; the effect is 1 ± 0.27 at 95 %, and ± 0.9 among twenty comparisons.
  const axes = Array.from({ length: 20 }, (_, at) => `a${at}`);
  const rows = (count: number) =>
    outcomes([0, 1].map((level) => ({
      levels: Object.fromEntries(axes.slice(0, count).map((axis) => [axis, `${level}`])),
      values: [0, 0, 0].map((_, at) => level * (1 + (at - 1) / 9)),
    })));
  const clear = (count: number) => effectsOf(rows(count)).map(({ isClear }) => isClear);
  deepEqual(clear(1), [true]);
  const { interval } = effectsOf(rows(1))[0]!.levels[1]!;
  equal(interval!.map((end) => end.toFixed(3)).join(), "0.724,1.276");
  const noisy = outcomes([0, 1].map((level) => ({
    levels: Object.fromEntries(axes.map((axis) => [axis, `${level}`])),
    values: [0, 0, 0].map((_, at) => level * (1 + (at - 1) / 2.6)),
  })));
  for (const { levels, isClear } of effectsOf(noisy)) {
    ok(levels[1]!.interval![0] > 0);
    equal(isClear, false);
  }
});

/** A reading of one claim with these numbers; without numbers it is not tested. */
const judgedReading = (levels: Readonly<Record<string, string>>, mean?: number): JudgedReading => ({
  levels,
  judged: [{
    quotation: { name: "claim" },
    ...{ statement: "", choices: {}, estimates: [] },
    verdict: mean === undefined ? "not tested" : "undecided",
    parts: mean === undefined ? [] : [{ estimate: { label: "y", mean, unit: "" } }],
  }],
});
const sameAs = (...readings: JudgedReading[]) => outcomeRows(readings).map((row) => row.sameAs);

Deno.test("an axis is left out only if it changes nothing in any reading", () => {
  // The bias of a unit matters only where the unit is removed.
  const readings = [
    judgedReading({ removal: "removed", bias: "removed" }, 1),
    judgedReading({ removal: "removed", bias: "kept" }, 2),
    judgedReading({ removal: "frozen", bias: "removed" }, 3),
    judgedReading({ removal: "frozen", bias: "kept" }, 3),
  ];
  deepEqual(sameAs(...readings), [undefined, undefined, undefined, undefined]);
  deepEqual(
    sameAs(
      judgedReading({ width: "10", idle: "0", other: "0" }, 1),
      judgedReading({ width: "10", idle: "1", other: "1" }, 1),
      judgedReading({ width: "20", idle: "0", other: "1" }, 2),
      judgedReading({ width: "20", idle: "1", other: "0" }, 2),
    ),
    [undefined, 1, undefined, 3],
  );
});

Deno.test("readings that could not be tested are the same only where their axes say so", () => {
  deepEqual(
    sameAs(
      judgedReading({ width: "10", idle: "0" }),
      judgedReading({ width: "20", idle: "0" }),
      judgedReading({ width: "30", idle: "0" }, 1),
      judgedReading({ width: "30", idle: "1" }, 1),
      judgedReading({ width: "20", idle: "1" }),
    ),
    [undefined, undefined, undefined, 3, 2],
  );
  deepEqual(sameAs(judgedReading({ a: "0" }), judgedReading({ a: "1" })), [undefined, undefined]);
});
