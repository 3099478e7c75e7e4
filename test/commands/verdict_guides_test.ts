import { ok, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { withVerdicts } from "../../lib/commands/generated_block.ts";
import { writeVerdictGuides } from "../../lib/commands/verdict_guides.ts";
import { allVerdicts, resolveConfig } from "../../lib/experiments/mod.ts";
import { claimsMarkdown, verdictsMarkdown } from "../../lib/verdicts/mod.ts";
import { inFolder } from "../in_folder.ts";
import { ROOT } from "../sources.ts";
import { requireFormatted } from "../verdicts/fmt.ts";
import { results } from "./_results.ts";

const FILES = ["README.md", "docs/verdicts.md"];
const MARKS =
  "<!-- verdicts: written by `deno task notebooks:refresh` -->\n<!-- end of verdicts -->";
const all = { config: resolveConfig("smoke", { seed: 7 }), ...results };
const rows = allVerdicts(results);

/** A folder with both files, made of these texts. */
const withFiles = (texts: string[], test: (folder: string) => Promise<void>) =>
  inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "docs"));
    for (const [at, name] of FILES.entries()) {
      await Deno.writeTextFile(join(folder, name), texts[at]!);
    }
    await test(folder);
  });

Deno.test("a line per claim goes into the README, every variant into the guide", () =>
  withFiles([`# a\n\n${MARKS}\n\nb\n`, `# c\n\n${MARKS}\n`], async (folder) => {
    await writeVerdictGuides(folder, all);
    const [readme, guide] = await Promise.all(
      FILES.map((name) => Deno.readTextFile(join(folder, name))),
    );
    ok(readme!.includes(`Preset \`smoke\`, seed 7:\n\n${claimsMarkdown(rows)}\n\n`), readme!);
    ok(readme!.startsWith("# a\n") && readme!.endsWith("\nb\n"));
    ok(guide!.includes(`\n\n${verdictsMarkdown(rows)}\n\n`), guide!);
    ok(guide!.startsWith("# c\n\n<!-- verdicts"));
    ok(guide!.includes("Preset `smoke`, seed 7; written by Deno "));
    for (const text of [readme!, guide!]) await requireFormatted(text);
  }));

Deno.test("where one file lacks its marks, neither is changed", () =>
  withFiles([`${MARKS}\n`, "# c\n"], async (folder) => {
    await rejects(() => writeVerdictGuides(folder, all), /docs\/verdicts\.md needs/);
    equal(await Deno.readTextFile(join(folder, "README.md")), `${MARKS}\n`);
  }));

Deno.test("this project's README and guide have the marks", async () => {
  for (const name of FILES) {
    const text = await Deno.readTextFile(join(ROOT, name));
    ok(withVerdicts(name, text, "x").includes("\n\nx\n\n"), name);
  }
});
