import { strictEqual as equal } from "node:assert/strict";
import { clausesByRemoval } from "../../../lib/plots/figure2/removals.ts";

Deno.test("what holds for both removals is said once", () => {
  const [zero, frozen] = [
    { removal: "zero", clause: "a" } as const,
    { removal: "frozen", clause: "b" } as const,
  ];
  equal(clausesByRemoval([zero, frozen]), "a with the others removed; b with the others frozen");
  equal(
    clausesByRemoval([zero, { ...frozen, clause: "a" }]),
    "a, whether the others are removed or frozen",
  );
  equal(clausesByRemoval([frozen]), "b with the others frozen");
  equal(clausesByRemoval([]), "");
});
