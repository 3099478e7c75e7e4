/** Effects of choices on invented outcomes of known answers. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { choiceEffects, specificationsOf, verdictsOf } from "../../lib/sweeps/effects.ts";
import { claimShares, sharesTitle } from "../../lib/sweeps/figures/verdict_shares.ts";
import type { OutcomeRow } from "../../lib/sweeps/outcomes.ts";
import { words } from "../figures/svg_checks.ts";
import { outcome, outcomes } from "./invented.ts";

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
    readings: 2,
    verdicts: { reproduced: 1, mixed: 1 },
  });
  deepEqual(verdictsOf([{ verdict: "mixed" }, { verdict: undefined }]), { mixed: 1 });
});

Deno.test("the title of all verdicts says whether any reading reproduces a claim", () => {
  const shares = (reproduced: number, claim = "claim") => ({
    claim,
    readings: 4,
    verdicts: { ...(reproduced > 0 && { reproduced }), undecided: 4 - reproduced },
  });
  equal(sharesTitle([shares(0)]), "No claim is reproduced in any reading");
  equal(
    words(sharesTitle([shares(0), shares(1, "b")])),
    "“b”: reproduced in 25.0 % of readings",
  );
  equal(sharesTitle([shares(4)]), "“claim” reproduced in every reading");
});
