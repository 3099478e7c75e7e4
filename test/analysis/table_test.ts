import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { toTable } from "../../lib/analysis/mod.ts";
import { result } from "./example_result.ts";

Deno.test("the table states units, encoding, bias, notes, and aligns its columns", () => {
  const plain = { ...result, featureNames: ["a", "b", "dead"] };
  const lines = toTable(plain).split("\n");
  deepEqual(lines, [
    "50 samples of 3 variables; target encoding model; exact search",
    "O-information in nats, not bias-corrected; above 0 redundancy, below 0 synergy",
    "",
    "size  multiplets     extreme   Ω(X,y)    Ω(X)  target's part  multiplet",
    "   2           1     synergy  -0.2500  0.0000        -0.2500  a b",
    "   2           1  redundancy   0.0000  0.0000         0.0000  a b",
    "   2           1  redundancy   0.0000  0.0000         0.0000  a",
    "",
    "Ω(X,y)    Ω(X)  target's part  TC(X,y)  DTC(X,y)  S(X,y)  multiplet",
    "0.0000  0.0000         0.0000   0.1250    0.1250  0.2500  a",
    "",
    'Dropped column 2 ("dead"): constant.',
    "Warning: Careful with [1, 2].",
    "",
  ]);
});

Deno.test("without a target the table has no columns of one; names with spaces are quoted", () => {
  const alone = { ...result, targetEncoding: "none", featureNames: ["a b", "c", "dead"] } as const;
  deepEqual(toTable(alone).split("\n").slice(3, 9), [
    "size  multiplets     extreme    Ω(X)  multiplet",
    '   2           1     synergy  0.0000  "a b" c',
    '   2           1  redundancy  0.0000  "a b" c',
    '   2           1  redundancy  0.0000  "a b"',
    "",
    "  Ω(X)   TC(X)  DTC(X)    S(X)  multiplet",
  ]);
});

Deno.test("a table may have more rows than a call can have arguments", () => {
  const { synergy } = result.sizes[0]!;
  const top = Array(200_000).fill("top" in synergy ? synergy.top[0] : synergy);
  const long = { ...result, sizes: [{ ...result.sizes[0]!, synergy: { top } }] };
  equal(
    toTable(long).split("\n").filter((line) => line.includes("synergy  -0.2500")).length,
    200_000,
  );
});
