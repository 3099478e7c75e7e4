/** What tests say of the most synergistic multiplet. */
import { match, ok, strictEqual as equal } from "node:assert/strict";
import type { Row } from "../../lib/explorer/rows.ts";
import { chanceWords, testWords } from "../../lib/explorer/summary_words.ts";

const words = (text: string) => text.replaceAll("\u00a0", " ");

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
  renumbered: undefined,
  targetP: undefined,
  contributionP: undefined,
  columnsP: undefined,
  proven: true,
  rSquared: undefined,
  irreducible: true,
  rankBias: undefined,
  ...more,
});

Deno.test("each test that was made is told, and no other", () => {
  const of = (more: Partial<Row>, ...tests: ("split" | "target" | "max")[]) =>
    words(chanceWords(row(more), tests, "bits"));
  const split = of({ interval: [-0.4, -0.5, -0.3] }, "split");
  match(split, /^Of the smallest Ω \(3 variables\): in samples that .* on one side of 0\.$/);
  ok(!/p =/.test(split));
  match(of({ interval: [-0.1, -0.2, 0.1] }, "split"), /reaches to both sides of 0/);
  match(of({}, "split"), /could not estimate it/);
  match(of({ columnsP: 0.005 }, "max"), /more extreme than in unrelated variables \(p = 0\.0050\)/);
  match(of({ columnsP: 0.1 }, "max"), /could not be told from that of unrelated variables/);
  const target = of({ targetP: 1, contributionP: 0.01 }, "target");
  match(
    target,
    /with permuted labels it is as extreme or more \(p = 1\); the label's part Δ is 0\.1000 bits \(p = 0\.010\)/,
  );
  match(of({ targetP: 0.01 }, "target"), /less extreme \(p = 0\.010\): the label adds to it/);
  match(of({}, "target"), /the samples allow none of the tests/);
  match(of({ omega: 0.2, columnsP: 0.005 }, "max"), /It is above 0\.$/);
});

Deno.test("the tests of a row stand behind its Ω", () => {
  equal(testWords(row({}), "bits"), "");
  const all = words(testWords(
    row({ interval: [-0.4, -0.5, -0.3], isOther: true, targetP: 0.5, columnsP: 0.005 }),
    "bits",
  ));
  equal(
    all,
    "; in other samples -0.4000 bits (95 % interval -0.5000 to -0.3000, of the multiplet that one half found); " +
      "p = 0.50 (permuted labels); p = 0.0050 (permuted variables)",
  );
});
