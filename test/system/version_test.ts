/** The version of the software. */
import { strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import config from "../../deno.json" with { type: "json" };
import { VERSION } from "../../lib/system/version.ts";
import { permitted } from "../permitted.ts";
import { ROOT } from "../sources.ts";

Deno.test("the version is that of the package, and of the file to cite", permitted, async () => {
  equal(VERSION, config.version);
  const citation = await Deno.readTextFile(join(ROOT, "CITATION.cff"));
  equal(/^version: (.+)$/m.exec(citation)![1], VERSION);
});
