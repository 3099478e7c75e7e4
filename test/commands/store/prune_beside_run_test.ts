/** Experiments whose results are removed while they work. */
import { deepStrictEqual as deepEqual, doesNotMatch, ok } from "node:assert/strict";
import { join } from "node:path";
import { scanStore } from "../../../lib/system/artifacts/scan.ts";
import { choose, prune } from "../../../lib/commands/store/choice.ts";
import { takeInventory } from "../../../lib/commands/store/inventory.ts";
import { inFolder } from "../../in_folder.ts";
import { finishExperiments, partials, results, SMALL } from "../_experiments.ts";
import { permitted } from "../../permitted.ts";

Deno.test(
  "experiments whose results are removed beside them end well, and what is missing is computed again",
  permitted,
  () =>
    inFolder(async (folder) => {
      const [alone, shared] = [join(folder, "alone"), join(folder, "shared")];
      await finishExperiments(alone, SMALL);
      const expected = await results(alone);

      let busy = true;
      let removed = 0;
      const pruning = (async () => {
        const root = join(shared, "runs");
        while (busy) {
          const inventory = takeInventory(await scanStore(root));
          const choice = choose(inventory, [...inventory.kinds, "orphans", "damaged", "partial"]);
          deepEqual(choice.damaged, []);
          if (choice.artifacts.length > 0) removed += (await prune(root, choice)).removed;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      })();
      const told = await finishExperiments(shared, SMALL).finally(() => busy = false);
      await pruning;
      ok(removed > 10, `${removed} removed`);
      for (const text of told) doesNotMatch(text, /[Dd]amaged/);

      await finishExperiments(shared, SMALL);
      // A removal leaves the file of its lock, and this folder has nothing else.
      const aside = join(shared, "runs", ".damaged");
      await Deno.remove(join(aside, ".lock"));
      await Deno.remove(aside);
      deepEqual(await results(shared), expected);
      deepEqual(partials(shared), []);
    }),
);
