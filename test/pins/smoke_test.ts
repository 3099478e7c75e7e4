/**
 * The results of the preset `smoke`, computed anew, are those of the day on which they were pinned: keys
 * of artifacts, bytes of their files, figures, their numbers, verdicts. `write.ts` made the values.
 */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { sha256 } from "../../lib/system/artifacts/json.ts";
import { inFolder } from "../in_folder.ts";
import { type Pins, pinsOf, textsIn } from "./_pins.ts";
import { runSmoke } from "./_smoke_run.ts";
import { CHANGES, comparedChecksum, expectedChecksum, withoutChanges } from "./changes.ts";
import pinned from "./smoke.json" with { type: "json" };
import { permitted } from "../permitted.ts";

Deno.test(
  "smoke gives the pinned artifacts, figures and verdicts",
  permitted,
  (t) =>
    inFolder(async (folder) => {
      const run = await runSmoke(folder);
      const now = await pinsOf(run);
      const expected: Pins = pinned;
      // One unit of each variant comes first, file by file: it says what differs.
      await t.step("one unit of each variant", () => deepEqual(now.variants, expected.variants));
      await t.step("all artifacts", () => deepEqual(now.artifacts, expected.artifacts));
      await t.step(
        "artifacts of the arms beside figure 2",
        () => deepEqual(now.arms, expected.arms),
      );
      const texts = await textsIn(run.figures);
      await t.step("figures and their numbers", () => {
        const checksums = Object.entries(texts).map(([name, text]) => [
          name,
          comparedChecksum(name, text),
        ]);
        const wanted = Object.entries(expected.figures).map(([name, pinned]) => [
          name,
          expectedChecksum(name, pinned),
        ]);
        deepEqual(Object.fromEntries(checksums), Object.fromEntries(wanted));
      });
      await t.step("every change that is listed is there", () => {
        const all: Record<string, string> = { ...texts, verdicts: JSON.stringify(run.verdicts) };
        const stale = CHANGES.filter(({ where, after }) =>
          typeof after === "string"
            ? !all[where]?.includes(after)
            : all[where]?.search(after) === -1
        );
        deepEqual(stale, []);
      });
      await t.step("verdicts", () => {
        const text = withoutChanges("verdicts", JSON.stringify(run.verdicts));
        deepEqual(JSON.parse(text), expected.verdicts);
      });
    }),
);

Deno.test("a meant change names something that is pinned, and the fault that it mends", () => {
  for (const { where, before, after, mends } of CHANGES) {
    equal(where === "verdicts" || where in pinned.figures, true, where);
    equal(before !== after && mends.length > 10, true, `${where}: ${before}`);
  }
});

Deno.test("changes are put back from the last to the first, back to the newest drawing", () => {
  const change = (where: string, before: string, after: string, redrawn?: string) => ({
    ...{ where, before, after, mends: "…" },
    ...(redrawn && { redrawn }),
  });
  const changes = [
    change("a.svg", "one", "two"),
    change("a.svg", "two", "three"),
    change("b", "x", "y"),
  ];
  equal(withoutChanges("a.svg", "three y three", changes), "one y one");
  equal(comparedChecksum("a.svg", "three", changes), sha256("one"));
  equal(expectedChecksum("a.svg", sha256("one"), changes), sha256("one"));

  const drawing = sha256("three, wider");
  const redrawn = [...changes, change("a.svg", "", "wider", drawing)];
  equal(expectedChecksum("a.svg", sha256("one"), redrawn), drawing);
  equal(comparedChecksum("a.svg", "three, wider", redrawn), drawing);
  const later = [...redrawn, change("a.svg", "wider", "wide")];
  equal(comparedChecksum("a.svg", "three, wide", later), drawing);
});
