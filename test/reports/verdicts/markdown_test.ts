import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { verdictsMarkdown } from "../../../lib/reports/verdicts/mod.ts";
import { permitted } from "../../permitted.ts";
import { requireFormatted } from "./fmt.ts";
import { ROWS } from "./invented_rows.ts";

Deno.test("a heading per claim and a table of its readings; markup characters are escaped", () => {
  const lines = verdictsMarkdown(ROWS).split("\n").map((line) =>
    line.startsWith("|")
      ? line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim().replace(/-+/, "-"))
      : line
  );
  const head = [["verdict", "analysis variant", "why"], ["-", "-", "-"]];
  deepEqual(lines, [
    "### “layers \\<lean\\>” (section 4.1)",
    "",
    ...head,
    ["reproduced", "k\\* of fc\\_out \\& fc3", "d = −0.42 bits \\| 95 % interval"],
    ["not reproduced", "exact", "neither outweighs the other"],
    "",
    '### “the "last" drop” (section 4.2)',
    "",
    ...head,
    ["partly reproduced", "zero", "\\<script\\>alert(1)\\</script\\>"],
    "",
    "### “minimal \\[…\\] change” (section 1)",
    "",
    ...head,
    ["undecided", "frozen", "one network has no interval."],
  ]);
});

Deno.test(
  "deno fmt leaves it as it is",
  permitted,
  () => requireFormatted(verdictsMarkdown(ROWS) + "\n"),
);
