import { ok } from "node:assert/strict";
import { CASES } from "./_cases.ts";

const sums = Object.entries(CASES).map(([subject, parts]) =>
  [subject, Object.values(parts).reduce((sum, cases) => sum + cases, 0)] as const
);
const total = sums.reduce((sum, [, cases]) => sum + cases, 0);

Deno.test(`${total} cases: ${sums.map((sum) => sum.join(" ")).join(", ")}`, () => {
  ok(total >= 10_000, `${total}`);
});
