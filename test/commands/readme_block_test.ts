import { strictEqual as equal, throws } from "node:assert/strict";
import { ReadmeError, withVerdicts } from "../../lib/commands/readme_block.ts";
import { permitted } from "../permitted.ts";

const BEGIN = "<!-- verdicts: written by `deno task notebooks:refresh` -->";
const END = "<!-- end of verdicts -->";

Deno.test("what stood between the marks is replaced, the rest stays", () => {
  const readme = `# a\n\n${BEGIN}\n\nold\n\n${END}\n\nb\n`;
  const written = withVerdicts(readme, "| new |");
  equal(written, `# a\n\n${BEGIN}\n\n| new |\n\n${END}\n\nb\n`);
  equal(withVerdicts(written, "| new |"), written);
});

Deno.test("a README without its marks, or with more of them, is refused", () => {
  for (const readme of ["", BEGIN, `${END} ${BEGIN}`, `${BEGIN}${END}${BEGIN}${END}`]) {
    throws(() => withVerdicts(readme, "x"), ReadmeError);
  }
});

Deno.test("this project's README has the marks", permitted, async () => {
  const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  equal(withVerdicts(readme, "x").includes("\n\nx\n\n"), true);
});
