/** The page as a file: that of the repository, with data put into it. */
import { dataElement, EMBEDDED, type EmbeddedFile, type Report } from "./embedded.ts";

/** The page without data, which `deno task explorer:build` writes. */
export const PAGE_FILE: URL = new URL("./page.html", import.meta.url);

/** Where data are put. */
export const DATA_PLACE = "<!-- data -->";

/** The page with a result inside. */
export async function reportPage(report: Report): Promise<string> {
  return await pageWith(dataElement(EMBEDDED.report, report));
}

/** The page with the files of the demonstration inside. */
export async function explorerPage(): Promise<string> {
  const files = await Promise.all(
    ["fc1.npy", "labels.npy"].map(async (name): Promise<EmbeddedFile> => {
      const bytes = await Deno.readFile(new URL(`./demonstration/${name}`, import.meta.url));
      return { name, base64: bytes.toBase64() };
    }),
  );
  return await pageWith(dataElement(EMBEDDED.demonstration, files));
}

async function pageWith(data: string): Promise<string> {
  // A file of this machine, or of the published package.
  const page = await (await fetch(PAGE_FILE)).text();
  const at = page.indexOf(DATA_PLACE);
  if (at < 0) {
    throw new Error(`${PAGE_FILE.href} has no place for data: run deno task explorer:build`);
  }
  return page.slice(0, at) + data + page.slice(at + DATA_PLACE.length);
}
