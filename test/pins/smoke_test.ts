/**
 * The results of the preset `smoke`, computed anew, are those of the day on which they were pinned: keys
 * of artifacts, bytes of their files, figures, their numbers, verdicts. `write.ts` made the values.
 */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { sha256 } from "../../lib/artifacts/json.ts";
import { inFolder } from "../in_folder.ts";
import { type Pins, pinsOf, textsIn } from "./_pins.ts";
import { runSmoke } from "./_smoke_run.ts";
import { CHANGES, withoutChanges } from "./changes.ts";
import pinned from "./smoke.json" with { type: "json" };

Deno.test("smoke gives the pinned artifacts, figures and verdicts", (t) =>
  inFolder(async (folder) => {
    const run = await runSmoke(folder);
    const now = await pinsOf(run);
    const expected: Pins = pinned;
    // One unit of each variant comes first, file by file: it says what differs.
    await t.step("one unit of each variant", () => deepEqual(now.variants, expected.variants));
    await t.step("all artifacts", () => deepEqual(now.artifacts, expected.artifacts));
    await t.step("figures and their numbers", async () => {
      const texts = Object.entries(await textsIn(run.figures));
      const checksums = texts.map(([name, text]) => [name, sha256(withoutChanges(name, text))]);
      deepEqual(Object.fromEntries(checksums), expected.figures);
    });
    await t.step("verdicts", () => {
      const text = withoutChanges("verdicts", JSON.stringify(run.verdicts, null, 2));
      deepEqual(JSON.parse(text), expected.verdicts);
    });
  }));

Deno.test("a meant change names something that is pinned, and the fault that it mends", () => {
  for (const { where, before, after, mends } of CHANGES) {
    equal(where === "verdicts" || where in pinned.figures, true, where);
    equal(before !== after && mends.length > 10, true, `${where}: ${before}`);
  }
});

Deno.test("changes are taken back from the last to the first, and a stale one is told", () => {
  const change = (before: string, after: string) => ({ where: "a.svg", before, after, mends: "…" });
  const changes = [change("one", "two"), change("two", "three"), {
    ...change("x", "y"),
    where: "b",
  }];
  equal(withoutChanges("a.svg", "three y three", changes), "one y one");
  throws(() => withoutChanges("a.svg", "two", changes), /"three", which changes.ts lists/);
});
