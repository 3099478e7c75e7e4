/** The pipeline and its figure in a real browser. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { analyse } from "../../lib/analysis/mod.ts";
import { bundle, moduleOf } from "../browser/bundle.ts";
import { browserTest, launchBrowser } from "../browser/browser_tests.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { extremesFigure } from "../../lib/figures/mod.ts";
import { discreteTarget } from "../../lib/information/mod.ts";
import { inFolder } from "../in_folder.ts";

/** What the page has: the analysis, its figure as text, and the figure as the page shows it. */
interface Found {
  readonly result: unknown;
  readonly svg: string;
  /** Name of the element that the text has as a file of its own. */
  readonly root: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

browserTest(
  "an analysis in a browser gives the numbers of the command line, and the same figure",
  () =>
    inFolder(async (folder) => {
      const { features, labels } = mixedSignals({ samples: 200 });
      await bundle(
        folder,
        `import { analyse } from "${moduleOf("analysis/mod.ts")}";
      import { extremesFigure } from "${moduleOf("figures/mod.ts")}";
      import { discreteTarget } from "${moduleOf("information/mod.ts")}";
      globalThis.analysed = async ({ samples, variables, values, labels }) => {
        const result = await analyse(
          { samples, variables, values: Float64Array.from(values) },
          discreteTarget(labels),
          { encoding: "one-hot" },
        );
        const { svg } = extremesFigure(result, { document });
        document.body.innerHTML = svg;
        const file = new DOMParser().parseFromString(svg, "image/svg+xml");
        const { width, height } = document.querySelector("svg").getBoundingClientRect();
        return { result, svg, root: file.documentElement.localName, width, height };
      };`,
      );
      await using browser = await launchBrowser();
      // On a screen with fewer pixels Plot moves axes by half of one.
      const page = await browser.newPage({ deviceScaleFactor: 2 });
      await page.addScriptTag({ path: join(folder, "bundle.js"), type: "module" });
      await page.waitForFunction(() => "analysed" in globalThis);
      const found = await page.evaluate(
        // The function runs in the page.
        (input) => Reflect.apply(Reflect.get(globalThis, "analysed"), undefined, [input]),
        { ...features, values: [...features.values], labels },
      );
      const expected = await analyse(features, discreteTarget(labels), { encoding: "one-hot" });
      const { result, svg, root, width, height } = found as Found;
      deepEqual(result, JSON.parse(JSON.stringify(expected)));
      // As a file of its own it is XML; a browser gives attributes in the other order, so its id differs.
      equal(root, "svg");
      ok(width > 300 && height > 200, `${width} × ${height} pixels`);
      const parts = (markup: string) =>
        [...markup.matchAll(/<[^>]*>|[^<]+/g)].map(([part]) =>
          part.replace(/figure-[0-9a-f]{10}/g, "figure").split(/\s(?=[\w:-]+=")|\s?\/?>/).sort()
        );
      deepEqual(parts(svg), parts(extremesFigure(expected).svg));
    }),
);
