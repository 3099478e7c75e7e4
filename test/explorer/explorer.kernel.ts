/** The explorer in a real browser, opened as a file. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { explorerPage } from "../../lib/explorer/build.ts";
import { browserTest, launchBrowser } from "../browser/browser_tests.ts";
import { inFolder } from "../in_folder.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { watch, type Watched } from "../notebooks/_browser.ts";
import { denoOutput } from "../processes.ts";
import { ROOT } from "../sources.ts";

const html = await explorerPage();

/** Runs a test in the page, which must make no request and write nothing to the console. */
async function inPage(
  use: (page: Page, folder: string, watched: Watched) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const file = join(folder, "explorer.html");
    await Deno.writeTextFile(file, html);
    await using browser = await launchBrowser();
    const page = await browser.newPage();
    const watched = watch(page);
    const { href } = pathToFileURL(file);
    await page.goto(href);
    await use(page, folder, watched);
    deepEqual(watched.complaints, []);
    // The page itself, and its workers, which are in it.
    deepEqual(watched.requests.filter((url) => url !== href && !url.startsWith("blob:")), []);
  });
}

/** Features and labels of five variables as text files. */
async function writeFiles(folder: string, samples = 400): Promise<string[]> {
  const { features: { variables, values }, labels } = mixedSignals({ variables: 5, samples });
  const rows = Array.from(
    { length: samples },
    (_, row) => [...values.subarray(row * variables, (row + 1) * variables)].join(","),
  );
  const files = [join(folder, "acts.csv"), join(folder, "labels.csv")] as const;
  await Deno.writeTextFile(files[0], `a,b,c,d,e\n${rows.join("\n")}\n`);
  await Deno.writeTextFile(files[1], `y\n${labels.join("\n")}\n`);
  return [...files];
}

/** The same values; numbers to 1e-12, because logarithms of engines differ in the last digit. */
function closeTo(found: unknown, expected: unknown): void {
  if (typeof expected === "number" && typeof found === "number") {
    ok(Math.abs(found - expected) <= 1e-12, `${found} is not ${expected}`);
  } else if (typeof expected === "object" && expected !== null) {
    deepEqual(Object.keys(found as object), Object.keys(expected));
    for (const [key, value] of Object.entries(expected)) {
      closeTo((found as Record<string, unknown>)[key], value);
    }
  } else equal(found, expected);
}

const drop = (page: Page, files: readonly string[]) =>
  page.getByLabel("Files of features and labels").setInputFiles([...files]);

browserTest(
  "dropped files: the numbers of the command, without any request",
  () =>
    inPage(async (page, folder) => {
      const files = await writeFiles(folder);
      await drop(page, files);
      await page.getByText("Which multiplets").click();
      await page.getByLabel("Sizes of multiplets").fill("2-4");
      await page.getByRole("button", { name: "Analyse" }).click();
      await page.getByRole("heading", { name: "Result" }).waitFor();
      equal(new URL(page.url()).hash, "#features=acts.csv&labels=labels.csv&sizes=2-4");
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "result.json" }).click();
      const saved = join(folder, "saved.json");
      await (await download).saveAs(saved);
      // The command that the page names gives the same result.
      const command = await page.locator("code").textContent();
      const args = command!.replace(/^deno task /, "").split(" ");
      const own = await denoOutput([
        "run",
        "-A",
        "--cached-only",
        join(ROOT, "lib/cli.ts"),
        ...args,
      ], {
        cwd: folder,
      });
      closeTo(JSON.parse(await Deno.readTextFile(saved)), JSON.parse(own));
      equal(await page.locator(".figure svg").count(), 1);
      equal(await page.getByRole("row").count(), 1 + 3 * 2);
    }),
);

browserTest(
  "a wrong file is told with what was expected, and the page goes on",
  () =>
    inPage(async (page, folder) => {
      const broken = join(folder, "broken.npy");
      await Deno.writeTextFile(broken, "no array");
      await drop(page, [broken]);
      await page.getByRole("button", { name: "Analyse" }).click();
      match(
        (await page.getByRole("alert").textContent())!,
        /^broken\.npy: expected an array saved by numpy\.save, found another format/,
      );
      await page.getByRole("button", { name: "Remove broken.npy" }).click();
      await drop(page, await writeFiles(folder));
      await page.getByRole("button", { name: "Analyse" }).click();
      await page.getByRole("heading", { name: "Result" }).waitFor();
      equal(await page.getByRole("alert").count(), 0);
    }),
);

browserTest(
  "an analysis is cancelled, and another one begins",
  () =>
    inPage(async (page, folder) => {
      await drop(page, await writeFiles(folder, 4000));
      await page.getByText("Is it more than chance?", { exact: true }).click();
      await page.getByLabel("Tests", { exact: true }).fill("all");
      await page.getByLabel("Permutations").fill("90000");
      await page.getByRole("button", { name: "Analyse" }).click();
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByRole("progressbar").waitFor({ state: "detached" });
      equal(await page.getByRole("heading", { name: "Result" }).count(), 0);
      await page.getByLabel("Permutations").fill("19");
      await page.getByRole("button", { name: "Analyse" }).click();
      await page.getByRole("heading", { name: "Result" }).waitFor();
    }),
);

/** What axe-core finds that is serious or critical. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run()
  );
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

for (const [width, colorScheme] of [[1280, "light"], [400, "dark"]] as const) {
  browserTest(
    `${width} pixels, ${colorScheme}: nothing bars readers or the keyboard`,
    () =>
      inPage(async (page, folder) => {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await drop(page, await writeFiles(folder));
        const closed = page.locator("details:not([open]) > summary");
        while (await closed.count() > 0) await closed.first().click();
        deepEqual(await barriers(page), []);
        await page.getByRole("button", { name: "Analyse" }).click();
        await page.getByRole("heading", { name: "Result" }).waitFor();
        deepEqual(await barriers(page), []);
        // Nothing is wider than the window.
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        ok(wide <= width, `${wide} pixels`);
      }),
  );
}

browserTest("names with markup are shown as they are", () =>
  inPage(async (page, folder) => {
    const evil = "<img src=x onerror=globalThis.hacked=1>";
    const rows = Array.from({ length: 60 }, (_, i) => [(7 * i) % 61, (i * i) % 59, (11 * i) % 53]);
    const features = join(folder, "acts.csv");
    const labels = join(folder, "labels <b>.csv");
    await Deno.writeTextFile(features, `"${evil}",b,</script>\n${rows.join("\n")}\n`);
    const named = rows.map(([first]) => first! % 2 === 0 ? evil : "<b>");
    await Deno.writeTextFile(labels, `y\n${named.join("\n")}\n`);
    await drop(page, [features, labels]);
    await page.getByRole("button", { name: "Analyse" }).click();
    await page.getByRole("heading", { name: "Result" }).waitFor();
    ok((await page.getByRole("cell").allTextContents()).some((text) => text.includes(evil)));
    equal(await page.locator("article img, article b, li b").count(), 0);
    equal(await page.evaluate(() => "hacked" in globalThis), false);
  }));
