import { strictEqual as equal } from "node:assert/strict";
import { finding } from "../../lib/plots/finding.ts";

Deno.test("what a single network shows is said of that network", () => {
  equal(finding({ networks: [{ index: 3 }] }, "synergy wins"), "In network 3 synergy wins");
  equal(finding({ networks: [{ index: 3 }, { index: 4 }] }, "synergy wins"), "Synergy wins");
});
