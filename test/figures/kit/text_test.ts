import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { balanceText, fitTexts, textWidth, wrapText } from "../../../lib/figures/kit/text.ts";

Deno.test("widths are those a browser measures in Liberation Sans, within 2 %", () => {
  // measureText in Chromium, font size 100.
  const measured: readonly (readonly [number, "bold" | undefined, string])[] = [
    [2300.59, undefined, "Test accuracy reaches 96.2 ± 0.1 % after 50 epochs"],
    [1761.28, undefined, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
    [1272.8, undefined, "abcdefghijklmnopqrstuvwxyz"],
    [2415.53, "bold", "Test accuracy reaches 96.2 ± 0.1 % after 50 epochs"],
    [1788.92, "bold", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
    [1400.24, "bold", "abcdefghijklmnopqrstuvwxyz"],
  ];
  for (const [width, weight, text] of measured) {
    const ratio = textWidth(text, 100, weight) / width;
    ok(Math.abs(ratio - 1) < 0.02, `${text}: ${ratio}`);
  }
});

Deno.test("lines break at spaces, never at no-break spaces, and keep all words", () => {
  deepEqual(wrapText("one two three", textWidth("one two", 10), 10), ["one two", "three"]);
  deepEqual(wrapText("a 96\u00a0% b", 1, 10), ["a", "96\u00a0%", "b"]);
  const text = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 })
    .map((words) => words.join(" "));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 400 }), (text, width) => {
      const lines = wrapText(text, width, 10);
      equal(lines.join(" "), text);
      ok(lines.every((line) => !line.includes(" ") || textWidth(line, 10) <= width));
      const balanced = balanceText(text, width, 10);
      equal(balanced.join(" "), text);
      equal(balanced.length, lines.length);
    }),
    { seed: 4 },
  );
});

Deno.test("balanced lines leave no single word behind", () => {
  const text = "Network seven most often takes four for nine";
  const width = textWidth("Network seven most often takes four for", 10);
  deepEqual(wrapText(text, width, 10)[1], "nine");
  const widths = balanceText(text, width, 10).map((line) => textWidth(line, 10));
  equal(widths.length, 2);
  ok(Math.min(...widths) > 0.7 * Math.max(...widths));
});

const fitted = (text: string, size: number, weight?: "bold") =>
  `textLength="${
    Math.round(10 * textWidth(text, size, weight)) / 10
  }" lengthAdjust="spacingAndGlyphs"`;

Deno.test("texts and their lines get the width of the size and weight that they inherit", () => {
  equal(
    fitTexts(
      '<g font-size="20"><path d="M0,0"/><text x="1">layer</text></g><text>layer</text>' +
        '<text font-size="18" font-weight="bold"><tspan y="1">a title</tspan></text>',
    ),
    `<g font-size="20"><path d="M0,0"/><text x="1" ${fitted("layer", 20)}>layer</text></g>` +
      `<text ${fitted("layer", 13)}>layer</text>` +
      `<text font-size="18" font-weight="bold"><tspan y="1" ${fitted("a title", 18, "bold")}>` +
      "a title</tspan></text>",
  );
});

Deno.test("characters count as they are shown; short numbers and what is no text stay", () => {
  equal(fitTexts("<text>a &lt; b</text>"), `<text ${fitted("a < b", 13)}>a &lt; b</text>`);
  for (const space of ["&#160;", "\u00a0"]) {
    equal(
      fitTexts(`<text>4${space}bits</text>`),
      `<text ${fitted("4\u00a0bits", 13)}>4${space}bits</text>`,
    );
  }
  const unchanged = '<title>A title</title><text font-size="13">96</text><rect width="5"/>';
  equal(fitTexts(unchanged), unchanged);
});
