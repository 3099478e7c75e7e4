/**
 * The results of the preset `smoke`, computed anew, are the pinned ones: keys of artifacts, bytes of their files,
 * figures, their numbers, verdicts. `write.ts` writes the pins; a commit that changes them says which and why.
 */
import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { inFolder } from "../in_folder.ts";
import { type Pins, pinsOf } from "./_pins.ts";
import { runSmoke } from "./_smoke_run.ts";
import pinned from "./smoke.json" with { type: "json" };
import { permitted } from "../permitted.ts";

Deno.test(
  "smoke gives the pinned artifacts, figures and verdicts",
  permitted,
  (t) =>
    inFolder(async (folder) => {
      const now = await pinsOf(await runSmoke(folder));
      const expected: Pins = pinned;
      // One unit of each variant comes first, file by file: it says what differs.
      await t.step("one unit of each variant", () => deepEqual(now.variants, expected.variants));
      await t.step("all artifacts", () => deepEqual(now.artifacts, expected.artifacts));
      await t.step(
        "artifacts of the arms beside figure 2",
        () => deepEqual(now.arms, expected.arms),
      );
      await t.step("figures and their numbers", () => deepEqual(now.figures, expected.figures));
      await t.step("verdicts", () => deepEqual(now.verdicts, expected.verdicts));
    }),
);
