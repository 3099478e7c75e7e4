/** What the tracked Markdown files of this project refer to. */
import { dirname, join, normalize } from "node:path";
import { ROOT } from "../sources.ts";

/** A Markdown file. */
export interface Page {
  /** Its path below the folder of the repository. */
  readonly path: string;
  readonly text: string;
}

/** The README, the other pages for readers, and all guides, by path. */
export async function pages(): Promise<Map<string, Page>> {
  const guides = (await Array.fromAsync(Deno.readDir(join(ROOT, "docs")), ({ name }) => name))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`);
  const paths = ["README.md", "CONTRIBUTING.md", "data/README.md", ...guides.sort()];
  return new Map(
    await Promise.all(paths.map(async (path) => {
      const text = await Deno.readTextFile(join(ROOT, path));
      return [path, { path, text }] as const;
    })),
  );
}

/** A page without its blocks of code. */
export function prose({ text }: Page): string {
  return text.replace(/^```.*?^```$/gms, "");
}

/** A link or picture: a file of the repository, and a heading in it if it names one. */
export interface Link {
  /** As the page has it. */
  readonly written: string;
  /** Below the folder of the repository. */
  readonly path: string;
  readonly anchor: string | undefined;
}

/** The links and pictures of a page that are no web addresses. */
export function links(page: Page): Link[] {
  return [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, written]) => written!)
    .filter((written) => !/^https?:/.test(written))
    .map((written) => {
      const [file, anchor] = written.split("#") as [string, string?];
      const path = file === "" ? page.path : normalize(join(dirname(page.path), file));
      return { written, path, anchor };
    });
}

/** The anchors that GitHub gives the headings of a page. */
export function anchors(page: Page): Set<string> {
  const found = new Set<string>();
  for (const [, heading] of prose(page).matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = heading!.replace(/\]\([^)]*\)/g, "").toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "").trim().replace(/\s/g, "-");
    let anchor = slug;
    for (let repeat = 1; found.has(anchor); repeat++) anchor = `${slug}-${repeat}`;
    found.add(anchor);
  }
  return found;
}

/** Inline code of a page. */
export function codeSpans(page: Page): string[] {
  return [...prose(page).matchAll(/`([^`\n]+(?:\n[^`\n]+)?)`/g)].map(([, code]) =>
    code!.replace(/\s+/g, " ")
  );
}
