import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { verdictsMarkdown } from "../../lib/verdicts/mod.ts";
import { ROWS } from "./invented_rows.ts";

Deno.test("a table with a line per verdict; a claim is quoted once, markup characters are escaped", () => {
  const cells = verdictsMarkdown(ROWS).split("\n").map((line) =>
    line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim())
  );
  deepEqual(cells.filter((_, line) => line !== 1), [
    ["claim of the paper", "section", "reading", "verdict", "why"],
    [
      "“layers \\<lean\\>”",
      "4.1",
      "k\\* of fc\\_out \\& fc3",
      "reproduced",
      "d = −0.42 bits \\| 95 % interval",
    ],
    ["", "", "exact", "not reproduced", "neither outweighs the other"],
    ['“the "last" drop”', "4.2", "zero", "partly reproduced", "\\<script\\>alert(1)\\</script\\>"],
    ["“minimal \\[…\\] change”", "1", "frozen", "undecided", "one network has no interval."],
  ]);
});

Deno.test("deno fmt leaves the table as it is", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--no-config", "--ext=md", "-"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const source = verdictsMarkdown(ROWS) + "\n";
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(source));
  await writer.close();
  const { code, stdout } = await child.output();
  equal(code, 0);
  equal(new TextDecoder().decode(stdout), source);
});
