import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { parseHTML } from "linkedom";
import { verdictsHtml } from "../../../lib/reports/verdicts/mod.ts";
import { contrast } from "../../figures/colour_vision.ts";
import { variantText, VERDICTS } from "../../../lib/studies/verdict.ts";
import { ROWS } from "./invented_rows.ts";

const PAGE = {
  title: "Verdicts & more",
  notes: ["Short training: 5 < 6."],
  reports: [
    { href: "01-training.html", title: "Training <20 networks>" },
    { href: '02-"figure"-1.html', title: "Figure 1" },
  ],
  configuration: [{ setting: "preset", value: "<smoke>" }],
  environment: { deno: "2.9.6", v8: "15", os: "linux", cpu: "A & B", cores: 2, memoryGiB: 8 },
};
const source = verdictsHtml(ROWS, PAGE);
const { document } = parseHTML(source);
const texts = (selector: string) =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);

Deno.test("a whole document with language, title and one main heading", () => {
  ok(source.startsWith("<!DOCTYPE html>\n"));
  equal(document.documentElement.getAttribute("lang"), "en");
  deepEqual(texts("title"), ["Verdicts & more"]);
  deepEqual(texts("h1"), ["Verdicts & more"]);
  for (const landmark of ["header", "nav[aria-label]", "main", "footer"]) {
    equal(document.querySelectorAll(landmark).length, 1, landmark);
  }
});

Deno.test("links lead to the reports in their order", () => {
  deepEqual(texts("nav a"), ["Training <20 networks>", "Figure 1"]);
  deepEqual(
    [...document.querySelectorAll("nav a")].map((link) => link.getAttribute("href")),
    ["01-training.html", '02-"figure"-1.html'],
  );
});

const READINGS = ROWS.filter(({ control }) => control === undefined);

Deno.test("a section per claim, a row per variant, named by its heading", () => {
  deepEqual(texts("main h2"), ["“layers <lean>”", '“the "last" drop”', "“minimal […] change”"]);
  deepEqual(texts("main .where"), [
    "Section 4.1 of the paper",
    "Section 4.2 of the paper",
    "Section 1 of the paper",
  ]);
  for (const labelled of document.querySelectorAll("main [aria-labelledby]")) {
    ok(document.getElementById(labelled.getAttribute("aria-labelledby")!));
  }
  deepEqual(texts("section > table tbody th[scope=row]"), READINGS.map(variantText));
  deepEqual(texts("section > table td:last-child"), READINGS.map(({ reason }) => reason));
  deepEqual(texts("section > table td.former"), READINGS.map(({ former = "" }) => former));
});

Deno.test("each claim has its headline; controls are folded beside it, each with its own", () => {
  deepEqual(texts(".headline"), [
    "depends on the layer (reproduced: k* of fc_out & fc3; contradicted: exact)",
    "partly reproduced",
    "undecided",
  ]);
  deepEqual(texts(".headline + .note"), ["k* before <training>: 1."]);
  deepEqual(texts("details summary"), ["Control, untrained & new: mixed"]);
  deepEqual(texts("details td.verdict"), ["± mixed"]);
});

Deno.test("every verdict has its word, its sign and its own class", () => {
  deepEqual(texts("section > table td.verdict"), [
    "✓ reproduced",
    "✗ contradicted",
    "◐ partly reproduced",
    "? undecided",
  ]);
  const page = verdictsHtml(VERDICTS.map((verdict) => ({ ...ROWS[0]!, verdict })), PAGE);
  const cells = [...parseHTML(page).document.querySelectorAll("td.verdict")];
  deepEqual(
    cells.map((cell) => cell.className),
    VERDICTS.map((verdict) => `verdict ${verdict.replace(" ", "-")}`),
  );
  equal(new Set(cells.map(({ textContent }) => textContent![0])).size, VERDICTS.length);
  for (const verdict of VERDICTS) ok(page.includes(`.${verdict.replace(" ", "-")}`), verdict);
});

Deno.test("the overview counts claims and analysis variants, then notes follow", () => {
  const [overview, criteria, note] = texts("header p");
  ok(
    overview!.startsWith(
      "Claims of the paper: 3, judged in 4 analysis variants. ",
    ),
    overview!,
  );
  ok(criteria!.startsWith("The criteria were revised after first results"));
  equal(note, "Short training: 5 < 6.");
  const { document: one } = parseHTML(verdictsHtml(ROWS.slice(0, 1), PAGE));
  ok(
    one.querySelector("header p")?.textContent?.startsWith(
      "Claims of the paper: 1, judged in 1 analysis variant. ",
    ),
  );
});

Deno.test("configuration and machine are listed", () => {
  deepEqual(texts("footer th"), ["preset", ...Object.keys(PAGE.environment)]);
  deepEqual(texts("footer td"), ["<smoke>", "2.9.6", "15", "linux", "A & B", "2", "8"]);
});

Deno.test("nothing runs and nothing is loaded from elsewhere", () => {
  equal(document.querySelectorAll("script, img, link, iframe, [src], [onload]").length, 0);
  ok(!/https?:|url\(|@import/.test(source));
});

Deno.test("text has a contrast of 4.5 : 1 by day and by night", () => {
  const schemes = [...source.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) =>
    Object.fromEntries(
      [...block!.matchAll(/--(\w+): (#\w{6})/g)].map(([, name, colour]) => [name!, colour!]),
    )
  );
  equal(schemes.length, 2);
  for (const { background, line: _, ...text } of schemes) {
    deepEqual(Object.keys(text).sort(), [
      "accent",
      "ink",
      "muted",
      "not",
      "partly",
      "reproduced",
    ]);
    for (const [name, colour] of Object.entries(text)) {
      const ratio = contrast(colour, background!);
      ok(ratio >= 4.5, `${name} has ${ratio.toFixed(2)}`);
    }
  }
});
