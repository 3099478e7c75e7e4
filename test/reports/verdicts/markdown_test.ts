import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { verdictsMarkdown } from "../../../lib/reports/verdicts/mod.ts";
import { permitted } from "../../permitted.ts";
import { requireFormatted } from "./fmt.ts";
import { ROWS } from "./invented_rows.ts";

Deno.test("a heading and a headline per claim, a table of its variants, its controls; markup characters are escaped", () => {
  const lines = verdictsMarkdown(ROWS).split("\n").map((line) =>
    line.startsWith("|")
      ? line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim().replace(/-+/, "-"))
      : line
  );
  const head = [
    ["analysis variant", "verdict", "by the first criteria", "why"],
    ["-", "-", "-", "-"],
  ];
  deepEqual(lines, [
    "### “layers \\<lean\\>” (section 4.1)",
    "",
    "#### Verdict: depends on the layer (reproduced: k\\* of fc\\_out \\& fc3; contradicted: exact)",
    "",
    "- k\\* before \\<training\\>: 1.",
    "",
    ...head,
    [
      "layer: k\\* of fc\\_out \\& fc3",
      "reproduced",
      "undecided",
      "d = −0.42 bits \\| 95 % interval",
    ],
    ["layer: exact", "contradicted", "not reproduced", "neither outweighs the other"],
    "",
    ["control beside the headline", "verdict"],
    ["-", "-"],
    ["untrained \\& new", "mixed"],
    "",
    ["control", ...head[0]!],
    ["-", ...head[1]!],
    ["untrained \\& new", "layer: exact", "mixed", "not reproduced", "d = 1"],
    "",
    '### “the "last" drop” (section 4.2)',
    "",
    "#### Verdict: partly reproduced",
    "",
    ...head,
    ["others: zero", "partly reproduced", "", "\\<script\\>alert(1)\\</script\\>"],
    "",
    "### “minimal \\[…\\] change” (section 1)",
    "",
    "#### Verdict: undecided",
    "",
    ...head,
    ["others: frozen", "undecided", "", "one network has no interval."],
  ]);
});

Deno.test(
  "deno fmt leaves it as it is",
  permitted,
  () => requireFormatted(verdictsMarkdown(ROWS) + "\n"),
);
