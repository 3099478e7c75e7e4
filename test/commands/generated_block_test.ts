import { strictEqual as equal, throws } from "node:assert/strict";
import { withVerdicts } from "../../lib/commands/verdicts.ts";

const BEGIN = "<!-- verdicts: written by `deno task notebooks:refresh` -->";
const END = "<!-- end of verdicts -->";

Deno.test("what stood between the marks is replaced, the rest stays", () => {
  const text = `# a\n\n${BEGIN}\n\nold\n\n${END}\n\nb\n`;
  const written = withVerdicts("a.md", text, "| new |");
  equal(written, `# a\n\n${BEGIN}\n\n| new |\n\n${END}\n\nb\n`);
  equal(withVerdicts("a.md", written, "| new |"), written);
});

Deno.test("a file without its marks, or with more of them, is refused by its name", () => {
  for (const text of ["", BEGIN, `${END} ${BEGIN}`, `${BEGIN}${END}${BEGIN}${END}`]) {
    throws(
      () => withVerdicts("a.md", text, "x"),
      (error) => error instanceof Error && error.message.startsWith("a.md needs "),
    );
  }
});
