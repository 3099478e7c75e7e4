import { strictEqual as equal } from "node:assert/strict";
import { fitTexts } from "../../lib/plots/fitted_texts.ts";
import { textWidth } from "../../lib/plots/text.ts";

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
  for (const space of ["&#160;", "&#xa0;", "&nbsp;", "\u00a0"]) {
    equal(
      fitTexts(`<text>4${space}bits</text>`),
      `<text ${fitted("4\u00a0bits", 13)}>4${space}bits</text>`,
    );
  }
  const unchanged = '<title>A title</title><text font-size="13">96</text><rect width="5"/>';
  equal(fitTexts(unchanged), unchanged);
});
