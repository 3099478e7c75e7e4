/** Builds the page of the repository, `page.html`: one file of HTML with the whole program in it, without data. */
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle, withoutPaths } from "../bundles/bundle.ts";
import { compiled, lowered, OLDER_FILE } from "../bundles/lowered.ts";
import { atomicWrite } from "../system/files/atomic_write.ts";
import { DATA_PLACE, PAGE_FILE } from "./page_file.ts";

/** The program of the page and of its workers, as a classic script for browsers of the last years. */
async function bundled(): Promise<string> {
  const linkedom = new URL("./no_document.ts", import.meta.url);
  const entry = new URL("./entry.ts", import.meta.url);
  const files = await bundle({ entries: [entry], linkedom, options: [] });
  const folder = await Deno.makeTempDir();
  try {
    const whole = pathToFileURL(`${folder}/whole.js`);
    await Deno.writeTextFile(whole, lowered(withoutPaths(files.get("entry.js")!)));
    const older = await Deno.readTextFile(new URL("../bundles/older.ts", import.meta.url));
    await Deno.writeTextFile(`${folder}/${OLDER_FILE}`, compiled(older));
    const minified = await bundle({ entries: [whole], linkedom, options: ["--minify"] });
    return classic(minified.get("whole.js")!);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A module that imports and exports nothing as a classic script, which has no URL of its own. */
function classic(module: string): string {
  const body = module.replaceAll("import.meta.url", '"bundle:/"');
  return `(async()=>{"use strict";${body}})();`
    // What would end the element of the script, or begin a comment in it.
    .replaceAll(/<(?=\/script|!--|script)/gi, "\\x3c");
}

const sha256 = async (text: string) => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
};

/** The page without data. */
export async function builtPage(): Promise<string> {
  const program = await bundled();
  const style = await Deno.readTextFile(new URL("./page/style.css", import.meta.url));
  const policy = [
    "default-src 'none'",
    `script-src ${await sha256(program)} 'wasm-unsafe-eval'`,
    `style-src ${await sha256(style)}`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Multiplets: which groups of units carry information together</title>
<style>${style}</style>
</head>
<body>
<div id="page"></div>
${DATA_PLACE}
<script id="program">${program}</script>
</body>
</html>
`;
}

if (import.meta.main) {
  const page = await builtPage();
  await atomicWrite(fileURLToPath(PAGE_FILE), page);
  console.log(`The page has ${(page.length / 1e6).toFixed(2)} MB.`);
}
