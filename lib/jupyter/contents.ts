/**
 * Title and table of contents of a report.
 * @module
 */
import { joinText, type Notebook } from "./notebook_file.ts";

/** The first heading of the first level in a notebook, as plain text. */
export function firstHeading(notebook: Notebook): string | undefined {
  for (const { cell_type, source } of notebook.cells) {
    const heading = cell_type === "markdown" && /^# +(.+?)[ #]*$/m.exec(joinText(source))?.[1];
    if (heading) return heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`$]/g, "");
  }
  return undefined;
}

/** A heading of the HTML that nbconvert makes of Markdown, with its anchor link. */
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
