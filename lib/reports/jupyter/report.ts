/**
 * HTML reports of executed notebooks: title, contents, and formulas, which are taken out of the Markdown before
 * nbconvert makes HTML of it, and rendered afterwards.
 */
import katex from "katex";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { atomicWrite } from "../../system/files/atomic_write.ts";
import type { JupyterEnvironment } from "./environment.ts";
import {
  type Cell,
  type CellOutput,
  joinText,
  type Notebook,
  readNotebook,
} from "./notebook_file.ts";
import { JupyterError, lastLine, runProcess } from "./process.ts";

/**
 * Exports an executed notebook as `reports/NAME.html`: one file that needs neither internet nor JavaScript,
 * with typeset formulas and folded code.
 *
 * @returns path of the file
 * @throws JupyterError when nbconvert fails or a formula cannot be typeset
 */
export async function exportReport(
  environment: JupyterEnvironment,
  executed: string,
  signal?: AbortSignal,
): Promise<string> {
  const name = basename(executed, ".ipynb");
  const notebook = await readNotebook(executed);
  const formulas: Formula[] = [];
  const title = firstHeading(notebook) ?? name;
  const cells = withoutFormulas(notebook, formulas);
  const source = { ...notebook, cells, metadata: { ...notebook.metadata, title } };
  const html = await convert(environment, source, signal);
  const styles = formulas.length > 0 ? `<style>${await formulaStyle()}</style>` : "";
  const path = join(environment.project.reports, `${name}.html`);
  const page = withContents(html).replace("<!--styles-->", () => styles);
  await atomicWrite(path, insertFormulas(page, formulas));
  return path;
}

/** The cells with placeholders for the formulas of Markdown cells and outputs. */
function withoutFormulas({ cells }: Notebook, formulas: Formula[]): Cell[] {
  const inOutput = (output: CellOutput): CellOutput => {
    const source = output.data?.["text/markdown"] as string | string[] | undefined;
    if (source === undefined) return output;
    const markdown = extractFormulas(joinText(source), formulas);
    return { ...output, data: { ...output.data, "text/markdown": markdown } };
  };
  return cells.map((cell) => {
    if (cell.cell_type === "markdown") {
      return { ...cell, source: extractFormulas(joinText(cell.source), formulas) };
    }
    return cell.outputs ? { ...cell, outputs: cell.outputs.map(inOutput) } : cell;
  });
}

async function convert(
  { python, project, variables }: JupyterEnvironment,
  notebook: Notebook,
  signal: AbortSignal | undefined,
): Promise<string> {
  const templates = fileURLToPath(new URL("./template", import.meta.url));
  const { code, stdout, stderr } = await runProcess(python, {
    args: ["-I", "-m", "nbconvert", "--to=html", "--stdin", "--stdout", "--log-level=ERROR"].concat(
      "--template=multiplet",
      `--TemplateExporter.extra_template_basedirs=${templates}`,
    ),
    cwd: project.notebooks,
    env: { ...variables, JUPYTER_NO_CONFIG: "1" },
    stdin: JSON.stringify(notebook),
    signal,
  });
  if (code !== 0) throw new JupyterError(`nbconvert failed: ${lastLine(stderr) || "no message"}`);
  return stdout;
}

/** The first heading of the first level in a notebook, as plain text. */
export function firstHeading(notebook: Notebook): string | undefined {
  for (const { cell_type, source } of notebook.cells) {
    const heading = cell_type === "markdown" && /^# +(.+?)[ #]*$/m.exec(joinText(source))?.[1];
    if (heading) return heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`$]/g, "");
  }
  return undefined;
}

/** A heading in HTML of nbconvert, with its anchor link. */
const HEADING = /<h([23]) id="([^"]*)">([\s\S]*?)<a class="anchor-link"[\s\S]*?<\/h\1>/g;

/**
 * The HTML with links to its headings of levels 2 and 3 below the first heading of level 1; the same
 * HTML when there are fewer than two.
 */
export function withContents(html: string): string {
  const items = Array.from(
    html.matchAll(HEADING),
    ([, level, id, content]) => `<li class="level-${level}"><a href="#${id}">${content}</a></li>`,
  );
  if (items.length < 2) return html;
  const contents = `<nav class="contents" aria-label="Contents"><details open>` +
    `<summary>Contents</summary><ol>\n${items.join("\n")}\n</ol></details></nav>`;
  const place = html.includes("</h1>") ? "</h1>" : "<main>";
  return html.replace(place, () => place + contents);
}

export interface Formula {
  readonly tex: string;
  /** Whether it is written between double dollar signs and stands on a line of its own. */
  readonly display: boolean;
}

/** Stands for formula `index` in Markdown: a word that no Markdown renderer changes. */
const placeholder = (index: number) => `MULTIPLET0FORMULA${index}X`;
const PLACEHOLDER = /MULTIPLET0FORMULA(\d+)X/g;

/**
 * Parts of Markdown, tried in this order: fenced code, inline code, an escaped dollar sign, a
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

/** Markdown with placeholders for its formulas, which are appended to `formulas`; code is unchanged. */
export function extractFormulas(markdown: string, formulas: Formula[]): string {
  return markdown.replace(TOKENS, (match, ...rest) => {
    const { block, inline } = rest.at(-1) as Record<string, string | undefined>;
    // A blank line ends a paragraph, so this is not an inline formula.
    if (block === undefined && (inline === undefined || /\n\s*\n/.test(inline))) return match;
    formulas.push({ tex: (block ?? inline)!.trim(), display: block !== undefined });
    return placeholder(formulas.length - 1);
  });
}

/** Replaces placeholders by rendered formulas; throws a JupyterError for one that KaTeX cannot read. */
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
    throw new JupyterError(
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
