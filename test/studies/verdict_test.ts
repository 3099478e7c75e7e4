import { strictEqual as equal } from "node:assert/strict";
import { verdictOf } from "../../lib/studies/verdict.ts";

const cases: [string, (boolean | undefined)[], string][] = [
  ["all parts hold", [true, true, true], "reproduced"],
  ["the only part holds", [true], "reproduced"],
  ["some parts hold", [false, true, false], "partly reproduced"],
  ["no part holds", [false, false], "not reproduced"],
  ["one part cannot be judged", [true, undefined], "undecided"],
  ["there is no part", [], "undecided"],
];

for (const [name, parts, verdict] of cases) {
  Deno.test(`${name}: ${verdict}`, () => equal(verdictOf(parts), verdict));
}
