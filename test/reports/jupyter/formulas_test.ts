import {
  deepStrictEqual as deepEqual,
  doesNotMatch,
  match,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import {
  extractFormulas,
  type Formula,
  formulaStyle,
  insertFormulas,
} from "../../../lib/reports/jupyter/report.ts";
import { JupyterError } from "../../../lib/reports/jupyter/process.ts";
import { permitted } from "../../permitted.ts";

/** Formulas of a Markdown text, display ones in two dollar signs. */
function formulasOf(markdown: string): string[] {
  const formulas: Formula[] = [];
  extractFormulas(markdown, formulas);
  return formulas.map(({ tex, display }) => display ? `$$${tex}$$` : `$${tex}$`);
}

Deno.test("inline and display formulas are found, also over several lines", () => {
  deepEqual(formulasOf("$a$ and **$b_1$**, $c$-axis ($d$)."), ["$a$", "$b_1$", "$c$", "$d$"]);
  deepEqual(formulasOf("$$\nx^2\n+ y\n$$\nthen $\\{ a \\}$"), ["$$x^2\n+ y$$", "$\\{ a \\}$"]);
  deepEqual(formulasOf("$a\nb$"), ["$a\nb$"]);
  deepEqual(formulasOf("$\\$5$"), ["$\\$5$"]);
});

Deno.test("code, escaped dollar signs and prices are not formulas", () => {
  for (
    const text of [
      "from $5 to $10",
      "costs \\$5 and \\$6",
      "`$a$` and ``b ` $c$``",
      "```ts\nconst x = `${a}` + `$b$`;\n```",
      "~~~\n$a$\n~~~\n",
      "```\n$unclosed$",
      "a $ b $ c",
      "a $ b$ c",
      "an end of a paragraph $a\n\nb$",
    ]
  ) deepEqual(formulasOf(text), [], text);
  deepEqual(formulasOf("```\n$a$\n```\n$b$ `$c$` $d$"), ["$b$", "$d$"]);
});

Deno.test("formulas come back in their places as HTML with MathML, ids stay plain", () => {
  const formulas: Formula[] = [];
  const text = extractFormulas("$x$ * $$y$$", formulas);
  doesNotMatch(text, /\$|_|\*\*/);
  const [first] = text.split(" ");
  const html = insertFormulas(`<h2 id="On-${first}">On ${text}</h2>`, formulas);
  match(html, /^<h2 id="On-formula-0">On <span class="katex">.*<math.*katex-display.*<\/h2>$/s);
});

Deno.test("a formula that cannot be read is an error that shows it", () => {
  const formulas: Formula[] = [];
  const text = extractFormulas("$\\frac{1$", formulas);
  throws(
    () => insertFormulas(text, formulas),
    (error) => error instanceof JupyterError && error.message.includes("\\frac{1"),
  );
});

Deno.test("the style sheet has its fonts inside and asks for nothing", permitted, async () => {
  const css = await formulaStyle();
  equal(css.match(/url\(/g)?.length, css.match(/url\(data:font\/woff2;base64,/g)?.length);
  equal(css.match(/@font-face/g)?.length, css.match(/url\(/g)?.length);
});
