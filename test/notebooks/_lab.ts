/**
 * A notebook worked through in JupyterLab, as a reader would.
 * @module
 */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import type { JupyterEnvironment } from "../../lib/reports/jupyter/environment.ts";
import { launchBrowser } from "../browser/browser_tests.ts";
import { screenshot, watch } from "./_browser.ts";
import { kernelsOf, temporaryFolder } from "./_environment.ts";
import { type LabServer, startLab } from "./_server.ts";
import { checkTables } from "./_tables.ts";

/** What must be seen in JupyterLab. */
export interface LabExpectations {
  /** Figures after all cells have run. */
  readonly figures: number;
  /** Selector of something that is seen while a cell works that is then interrupted. */
  readonly interruptAt: string;
  /** Variables for the kernel. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds that the notebook may take; default one minute. */
  readonly timeoutMs?: number;
}

/** Figures as JupyterLab shows them. */
const FIGURES = ".jp-RenderedSVG img";
/** Cells that are running or waiting to. */
const BUSY = ".jp-InputArea-prompt:text-is('[*]:')";

/**
 * Starts the project's JupyterLab, opens a copy of a notebook, runs all cells, interrupts one,
 * restarts the kernel and runs all again. Checks that the interrupted cell ends and its kernel
 * lives on, that every figure is drawn in the end, that nothing outside is asked, and that no
 * process is left. Leaves a picture, `lab-NAME.png`.
 */
export async function checkInLab(
  environment: JupyterEnvironment,
  notebook: string,
  expected: LabExpectations,
): Promise<void> {
  const { reports } = environment.project;
  await using settings = await temporaryFolder();
  await configure(settings.path);
  // A copy, because JupyterLab saves what it runs; `../lib` means the same from there.
  const title = `lab-${basename(notebook, ".ipynb")}`;
  const name = `${title}-${crypto.randomUUID()}.ipynb`;
  await Deno.mkdir(reports, { recursive: true });
  await Deno.copyFile(notebook, join(reports, name));
  try {
    const browser = await launchBrowser();
    try {
      await using server = await startLab(environment, {
        settings: settings.path,
        ...(expected.env && { env: expected.env }),
      });
      const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
      page.setDefaultTimeout(expected.timeoutMs ?? 60_000);
      const { requests } = watch(page);
      await page.goto(`${server.url}/lab/tree/${basename(reports)}/${name}?token=${server.token}`);
      await page.locator(".jp-Notebook .jp-CodeCell").first().waitFor();
      await interruptRunningCell(page, server, expected.interruptAt);
      await restartAndRunAll(page, server);
      await checkFigures(page, expected.figures);
      await checkTables(page);
      await screenshot(page, reports, title);
      await checkTablesWhenNarrow(page);
      const outside = requests.filter((url) =>
        !/^(data|blob):/.test(url) && !url.startsWith(server.url)
      );
      deepEqual(outside, []);
      equal((await kernelsOf(settings.path)).length, 1);
    } finally {
      await browser.close();
    }
    deepEqual(await kernelsOf(settings.path), [], "kernels are left behind");
  } finally {
    await Deno.remove(join(reports, name));
    const checkpoint = name.replace(".ipynb", "-checkpoint.ipynb");
    await Deno.remove(join(reports, ".ipynb_checkpoints", checkpoint)).catch(() => {});
  }
}

/** Runs all cells and interrupts the one that shows `sign`. */
async function interruptRunningCell(page: Page, server: LabServer, sign: string): Promise<void> {
  await idleKernel(server);
  await choose(page, "Run", "Run All Cells");
  await page.locator(`.jp-OutputArea-output ${sign}`).first().waitFor();
  const before = await idleKernel(server, "busy");
  await choose(page, "Kernel", "Interrupt Kernel");
  await page.locator(".jp-OutputArea-output[data-mime-type$=stderr]", { hasText: "Interrupted" })
    .waitFor();
  await page.locator(BUSY).first().waitFor({ state: "detached" });
  equal(await idleKernel(server), before, "the kernel is the same one");

  const first = page.locator(".jp-CodeCell").first();
  const prompt = first.locator(".jp-InputArea-prompt");
  const count = await prompt.textContent();
  await first.locator(".cm-content").click();
  await page.keyboard.press("Control+Enter");
  await first.locator(`.jp-InputArea-prompt:not(:text-is("${count}")):not(:text-is("[*]:"))`)
    .waitFor();
  equal(await idleKernel(server), before, "the kernel answers after the interrupt");
}

async function restartAndRunAll(page: Page, server: LabServer): Promise<void> {
  await choose(page, "Kernel", "Restart Kernel and Run All Cells…");
  await page.locator(".jp-Dialog button.jp-mod-accept").click();
  await page.locator(BUSY).first().waitFor();
  await page.locator(BUSY).first().waitFor({ state: "detached" });
  await idleKernel(server);
  equal(await page.locator("[data-mime-type$=stderr], [data-mime-type$=error]").count(), 0);
  const prompts = await page.locator(".jp-CodeCell .jp-InputArea-prompt").allTextContents();
  deepEqual(prompts, prompts.map((_, index) => `[${index + 1}]:`));
}

async function checkFigures(page: Page, count: number): Promise<void> {
  const sizes = await page.locator(FIGURES).evaluateAll((images) =>
    images.map((image) =>
      image instanceof HTMLImageElement && image.complete
        ? image.naturalWidth * image.getBoundingClientRect().height
        : 0
    )
  );
  equal(sizes.length, count, "figures in JupyterLab");
  ok(sizes.every((size) => size > 0), `empty figures: ${sizes}`);
}

/** The tables of the notebook beside nothing else, in a window as wide as a phone. */
async function checkTablesWhenNarrow(page: Page): Promise<void> {
  const size = page.viewportSize()!;
  await choose(page, "View", "File Browser");
  await page.setViewportSize({ ...size, width: 400 });
  await page.waitForFunction(() => document.querySelector(".jp-Notebook")!.clientWidth < 400);
  await checkTables(page);
  await page.setViewportSize(size);
}

/** Chooses from JupyterLab's menu bar. */
async function choose(page: Page, menu: string, entry: string): Promise<void> {
  await page.locator(".lm-MenuBar-itemLabel", { hasText: new RegExp(`^${menu}$`) }).click();
  await page.locator(".lm-Menu-itemLabel", { hasText: new RegExp(`^${entry}$`) }).click();
}

/** Waits until the server's only kernel is in a state; returns the kernel's id. */
async function idleKernel(
  { url, token }: LabServer,
  state: "idle" | "busy" = "idle",
): Promise<string> {
  for (const deadline = performance.now() + 30_000; performance.now() < deadline;) {
    const response = await fetch(`${url}/api/kernels?token=${token}`);
    const kernels = await response.json() as { id: string; execution_state: string }[];
    if (kernels.length === 1 && kernels[0]!.execution_state === state) return kernels[0]!.id;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`No kernel became ${state}`);
}

/** Settings under which all cells are in the page and nothing is saved behind the test's back. */
async function configure(folder: string): Promise<void> {
  const settings = {
    "notebook-extension/tracker": { windowingMode: "none" },
    "docmanager-extension/plugin": { autosave: false },
  };
  for (const [name, value] of Object.entries(settings)) {
    const path = join(folder, "settings/@jupyterlab", `${name}.jupyterlab-settings`);
    await Deno.mkdir(join(path, ".."), { recursive: true });
    await Deno.writeTextFile(path, JSON.stringify(value));
  }
}
