/** Links of a notebook to pages that show results: the reports of `analyze`. */
import { join } from "node:path";
import type { Report } from "../../explorer/embedded.ts";
import { reportPage } from "../../explorer/page_file.ts";
import { atomicWrite } from "../../system/files/atomic_write.ts";
import { reportsFolder } from "../../system/files/folders.ts";
import { escapeHtml, html } from "./html.ts";
import { show } from "./show.ts";

/** A page and its link. */
export interface LinkedPage {
  /** File name without ending: letters, digits, hyphens and underscores. */
  readonly name: string;
  /** The text of the link. */
  readonly label: string;
  /** What the page shows. */
  readonly report: Report;
}

/**
 * Writes pages to `pages/NAME.html` in the reports folder, and shows links to them that work from the report.
 *
 * @param words before the links
 * @throws TypeError for a name with other characters
 */
export async function showPages(words: string, pages: readonly LinkedPage[]): Promise<void> {
  for (const { name, report } of pages) {
    if (!/^[\w-]+$/.test(name)) {
      throw new TypeError(
        `The name of a page has only letters, digits, hyphens and underscores, got "${name}"`,
      );
    }
    await atomicWrite(join(reportsFolder(), "pages", `${name}.html`), await reportPage(report));
  }
  const links = pages.map(({ name, label }) =>
    `<a href="pages/${name}.html">${escapeHtml(label)}</a>`
  );
  await show(html(`<p>${escapeHtml(words)} ${links.join(", ")}</p>`));
}
