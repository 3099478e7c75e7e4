/**
 * Formulas in Markdown: found before it becomes HTML, rendered after.
 * @module
 */
import katex from "katex";
import { ReportError } from "./errors.ts";

/** A formula in TeX. */
export interface Formula {
  readonly tex: string;
  /** Between two dollar signs: on a line of its own. */
  readonly display: boolean;
}

/** What stands for formula `index` in Markdown: a word that no Markdown renderer touches. */
const placeholder = (index: number) => `MULTIPLET0FORMULA${index}X`;
const PLACEHOLDER = /MULTIPLET0FORMULA(\d+)X/g;

/**
 * Where to look in Markdown, in this order: fenced code, inline code, an escaped dollar sign, a
 * display formula, an inline formula. As in pandoc, an inline formula neither begins nor ends with
 * a space and no digit follows it, so that "from $5 to $10" has none.
 */
const TOKENS = new RegExp(
  [
    /^(?<fence> {0,3}(?<mark>`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\k<mark>[`~]*[ \t]*$|$(?![\s\S])))/,
    /(?<code>(?<ticks>(?<!`)`+(?!`))[\s\S]*?[^`]\k<ticks>(?!`))/,
    /(?<escaped>\\\$)/,
    /\$\$(?<block>[^$]+?)\$\$/,
    /\$(?<inline>(?![\s$])(?:\\[\s\S]|[^$\\])*?(?<!\s))\$(?!\d)/,
  ].map(({ source }) => source).join("|"),
  "gm",
);

/**
 * Takes the formulas out of Markdown, code left alone.
 *
 * @param formulas gets the formulas appended
 * @returns the Markdown with a placeholder for each
 */
export function extractFormulas(markdown: string, formulas: Formula[]): string {
  return markdown.replace(TOKENS, (match, ...rest) => {
    const { block, inline } = rest.at(-1) as Record<string, string | undefined>;
    // A blank line ends a paragraph, and with it what looked like an inline formula.
    if (block === undefined && (inline === undefined || /\n\s*\n/.test(inline))) return match;
    formulas.push({ tex: (block ?? inline)!.trim(), display: block !== undefined });
    return placeholder(formulas.length - 1);
  });
}

/**
 * Puts rendered formulas in the place of their placeholders.
 *
 * @throws ReportError for a formula that KaTeX cannot read
 */
export function insertFormulas(html: string, formulas: readonly Formula[]): string {
  // Headings with formulas have them in their ids, too.
  return html
    .replace(/\s(?:id|href)="[^"]*"/g, (attribute) => attribute.replace(PLACEHOLDER, "formula-$1"))
    .replace(PLACEHOLDER, (_, index) => render(formulas[Number(index)]!));
}

function render({ tex, display }: Formula): string {
  try {
    return katex.renderToString(tex, { displayMode: display, strict: "ignore", trust: false });
  } catch (cause) {
    throw new ReportError(
      `The formula ${tex} cannot be typeset: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
}

/** KaTeX's style sheet with its fonts inside. */
export async function formulaStyle(): Promise<string> {
  const sheet = import.meta.resolve("katex/dist/katex.min.css");
  const css = await Deno.readTextFile(new URL(sheet));
  const fonts = new Map<string, string>();
  for (const [, path] of css.matchAll(/url\(([^)]+\.woff2)\)/g)) {
    const bytes = await Deno.readFile(new URL(path!, sheet));
    fonts.set(path!, `data:font/woff2;base64,${bytes.toBase64()}`);
  }
  return css.replace(
    /src:[^;}]*?url\(([^)]+\.woff2)\)[^;}]*/g,
    (_, path) => `src:url(${fonts.get(path)}) format("woff2")`,
  );
}
