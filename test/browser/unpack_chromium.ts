/**
 * Unpacks the Chromium of an npm package into the folder that `TMPDIR` names. A program of its own:
 * the package takes its folder from that variable, and nobody who runs no browser test should have to
 * download it. `chromium.lock` beside this file holds the hashes of what is downloaded.
 *
 *     TMPDIR=FOLDER deno run -A --no-config --frozen --lock=chromium.lock unpack_chromium.ts
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PACKAGE } from "./chromium_package.ts";

/** What of the package is used here. */
interface ChromiumPackage {
  /** Unpacks one archive into the temporary folder. */
  inflate(archive: string): Promise<string>;
}

// Not a literal: deno.lock would have to list the package, and `deno install` would download it.
const { inflate }: ChromiumPackage = await import(PACKAGE);
const archives = fileURLToPath(new URL("../bin/", import.meta.resolve(PACKAGE)));
for (const name of ["chromium.br", "swiftshader.tar.br", "fonts.tar.br", "al2023.tar.br"]) {
  await inflate(join(archives, name));
}
