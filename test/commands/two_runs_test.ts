/** Two runs of the same experiments at once, on one folder of results. */
import { deepStrictEqual as deepEqual, doesNotMatch, ok } from "node:assert/strict";
import { join } from "node:path";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { finishExperiments, kinds, partials, results, SMALL } from "./_experiments.ts";

Deno.test(
  "two runs at once on one folder both succeed, with the bytes of an undisturbed run",
  permitted,
  () =>
    inFolder(async (folder) => {
      const [alone, shared] = [join(folder, "alone"), join(folder, "shared")];
      await finishExperiments(alone, SMALL);
      const expected = await results(alone);
      const { retraining, ...others } = kinds(expected);
      // Twice two networks: without and with validation samples. The layers of the first are searched.
      deepEqual(others, {
        network: 4,
        layer: 6,
        "layer-encodings": 6,
        "rank-bias": 6,
        "layer-significance": 6,
        "independent-extremes": 2,
        "layer-analysis": 3,
        selection: 4,
      });
      ok(retraining! > 20, `${retraining} re-trainings`);

      const told = await finishExperiments(shared, SMALL, 2);
      for (const text of told) doesNotMatch(text, /[Dd]amaged/);
      deepEqual(await results(shared), expected);
      deepEqual(partials(shared), []);
    }),
);
