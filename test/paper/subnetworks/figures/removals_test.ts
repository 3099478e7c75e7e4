import { strictEqual as equal } from "node:assert/strict";
import { clausesByRemoval } from "../../../../lib/paper/subnetworks/figures/looks.ts";
import { REMOVALS } from "../../../../lib/selection/mod.ts";

Deno.test("what holds for both removals is said once, and nothing of those without a clause", () => {
  const said = (zero?: string, frozen?: string) =>
    clausesByRemoval(
      REMOVALS.map((removal) => ({ removal })),
      ([own]) => ({ zero, frozen })[own!.removal],
    );
  equal(said("a", "b"), "a with the others removed; b with the others frozen");
  equal(said("a", "a"), "a, whether the others are removed or frozen");
  equal(said(undefined, "b"), "b with the others frozen");
  equal(said(), "");
});
