import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import type { Verdict, VerdictRow } from "../../../lib/paper/mod.ts";
import { claimsMarkdown } from "../../../lib/reports/verdicts/mod.ts";
import { requireFormatted } from "./fmt.ts";
import { ROWS } from "./invented_rows.ts";
import { permitted } from "../../permitted.ts";

/** Variants of one claim with these verdicts and one reason. */
const variants = (verdicts: readonly Verdict[], reason = "d = 1."): VerdictRow[] =>
  verdicts.map((verdict, at) => ({
    claim: "c",
    section: "4",
    choices: { variant: `${at}` },
    verdict,
    reason,
  }));

/** The cells of each claim's line. */
const cells = (rows: readonly VerdictRow[]) =>
  claimsMarkdown(rows).split("\n").slice(2).map((line) =>
    line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim())
  );

Deno.test("one line per claim, in the order of the rows; markup characters are escaped", () => {
  deepEqual(cells(ROWS), [
    [
      "“layers \\<lean\\>” (section 4.1)",
      "depends on the layer (reproduced: k\\* of fc\\_out \\& fc3; contradicted: exact)",
      "2 not reproduced, 1 undecided",
      "d = −0.42 bits \\| 95 % interval",
    ],
    [
      '“the "last" drop” (section 4.2)',
      "partly reproduced",
      "",
      "\\<script\\>alert(1)\\</script\\>",
    ],
    ["“minimal \\[…\\] change” (section 1)", "undecided", "", "one network has no interval"],
  ]);
});

Deno.test("the numbers are the first two clauses of the first variant's first sentence", () => {
  const said = (reason: string) => cells(variants(["reproduced"], reason))[0]![3];
  equal(said("a (0.50, 0.10 to 0.90). b (2.00)."), "a (0.50, 0.10 to 0.90)");
  equal(said("a (0.50); b (1.00)."), "a (0.50); b (1.00)");
  equal(said("a (0.50); b (1.00); c (2.00); 95 % intervals."), "a (0.50); b (1.00); …");
  const [first, second] = variants(["reproduced", "undecided"]);
  equal(cells([{ ...first!, reason: "d = 2." }, second!])[0]![3], "d = 2");
});

Deno.test(
  "deno fmt leaves it as it is",
  permitted,
  () => requireFormatted(claimsMarkdown(ROWS) + "\n"),
);
