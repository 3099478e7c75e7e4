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
    reading: `variant ${at}`,
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
      "1 reproduced, 1 not reproduced",
      "d = −0.42 bits \\| 95 % interval",
    ],
    [
      '“the "last" drop” (section 4.2)',
      "1 partly reproduced",
      "\\<script\\>alert(1)\\</script\\>",
    ],
    ["“minimal \\[…\\] change” (section 1)", "1 undecided", "one network has no interval"],
  ]);
});

Deno.test("every outcome is counted, from best to worst; those that do not occur are left out", () => {
  const count = (verdicts: readonly Verdict[]) => cells(variants(verdicts))[0]![1];
  equal(
    count(["undecided", "not reproduced", "reproduced", "partly reproduced", "reproduced"]),
    "2 reproduced, 1 partly reproduced, 1 not reproduced, 1 undecided",
  );
  equal(count(["not reproduced", "not reproduced"]), "2 not reproduced");
});

Deno.test("the numbers are the first two clauses of the first variant's first sentence", () => {
  const said = (reason: string) => cells(variants(["reproduced"], reason))[0]![2];
  equal(said("a (0.50, 0.10 to 0.90). b (2.00)."), "a (0.50, 0.10 to 0.90)");
  equal(said("a (0.50); b (1.00)."), "a (0.50); b (1.00)");
  equal(said("a (0.50); b (1.00); c (2.00); 95 % intervals."), "a (0.50); b (1.00); …");
  const [first, second] = variants(["reproduced", "undecided"]);
  equal(cells([{ ...first!, reason: "d = 2." }, second!])[0]![2], "d = 2");
});

Deno.test(
  "deno fmt leaves it as it is",
  permitted,
  () => requireFormatted(claimsMarkdown(ROWS) + "\n"),
);
