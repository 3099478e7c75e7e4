import {
  deepStrictEqual as deepEqual,
  match,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { parseHTML } from "linkedom";
import { table } from "../../../lib/reports/notebook/mod.ts";

const ROWS = [
  { network: "one", accuracy: 0.9573, steps: 31250 },
  { network: "<two>", accuracy: NaN, steps: null },
];

function parse(source: string) {
  return parseHTML(`<html><body>${source}</body></html>`).document;
}

Deno.test("a table has a caption, headings for columns and rows, and its values in order", () => {
  const document = parse(table(ROWS, { caption: "Networks & steps" }).html);
  equal(document.querySelector("caption")?.textContent, "Networks & steps");
  deepEqual(
    [...document.querySelectorAll("th[scope=col]")].map((cell) => cell.textContent),
    ["network", "accuracy", "steps"],
  );
  deepEqual(
    [...document.querySelectorAll("th[scope=row]")].map((cell) => cell.textContent),
    ["one", "<two>"],
  );
  deepEqual(
    [...document.querySelectorAll("td")].map((cell) => cell.textContent),
    ["0.9573", "31,250", "–", "–"],
  );
});

Deno.test("numbers are aligned right and text left unless a column says otherwise", () => {
  const { html } = table(ROWS, {
    caption: "Networks",
    columns: [{ key: "network", align: "right" }, { key: "steps", header: "Steps" }],
  });
  const aligned = [...parse(html).querySelectorAll("th[scope=col]")].map((cell) =>
    `${cell.textContent} ${cell.getAttribute("style")}`
  );
  deepEqual(aligned, ["network text-align:right", "Steps text-align:right"]);
  match(table(ROWS, { caption: "Networks" }).html, /text-align:left">network/);
});

Deno.test("the text of a table lines up and formats numbers as its columns say", () => {
  const { text } = table(ROWS, {
    caption: "Networks",
    columns: [
      { key: "network" },
      { key: "accuracy", format: { style: "percent", minimumFractionDigits: 2 } },
    ],
  });
  equal(text, "Networks\nnetwork  accuracy\none        95.73%\n<two>           –");
});

Deno.test("a table without rows keeps its columns; one without either, or a misspelt key, is an error", () => {
  equal(table([], { caption: "None", columns: [{ key: "a" }] }).text, "None\na");
  throws(() => table([], { caption: "None" }), TypeError);
  const untyped = table as (...parameters: unknown[]) => unknown;
  throws(() => untyped([{ a: 1 }]), /needs a caption/);
  throws(
    () => table(ROWS, { caption: "Networks", columns: [{ key: "acuracy" }] }),
    /"acuracy".*network, accuracy, steps/,
  );
});

Deno.test("cells: yes and no, and a dash where there is no value", () => {
  const rows = [{ network: "a", kept: true, loss: NaN }, { network: "b", kept: false, loss: null }];
  deepEqual(
    table(rows, { caption: "Networks" }).text.split("\n").slice(2).map((line) =>
      line.trim().split(/ +/)
    ),
    [["a", "yes", "–"], ["b", "no", "–"]],
  );
});

Deno.test("cells know their column, and only numbers are kept from breaking", () => {
  const document = parse(table(ROWS, { caption: "Networks" }).html);
  deepEqual(
    [...document.querySelectorAll("tbody tr:first-child > *")].map((cell) => [
      cell.getAttribute("data-column"),
      cell.getAttribute("class") ?? "",
    ]),
    [["network", ""], ["accuracy", "number"], ["steps", "number"]],
  );
  const long = '["synergy","redundancy","complement"]';
  const { html, text } = table([{ value: long }], { caption: "One" });
  equal(parse(html).querySelector("tbody th")!.textContent, long);
  match(html, /synergy&quot;,<wbr>&quot;redundancy/);
  equal(text, `One\nvalue\n${long}`);
});

Deno.test("the width below which a table is a list grows with what its columns need", () => {
  const width = (rows: Parameters<typeof table>[0]) =>
    Number(/class="multiplet-table stack-(\d+)"/.exec(table(rows, { caption: "x" }).html)![1]);
  const two = width([{ a: "word", b: "word" }]);
  equal(two, Math.ceil(0.93 * 2 * (0.6 * 4 + 1.2)));
  equal(width([{ a: "word", b: "more of the same words, all of them short" }]), two + 1);
  equal(width([{ a: "word", b: "x".repeat(500) }]), Math.ceil(0.93 * (0.6 * 24 + 2.4)));
  equal(width([{ a: "word", b: 1234567 }]), Math.ceil(0.93 * (0.6 * 13 + 2.4)));
});
