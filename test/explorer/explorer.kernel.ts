/** The explorer in a real browser, opened as a file. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { builtPage } from "../../lib/explorer/build.ts";
import { explorerPage, PAGE_FILE } from "../../lib/explorer/page_file.ts";
import { browserTest, launchBrowser } from "../browser/browser_tests.ts";
import { closeTo } from "../close_to.ts";
import { crc32, gzipSync } from "node:zlib";
import { joined } from "../../lib/system/files/joined.ts";
import { fixture } from "../data/tables/fixtures/fixtures.ts";
import { npyFile, utf8 } from "../data/tables/npy_file.ts";
import { zipFile } from "../data/tables/zip_file.ts";
import { inFolder } from "../in_folder.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { watch, type Watched } from "../notebooks/_browser.ts";
import { denoOutput } from "../processes.ts";
import { ROOT } from "../sources.ts";

const html = await explorerPage();

Deno.test("the page of the repository is that of the sources", async () => {
  const current = await builtPage() === await Deno.readTextFile(PAGE_FILE);
  equal(current, true, "run deno task explorer:build");
  for (const place of [ROOT, "/.cache/", "node_modules/"]) ok(!html.includes(place), place);
});

/**
 * Runs a test in the page, which must make no request and write nothing to the console.
 *
 * @param content of the page; default: the explorer
 * @param address behind the name of the file
 */
async function inPage(
  use: (page: Page, folder: string, watched: Watched) => Promise<void>,
  content: string = html,
  address = "",
): Promise<void> {
  await inFolder(async (folder) => {
    const file = join(folder, "explorer.html");
    await Deno.writeTextFile(file, content);
    await using browser = await launchBrowser();
    const page = await browser.newPage();
    const watched = watch(page);
    const { href } = pathToFileURL(file);
    await page.goto(href + address);
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
      const command = await page.locator("article code").textContent();
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
      // Extremes, and members by size.
      await page.locator(".figure svg").nth(1).waitFor();
      await page.getByText("6 of 6").waitFor();
      equal(await page.locator(".figure svg").count(), 2);
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
        await page.getByText("What the quantities mean").waitFor();
        await page.locator(".figure svg").nth(1).waitFor();
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
    await page.getByRole("table").waitFor();
    ok((await page.getByRole("cell").allTextContents()).some((text) => text.includes(evil)));
    equal(await page.locator("article img, td b, summary b").count(), 0);
    equal(await page.evaluate(() => "hacked" in globalThis), false);
  }));

/** Rows of the table of members of an opened multiplet, when all of its figures are there. */
async function rowsOfMembers(page: Page): Promise<number> {
  await page.locator(".opened .figure svg").nth(2).waitFor();
  return await page.locator(".opened").getByRole("row").count();
}

const result = (page: Page) => page.getByRole("heading", { name: "Result" });

browserTest("the example is analysed without a file", () =>
  inPage(async (page) => {
    await page.getByRole("button", { name: "Analyse an example" }).click();
    await result(page).waitFor();
    await page.getByText("2,000 samples of 20 variables.", { exact: true }).waitFor();
    await page.getByText("38 of 38").waitFor();
    match((await page.getByRole("article").textContent())!, /More than chance\? Not tested/);
  }));

browserTest(
  "a result is tested, sorted and opened, and the address has it all",
  () =>
    inPage(async (page, folder) => {
      await drop(page, await writeFiles(folder));
      await page.getByText("Which multiplets").click();
      await page.getByLabel("Sizes of multiplets").fill("2-3");
      await page.getByRole("button", { name: "Analyse", exact: true }).click();
      await page.getByText("4 of 4").waitFor();
      await page.getByRole("button", { name: "Test it with 199 permutations" }).click();
      await page.getByRole("columnheader", { name: "p, permuted labels" })
        .waitFor({ timeout: 120_000 });
      await page.getByRole("button", { name: "Ω(X, y), bits" }).click();
      await page.getByRole("button", { name: "Ω(X, y), bits" }).click();
      const omegas = await page.locator("tbody tr").evaluateAll((rows) =>
        rows.map((row) => Number(row.querySelectorAll("td")[4]!.textContent!.replace("−", "-")))
      );
      equal(omegas.length, 4);
      deepEqual(omegas, omegas.toSorted((a, b) => b - a));
      await page.getByRole("button", { name: "Open min Ω of size 3, rank 1" }).click();
      await page.getByRole("heading", { name: "min Ω of 3 members" }).waitFor();
      equal(await rowsOfMembers(page), 1 + 3);
      const address = new URLSearchParams(new URL(page.url()).hash.slice(1));
      deepEqual(["view.sort", "view.open", "draws"].map((name) => address.get(name)), [
        "-omega",
        "synergy.3.1",
        "199",
      ]);
      // Correlations, classes and samples of the multiplet, beside extremes and members.
      equal(await page.locator(".figure svg").count(), 5);
      await page.getByLabel("Vertical").selectOption({ index: 2 });
      await page.locator(".opened .figure tspan", { hasText: "400 samples" }).waitFor();
    }),
);

/** A report of five variables, of which three are also asked for. */
async function report(folder: string, ...more: string[]): Promise<string> {
  const [features, labels] = await writeFiles(folder);
  const file = join(folder, "report.html");
  await denoOutput([
    "run",
    "-A",
    "--cached-only",
    join(ROOT, "lib/cli.ts"),
    ...["analyze", "--features", features!, "--labels", labels!, "--report", file, ...more],
  ], { cwd: folder });
  return await Deno.readTextFile(file);
}

browserTest(
  "a report opens with its result, and as its address says; it is printed whole",
  () =>
    inFolder(async (made) => {
      const content = await report(made, "--multiplets", "0,1,2");
      await inPage(
        async (page) => {
          await result(page).waitFor();
          equal(await page.title(), "Multiplets of acts.csv, labels.csv");
          await page.getByRole("heading", { name: "Given multiplet of 3 members" }).waitFor();
          equal(await page.getByLabel("Show those with").inputValue(), "a");
          // Without files, nothing can be tested here.
          equal(await page.getByRole("button", { name: /Test it/ }).count(), 0);
          await page.getByText("What the quantities mean").waitFor();
          await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
          equal(await page.locator("article details:not([open])").count(), 0);
          await page.emulateMedia({ media: "print" });
          equal(await page.getByRole("button", { name: "open" }).first().isVisible(), false);
          equal(await page.getByText("Analyse files of your own").isVisible(), false);
          ok((await page.pdf()).length > 10_000);
        },
        content,
        "#view.open=given.0&view.filter=a",
      );
    }),
);

browserTest(
  "a printed report has all rows and columns, and no empty part",
  () =>
    inFolder(async (made) => {
      // More rows than the screen shows at first.
      const content = await report(
        made,
        ...["--top", "12", "--sizes", "2-4", "--significance", "all", "--draws", "19"],
      );
      await inPage(
        async (page) => {
          const rows = page.locator(".wide.high tbody tr");
          await page.getByRole("button", { name: "Show 10 more" }).waitFor();
          equal(await rows.count(), 40);
          // The width of a page of paper, A4, with margins of 1 cm.
          await page.setViewportSize({ width: 718, height: 1000 });
          await page.getByText("What the quantities mean").waitFor();
          await page.emulateMedia({ media: "print" });
          await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
          equal(await rows.count(), 50);
          for (const table of await page.locator(".wide").all()) {
            const [own, space] = await table.evaluate((one) => [one.scrollWidth, one.clientWidth]);
            ok(own! <= space!, `${own} of ${space} pixels`);
          }
          const head = page.locator(".wide.high thead");
          equal(await head.evaluate((one) => getComputedStyle(one).display), "table-header-group");
          equal(await page.getByText("All numbers as text").isVisible(), false);
        },
        content,
      );
    }),
);

browserTest(
  "two columns without labels: what is needed, and no empty section",
  () =>
    inPage(async (page, folder) => {
      const features = join(folder, "two.csv");
      const rows = Array.from({ length: 80 }, (_, i) => `${(7 * i) % 61},${(i * i) % 59}`);
      await Deno.writeTextFile(features, `a,b\n${rows.join("\n")}\n`);
      await drop(page, [features]);
      await page.getByRole("button", { name: "Analyse", exact: true }).click();
      await result(page).waitFor();
      await page.getByText("Give a file with at least 3 variables, or labels.").waitFor();
      await page.getByText("What the quantities mean").waitFor();
      const headings = await page.locator("article h3").allTextContents();
      deepEqual(headings.filter((one) => !one.includes("doubt")), ["In short", "Data"]);
      equal(await page.locator("article .figure").count(), 0);
    }),
);

browserTest(
  "400 pixels: a long name does not widen the page, and figures can be read",
  () =>
    inPage(async (page, folder) => {
      await page.setViewportSize({ width: 400, height: 900 });
      const [features, labels] = await writeFiles(folder);
      const text = await Deno.readTextFile(features!);
      await Deno.writeTextFile(features!, text.replace("a,b", `${"long".repeat(50)},b`));
      await drop(page, [features!, labels!]);
      await page.getByRole("button", { name: "Analyse", exact: true }).click();
      await result(page).waitFor();
      await page.getByRole("button", { name: "Open min Ω of size 5, rank 1" }).click();
      await rowsOfMembers(page);
      await page.locator(".figure svg").nth(4).waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      ok(wide <= 400, `${wide} pixels`);
      const smallest = await page.locator(".figure svg text").evaluateAll((texts) =>
        Math.min(...texts.map((one) => {
          const { width } = one.closest("svg")!.getBoundingClientRect();
          const scale = width / one.closest("svg")!.viewBox.baseVal.width;
          return scale * Number.parseFloat(getComputedStyle(one).fontSize);
        }))
      );
      ok(smallest >= 9, `${smallest} pixels`);
    }),
);

browserTest("without data, a report has no samples", () =>
  inFolder(async (made) => {
    const content = await report(made, "--no-data", "--sizes", "3");
    await inPage(
      async (page) => {
        await page.getByRole("button", { name: "Open max Ω of size 3, rank 1" }).click();
        await page.getByRole("heading", { name: "Members", exact: false }).first().waitFor();
        equal(await page.getByRole("heading", { name: "Samples" }).count(), 0);
      },
      content,
    );
  }));

browserTest(
  "keyboard alone: files, analysis, order, explanation, one multiplet",
  () =>
    inPage(async (page, folder) => {
      await drop(page, await writeFiles(folder));
      /** Tab until the element with the focus has this name. */
      const tabTo = async (name: RegExp) => {
        for (let at = 0; at < 120; at++) {
          await page.keyboard.press("Tab");
          const own = await page.evaluate(() => {
            const element = document.activeElement!;
            return element.getAttribute("aria-label") ?? element.textContent ?? "";
          });
          if (name.test(own)) return;
        }
        throw new Error(`No element with the focus is called ${name}`);
      };
      await tabTo(/^Analyse$/);
      await page.keyboard.press("Enter");
      await result(page).waitFor();
      await tabTo(/^Explain: O-information Ω$/);
      await page.keyboard.press("Enter");
      ok(await page.locator("#term-omega-summary").isVisible());
      await page.keyboard.press("Escape");
      equal(await page.locator("#term-omega-summary").isVisible(), false);
      await tabTo(/^Ω\(X, y\), bits$/);
      await page.keyboard.press("Space");
      equal(await page.locator('th[aria-sort="ascending"]').count(), 1);
      await tabTo(/^Open min Ω of size 3/);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "min Ω of 3 members" }).waitFor();
      equal(await page.evaluate(() => document.activeElement!.id), "opened-title");
      await tabTo(/^close$/);
      await page.keyboard.press("Enter");
      equal(await page.getByRole("heading", { name: "min Ω of 3 members" }).count(), 0);
    }),
);

/** 60 samples of three variables, as a file of each format. */
async function realFiles(): Promise<Record<string, Uint8Array>> {
  const shape = [60, 3];
  const values = Float64Array.from({ length: 180 }, (_, at) => (at * at + 7 * at) % 61 / 8);
  const npy = npyFile({ shape, values });
  const header = JSON.stringify({
    x: { dtype: "F64", shape, data_offsets: [0, values.byteLength] },
  });
  const length = new Uint8Array(new BigUint64Array([BigInt(header.length)]).buffer);
  const lines = Array.from({ length: 60 }, (_, row) => [...values.subarray(3 * row, 3 * row + 3)]);
  const text = (separator: string) =>
    utf8(lines.map((line) => line.join(separator)).join("\n") + "\n");
  return {
    "a.npy": npy,
    "a.npz": await zipFile(npy, { crc: crc32(npy) }),
    "a.safetensors": joined([length, utf8(header), new Uint8Array(values.buffer)]),
    "a.csv": text(","),
    "a.tsv": text("\t"),
    "a.csv.gz": gzipSync(text(",")),
    "a.npy.gz": gzipSync(npy),
  };
}

browserTest(
  "a real file of each format is analysed, with the same numbers",
  () =>
    inPage(async (page, folder) => {
      const tables = new Set<string>();
      for (const [name, bytes] of Object.entries(await realFiles())) {
        const file = join(folder, name);
        await Deno.writeFile(file, bytes);
        await drop(page, [file]);
        await page.getByRole("button", { name: "Analyse", exact: true }).click();
        await result(page).waitFor();
        await page.getByText("60 samples of 3 variables.", { exact: true }).waitFor();
        tables.add((await page.getByRole("table").textContent())!);
        await page.getByRole("button", { name: `Remove ${name}` }).click();
      }
      equal(tables.size, 1);
      // A table that another program wrote, of fewer samples than an analysis needs.
      const file = join(folder, "zstd.parquet");
      await Deno.writeFile(file, fixture("zstd.parquet"));
      await drop(page, [file]);
      await page.getByRole("button", { name: "Analyse", exact: true }).click();
      await page.getByRole("alert").or(result(page)).waitFor();
      ok(!/expected/.test((await page.getByRole("alert").allTextContents()).join()));
    }),
);

/** Files of each format that are none, and a file of each that is cut off. */
const MALFORMED = {
  "a.npy": "no array",
  "a.npz": "no archive",
  "a.safetensors": "\xff\xff\xff\xff",
  "a.parquet": "PAR1 no table PAR1",
  "a.csv": "a,b\n1,2\n3\n",
  "a.csv.gz": "\x1f\x8b no stream",
  "empty.npy": "",
} as const;

browserTest(
  "a malformed file of each format is told by its name, with what was expected",
  () =>
    inPage(async (page, folder) => {
      for (const [name, text] of Object.entries(MALFORMED)) {
        const file = join(folder, name);
        await Deno.writeFile(file, Uint8Array.from(text, (one) => one.charCodeAt(0)));
        await drop(page, [file]);
        await page.getByRole("button", { name: "Analyse", exact: true }).click();
        const alert = page.getByRole("alert");
        match((await alert.textContent())!, new RegExp(`${name.replaceAll(".", "\\.")}.*expected`));
        await page.getByRole("button", { name: `Remove ${name}` }).click();
      }
    }),
);

browserTest(
  "a file of 2 GB is told to be too large, and the page goes on",
  () =>
    inPage(async (page, folder) => {
      // Many times the same part: it takes no memory. Playwright would copy a real file.
      await page.evaluate((size) => {
        const part = new Blob([new Uint8Array(2 ** 20)]);
        const all = new File(Array.from({ length: size }, () => part), "large.csv");
        const input = document.querySelector<HTMLInputElement>("input[type=file]")!;
        const transfer = new DataTransfer();
        transfer.items.add(all);
        input.files = transfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }, 2048);
      await page.getByText("large.csv, 2.15 GB").waitFor();
      await page.getByText("may be too large for a browser").waitFor();
      await page.getByRole("button", { name: "Analyse", exact: true }).click();
      const alert = (await page.getByRole("alert").textContent({ timeout: 120_000 }))!;
      match(alert, /large\.csv/);
      await page.getByRole("button", { name: "Remove large.csv" }).click();
      await drop(page, await writeFiles(folder));
      await page.getByRole("button", { name: "Analyse", exact: true }).click();
      await result(page).waitFor();
    }),
);
