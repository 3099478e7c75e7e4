/** What a result says in sentences: of each end, of its tests, and of what the numbers do not say. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import type { AnalysisResult } from "../../lib/analysis/mod.ts";
import { analyse } from "../../lib/analysis/mod.ts";
import { pValueText } from "../../lib/explorer/number_words.ts";
import { type Row, rowsOf } from "../../lib/explorer/rows.ts";
import {
  caveats,
  chanceWords,
  extremeWords,
  isWhole,
  missingWords,
  mostExtreme,
  onlyPairsWords,
  pairWords,
  partWords,
  rescoredWords,
  sizesWords,
  smallerSet,
  testWords,
  unseenWords,
} from "../../lib/explorer/summary_words.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { words } from "../figures/svg_checks.ts";

const row = (more: Partial<Row>): Row => ({
  key: "synergy.3.1",
  kind: "synergy",
  end: "min Ω",
  size: 3,
  rank: 1,
  multiplet: [0, 1, 2],
  names: "a, b, c",
  members: ["a", "b", "c"],
  shownNames: "a, b, c",
  omega: -0.5,
  objective: undefined,
  features: -0.6,
  target: 0.1,
  interval: undefined,
  isOther: false,
  carriedOver: undefined,
  contained: undefined,
  split: undefined,
  renumbered: undefined,
  targetP: undefined,
  targetAlone: undefined,
  contributionP: undefined,
  columnsP: undefined,
  rescored: undefined,
  proven: true,
  rSquared: undefined,
  irreducible: true,
  rankBias: undefined,
  ...more,
});

type Test = "split" | "target" | "max";
const chance = (more: Partial<Row>, tests: readonly Test[], objective?: "total-correlation") =>
  words(chanceWords(row(more), {
    units: "bits",
    significance: { tests },
    ...(objective && { objective }),
  }));
const HIGH = { kind: "redundancy", end: "max Ω", omega: 0.5 } as const;

Deno.test("each test that was made is told, and no other", () => {
  const split = chance({ interval: [-0.4, -0.5, -0.3] }, ["split"]);
  equal(
    split,
    "The smallest Ω (3 variables): In samples that took no part in the search, its 95 % interval is below 0.",
  );
  match(chance({ interval: [0.4, 0.3, 0.5] }, ["split"]), /is above 0\./);
  match(chance({ interval: [-0.1, -0.2, 0.1] }, ["split"]), /its 95 % interval includes 0\./);
  match(
    chance({ interval: [-0.4, -0.5, -0.3], isOther: true }, ["split"]),
    /interval of another multiplet, which one half of the samples found \(†\), is below 0/,
  );
  match(chance({}, ["split"]), /could not estimate it/);
  equal(
    chance({ columnsP: 0.005, targetP: 0.5 }, ["max"]),
    "The smallest Ω (3 variables) is more extreme than searches of unrelated variables give (p = 0.005).",
  );
  match(chance({ columnsP: 0.1 }, ["max"]), /could not be told from that of unrelated variables/);
  match(chance({}, ["target"]), /the samples allow none of the tests/);
});

Deno.test("both ends are told, each with its number of variables", () => {
  match(
    chance({ ...HIGH, size: 5, columnsP: 0.005 }, ["max"]),
    /^The largest Ω \(5 variables\) is more extreme than/,
  );
  match(chance({ size: 1000, columnsP: 0.005 }, ["max"]), /\(1,000 variables\)/);
});

Deno.test("an extreme on the other side of 0 is no evidence of chance: its one-sided test says nothing", () => {
  for (const p of [1, 0.01]) {
    const low = chance({ omega: 2.5, columnsP: p }, ["max"]);
    equal(
      low,
      "The smallest Ω (3 variables) is above 0: no multiplet is synergistic, and the test of the synergistic end with " +
        "permuted variables says nothing.",
    );
    const high = chance({ ...HIGH, omega: -0.5, columnsP: p, proven: false }, ["max"]);
    match(
      high,
      /is below 0: no multiplet that was found is redundant, and the test of the redundant/,
    );
  }
});

Deno.test("permuted labels: less extreme, not told apart, or more extreme, by the p of the extreme alone", () => {
  const of = (targetP: number, targetAlone: number, more: Partial<Row> = {}) =>
    chance({ targetP, targetAlone, contributionP: 0.01, ...more }, ["target"]);
  match(
    of(0.01, 0.01),
    /find less extreme values \(p = 0\.01\); the label's part Δ is 0\.1000 bits/,
  );
  for (const [p, alone] of [[0.07, 0.02], [0.95, 0.455], [1, 0.6]] as const) {
    match(of(p, alone), /It could not be told from searches with permuted labels/);
    ok(!/less extreme|as extreme or more/.test(of(p, alone)));
  }
  match(
    of(1, 1),
    /The label makes it less extreme than searches with permuted labels find \(p = 1\)/,
  );
  // Only where Δ says so.
  match(of(1, 1, { target: -0.1 }), /Searches with permuted labels find more extreme values/);
  match(of(1, 1, { contributionP: 0.7 }), /Searches with permuted labels find more extreme values/);
});

Deno.test("the label adds to an extreme only with a significant Δ of its sign", () => {
  const adds = (more: Partial<Row>) =>
    /: the label adds to it\./.test(
      chance({ targetP: 0.01, targetAlone: 0.01, target: -0.3, contributionP: 0.01, ...more }, [
        "target",
      ]),
    );
  ok(adds({}));
  ok(!adds({ target: 0.3 }));
  ok(!adds({ contributionP: 0.2 }));
  ok(!adds({ contributionP: undefined }));
  ok(!adds({ targetP: 0.2 }));
  ok(adds({ ...HIGH, target: 0.3 }));
  ok(!adds({ ...HIGH, target: -0.3 }));
  // A label that depends on one member alone gives small p-values too: Ω has to differ from 0.
  ok(!adds({ omega: -0.001 }));
  ok(!adds({ interval: [-0.1, -0.2, 0.1] }));
  ok(adds({ interval: [-0.1, -0.2, -0.05] }));
  match(
    chance(
      { targetP: 0.01, targetAlone: 0.01, target: -0.01, contributionP: 0.01, omega: -0.001 },
      [
        "target",
      ],
    ),
    /; that the label adds to it is not shown\.$/,
  );
});

Deno.test("the pair of p-values is told in one sentence", () => {
  const of = (columnsP: number, targetP: number, more: Partial<Row> = {}) =>
    pairWords(row({ columnsP, targetP, targetAlone: targetP, ...more }));
  equal(
    of(0.005, 1, { target: 0.2, contributionP: 0.01 }),
    "the variables depend on each other, and the label makes this less extreme",
  );
  match(of(0.005, 1)!, /it is not shown that the label adds/);
  match(of(0.005, 0.01, { target: -0.2, contributionP: 0.01, omega: -0.001 })!, /not shown that/);
  match(of(0.005, 0.3)!, /it is not shown that the label adds/);
  equal(of(0.3, 0.3), "no dependence is shown");
  match(of(0.005, 0.01, { target: -0.2, contributionP: 0.01 })!, /^the label adds/);
  match(of(0.005, 0.01)!, /depends on the label, but it is not shown that the label adds/);
  equal(pairWords(row({ columnsP: 0.01 })), undefined);
  equal(pairWords(row({ targetP: 0.01 })), undefined);
});

Deno.test("the tests of a row stand behind its Ω, with an interval that includes 0", () => {
  deepEqual(testWords(row({}), "bits"), []);
  deepEqual(
    testWords(
      row({ interval: [-0.4, -0.5, 0.3], isOther: true, targetP: 0.5, columnsP: 0.005 }),
      "bits",
    ).map(words),
    [
      "in other samples −0.4000 bits (95 % interval −0.5000 to 0.3000, which includes 0; of another multiplet, which one half " +
      "of the samples found)",
      "p = 0.5 (permuted labels)",
      "p = 0.005 (permuted variables)",
    ],
  );
  ok(!/includes 0/.test(testWords(row({ interval: [-0.4, -0.5, -0.3] }), "bits").join()));
});

Deno.test("p-values have one form", () => {
  deepEqual([1, 0.9999, 0.05, 0.005, 0.0012345, 0.455].map(pValueText), [
    "1",
    "1",
    "0.05",
    "0.005",
    "0.0012",
    "0.46",
  ]);
});

Deno.test("a smaller set that has as much is named with its Ω, without a test", () => {
  const details = {
    multiplets: [{ multiplet: [0, 1, 2], gradients: [-0.6, 0.1, null] }],
  };
  const own = row({ irreducible: false });
  deepEqual(smallerSet(own, details), { names: "a, c", omega: -0.6 });
  deepEqual(partWords(own, details, "bits").map(words), [
    "a, c alone have Ω = −0.6000 bits (by the estimate alone, without a test)",
  ]);
  match(partWords(own, undefined, "bits")[0]!, /^a set of one member less has at least as much/);
  deepEqual(partWords(row({}), details, "bits"), []);
  const members = Array.from({ length: 12 }, (_, at) => `x${at}`);
  const multiplet = members.map((_, at) => at);
  const many = { multiplets: [{ multiplet, gradients: multiplet.map((at) => at === 3 ? 1 : -1) }] };
  equal(
    smallerSet({ multiplet, members, omega: 0 }, many)?.names,
    "the set without x3",
  );
});

Deno.test("what is not shown to be more than its best part is told", () => {
  const of = (more: Partial<Row>) => partWords(row(more), undefined, "bits");
  deepEqual(of({ carriedOver: true, contained: "a, b" }), [
    "not shown to be more extreme than its own best part, a, b",
  ]);
  match(of({ carriedOver: true, isOther: true })[0]!, /^what one half of the samples found/);
  deepEqual(of({ carriedOver: false }), []);
});

Deno.test("no multiplet has Ω < 0 only where that is so; a small one is close to 0", () => {
  const of = (more: Partial<Row>, isProven = true) => {
    const text = missingWords(row(more), isProven, "bits");
    return text && words(text);
  };
  equal(of({ omega: -0.5 }), undefined);
  equal(of({ omega: -0.0045 }), "The smallest Ω is −0.0045 bits, close to 0 (3 variables).");
  equal(of({ omega: 0.02 }), "No multiplet has Ω < 0: the smallest Ω is 0.0200 bits.");
  match(of({ omega: 0.02 }, false)!, /^No multiplet that was found has/);
  equal(
    of({ ...HIGH, omega: -0.02 }),
    "No multiplet has Ω > 0: the largest Ω is −0.0200 bits.",
  );
  equal(of({ ...HIGH, omega: 0.004 }), "The largest Ω is 0.0040 bits, close to 0 (3 variables).");
});

Deno.test("an extreme over sizes is the best of all only if every size was compared", () => {
  const rows = [row({ size: 3 }), row({ size: 4, omega: -1, proven: false }), row(HIGH)];
  equal(mostExtreme(rows, "synergy")?.size, 4);
  equal(mostExtreme(rows, "redundancy")?.omega, 0.5);
  deepEqual([isWhole(rows, "synergy"), isWhole(rows, "redundancy")], [false, true]);
  equal(unseenWords({ estimator: "mine", targetEncoding: "none" }), "");
  match(
    unseenWords({ estimator: "gaussian-copula", targetEncoding: "none" }),
    /pairs only: synergy/,
  );
});

Deno.test("what p-values do not say stands beside them, for the tests that were made", () => {
  const of = (...tests: Test[]) =>
    caveats({ targetEncoding: "copula", significance: { tests, draws: 199 } });
  deepEqual(caveats({ targetEncoding: "copula" }), []);
  deepEqual(of("split").map((text) => text.split(" ")[1]), ["interval"]);
  const all = of("split", "target", "max").join(" ");
  match(all, /all of them test one hypothesis, and it is never below 0\.005\./);
  match(all, /something depends on something, no more\./);
  match(
    all,
    /search chose the multiplet\. It is two-sided, .* false discovery rate, and never below 0\.01\./,
  );
  ok(!of("max").join().includes("Δ"));
});

Deno.test("another measure: no words about sides of 0; a value below 0 is an error of the estimate", () => {
  const text = chance({ objective: 0.3, columnsP: 0.005, interval: [1, 1, 1] }, [
    "max",
    "split",
  ], "total-correlation");
  match(
    text,
    /^The smallest TC \(3 variables\) is more extreme than searches[^.]* \(p = 0\.005\)\.$/,
  );
  const behind = (more: Partial<Row>) => extremeWords(row(more), { units: "bits" });
  const tests = { columnsP: 0.01, targetP: 1, targetAlone: 1, irreducible: false };
  deepEqual(behind({ ...tests, objective: -0.001 }).map(words), [
    "p = 1 (permuted labels)",
    "p = 0.01 (permuted variables)",
    "the true value is never below 0, so this one shows the error of the estimate",
  ]);
  deepEqual(behind({ objective: 0.001 }), []);
  const ofOmega = behind(tests);
  equal(ofOmega.length, 4);
  match(ofOmega[0]!, /one member less/);
  match(ofOmega[3]!, /not shown that the label adds/);
  const rows = [row({ objective: 0.2 }), row({ objective: 0.1, size: 2, omega: 3 })];
  equal(mostExtreme(rows, "synergy")?.size, 2);
});

Deno.test("the number of another estimator stands beside that of the search, or why there is none", () => {
  const result = {
    units: "bits",
    estimator: "gaussian-copula",
    rescoring: {
      estimator: "bins",
      settings: {},
      found: { rescored: 1, reported: 1 },
    },
  } as const;
  const of = (rescored: Row["rescored"]) => {
    const text = rescoredWords(row({ rescored }), result);
    return text && words(text);
  };
  equal(
    of({
      measures: {
        oInformation: {
          value: -0.45,
          reference: { mean: -0.001, standardDeviation: 0.002, truth: 0 },
        },
      },
      warnings: [],
    }),
    "by the estimator bins, Ω is −0.4500 bits (reference: −0.0010 bits, standard deviation 0.0020 bits); −0.5000 bits by " +
      "gaussian-copula",
  );
  match(of({ measures: {}, warnings: [] })!, /no value, because the error of that estimator/);
  match(of({ refused: "too few samples" })!, /has no value: too few samples$/);
  equal(of(undefined), undefined);
  equal(rescoredWords(row({}), { units: "bits", estimator: "gaussian-copula" }), undefined);
});

Deno.test("only pairs without a label: advice that can be followed; sizes say why others are missing", async () => {
  const of = async (variables: number, sizes?: number[], labels?: boolean) => {
    const own = mixedSignals({ variables, samples: 300, seed: 5, noise: 0.7 });
    return await analyse(own.features, labels ? own.labels : undefined, sizes ? { sizes } : {});
  };
  const two: AnalysisResult = await of(2);
  deepEqual(rowsOf(two), []);
  match(onlyPairsWords(two)!, /Give a file with at least 3 variables, or labels\.$/);
  match(onlyPairsWords(await of(4, [2]))!, /Choose sizes from 3 on/);
  equal(onlyPairsWords(await of(4)), undefined);
  equal(onlyPairsWords(await of(2, [2], true)), undefined);
  deepEqual(sizesWords(await of(4, undefined, true)), ["Sizes searched: 2 to 4"]);
  match(sizesWords(await of(4))[0]!, /pairs are not in the table/);
  match(sizesWords(await of(4, [3]))[0]!, /^Sizes searched: 3; other sizes were not asked for/);
});
