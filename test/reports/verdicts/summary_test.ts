import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import type { Verdict, VerdictRow } from "../../../lib/paper/mod.ts";
import { claimsMarkdown } from "../../../lib/reports/verdicts/mod.ts";
import { ROWS } from "./invented_rows.ts";

/** Variants of one claim with these verdicts and one reason. */
const variants = (verdicts: readonly Verdict[], reason = "d = 1."): VerdictRow[] =>
  verdicts.map((verdict, at) => ({
    claim: "c",
    section: "4",
    choices: { variant: `${at}` },
    verdict,
    reason,
  }));

Deno.test("one item per claim, in the order of the rows; markup characters are escaped", () => {
  deepEqual(claimsMarkdown(ROWS).split("\n"), [
    "- “layers \\<lean\\>” (section 4.1): **depends on the layer (reproduced: k\\* of fc\\_out \\& fc3; " +
    "contradicted: exact)**. By the first criteria: 1 undecided, 1 not reproduced; of controls: " +
    "1 not reproduced. First variant (reproduced): d = −0.42 bits \\| 95 % interval. Controls: untrained " +
    "\\& new: mixed.",
    '- “the "last" drop” (section 4.2): **partly reproduced**. First variant (partly reproduced): ' +
    "\\<script\\>alert(1)\\</script\\>.",
    "- “minimal \\[…\\] change” (section 1): **undecided**. First variant (undecided): one network has no " +
    "interval.",
  ]);
});

const numbersOf = (rows: readonly VerdictRow[]) =>
  /First variant \(\w+\): (.*?)\.?$/.exec(claimsMarkdown(rows))![1];

Deno.test("the numbers are the first two clauses of the first variant's first sentence", () => {
  const said = (reason: string) => numbersOf(variants(["reproduced"], reason));
  equal(said("a (0.50, 0.10 to 0.90). b (2.00)."), "a (0.50, 0.10 to 0.90)");
  equal(said("a (0.50); b (1.00)."), "a (0.50); b (1.00)");
  equal(said("a (0.50); b (1.00); c (2.00); 95 % intervals."), "a (0.50); b (1.00); …");
  const [first, second] = variants(["reproduced", "undecided"]);
  equal(numbersOf([{ ...first!, reason: "d = 2." }, second!]), "d = 2");
});

Deno.test("controls by verdict: few are named, many counted, those with several verdicts have their numbers", () => {
  const [first] = variants(["undecided"]);
  const control = (name: string, ...verdicts: Verdict[]) =>
    verdicts.map((verdict, at) => (
      { ...first!, choices: { variant: `${at}` }, control: name, verdict }
    ));
  const textOf = (...rows: VerdictRow[][]) =>
    / Controls: (.*)\.$/.exec(claimsMarkdown([first!, ...rows.flat()]))![1];
  equal(textOf(control("a", "undecided"), control("b", "undecided")), "a, b: undecided");
  equal(
    textOf(
      control("a", "undecided"),
      control("b", "contradicted"),
      control("c", "undecided"),
      control("d", "undecided", "undecided"),
    ),
    "3 undecided; b: contradicted",
  );
  const several = ["a", "b", "c"].map((name) => control(name, "mixed", "undecided"));
  equal(textOf(...several, control("d", "mixed")), "a, b, c: 1 mixed, 1 undecided; d: mixed");
  equal(
    textOf(control("a", "mixed", "undecided", "not tested"), control("b", "mixed")),
    "a: 1 mixed, 1 undecided; b: mixed",
  );
  equal(textOf(...["a", "b", "c"].map((name) => control(name, "mixed"))), "a, b, c: mixed");
  equal(
    textOf(control("a", "mixed", "reproduced", "mixed"), control("b", "mixed")),
    "a: 1 reproduced, 2 mixed; b: mixed",
  );
});

Deno.test("controls with the verdicts of the claim in each variant are named, and are “the same”", () => {
  const readings = variants(["mixed", "undecided"]);
  const textOf = (...verdicts: Verdict[]) => {
    const controls = ["random neurons by the same criterion", "MI model by the same criterion"]
      .flatMap((control) => variants(verdicts).map((row) => ({ ...row, control })));
    const other = { ...readings[0]!, control: "d", verdict: "contradicted" } as const;
    return / Controls: (.*)\.$/.exec(claimsMarkdown([...readings, ...controls, other]))![1];
  };
  equal(textOf("mixed", "undecided"), "random, MI model: the same; d: contradicted");
  equal(textOf("undecided", "mixed"), "random, MI model: 1 mixed, 1 undecided; d: contradicted");
});
