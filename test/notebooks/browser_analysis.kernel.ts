/** The pipeline in a real browser. */
import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { join } from "node:path";
import { analyse } from "../../lib/analysis/mod.ts";
import { bundle, moduleOf } from "../browser/bundle.ts";
import { browserTest, launchBrowser } from "../browser/browser_tests.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { discreteTarget } from "../../lib/information/mod.ts";
import { inFolder } from "../in_folder.ts";

browserTest(
  "an analysis in a browser gives the numbers of the command line",
  () =>
    inFolder(async (folder) => {
      const { features, labels } = mixedSignals({ samples: 200 });
      await bundle(
        folder,
        `import { analyse } from "${moduleOf("analysis/mod.ts")}";
      import { discreteTarget } from "${moduleOf("information/mod.ts")}";
      globalThis.analysed = ({ samples, variables, values, labels }) =>
        analyse(
          { samples, variables, values: Float64Array.from(values) },
          discreteTarget(labels),
          { encoding: "one-hot" },
        );`,
      );
      await using browser = await launchBrowser();
      const page = await browser.newPage();
      await page.addScriptTag({ path: join(folder, "bundle.js"), type: "module" });
      await page.waitForFunction(() => "analysed" in globalThis);
      const found = await page.evaluate(
        // The function runs in the page.
        (input) => Reflect.apply(Reflect.get(globalThis, "analysed"), undefined, [input]),
        { ...features, values: [...features.values], labels },
      );
      const expected = await analyse(features, discreteTarget(labels), { encoding: "one-hot" });
      deepEqual(found, JSON.parse(JSON.stringify(expected)));
    }),
);
