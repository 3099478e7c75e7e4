import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { requireVerdictMarks, writeVerdictGuides } from "../../lib/commands/verdicts.ts";
import {
  allVerdicts,
  MINIMAL_DROP,
  resolveConfig,
  SIMILAR_MARGIN,
  type Verdict,
  type VerdictRow,
} from "../../lib/paper/mod.ts";
import { VERDICTS } from "../../lib/studies/verdict.ts";
import { claimsMarkdown, verdictsMarkdown } from "../../lib/reports/verdicts/mod.ts";
import { inFolder } from "../in_folder.ts";
import { ROOT } from "../sources.ts";
import { requireFormatted } from "../reports/verdicts/fmt.ts";
import { results } from "./_results.ts";
import { permitted } from "../permitted.ts";

const FILES = ["README.md", "docs/verdicts.md"];
const MARKS =
  "<!-- verdicts: written by `deno task notebooks:refresh` -->\n<!-- end of verdicts -->";
const all = { config: resolveConfig("smoke", { seed: 7 }), ...results };
const rows = allVerdicts(results);

/** Text without its line breaks, which `deno fmt` chooses. */
const inOneLine = (text: string) => text.replaceAll(/\s+/g, " ");

/** A folder with both files, made of these texts. */
const withFiles = (texts: string[], test: (folder: string) => Promise<void>) =>
  inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "docs"));
    for (const [at, name] of FILES.entries()) {
      await Deno.writeTextFile(join(folder, name), texts[at]!);
    }
    await test(folder);
  });

Deno.test(
  "a line per claim goes into the README, every variant into the guide",
  permitted,
  () =>
    withFiles([`# a\n\n${MARKS}\n\nb\n`, `# c\n\n${MARKS}\n`], async (folder) => {
      await writeVerdictGuides(folder, all);
      const [readme, guide] = await Promise.all(
        FILES.map((name) => Deno.readTextFile(join(folder, name))),
      );
      ok(
        inOneLine(readme!).includes(
          inOneLine(`Preset \`smoke\`, seed 7: ${claimsMarkdown(rows)} `),
        ),
      );
      ok(readme!.startsWith("# a\n") && readme!.endsWith("\nb\n"));
      ok(inOneLine(guide!).includes(inOneLine(` ${verdictsMarkdown(rows)} `)), guide!);
      ok(guide!.startsWith("# c\n\n<!-- verdicts"));
      ok(guide!.includes("Preset `smoke`, seed 7; written by Deno "));
      for (const text of [readme!, guide!]) await requireFormatted(text);
    }),
);

Deno.test(
  "where one file lacks its marks, neither is changed",
  permitted,
  () =>
    withFiles([`${MARKS}\n`, "# c\n"], async (folder) => {
      await rejects(() => writeVerdictGuides(folder, all), /docs\/verdicts\.md needs/);
      await rejects(() => requireVerdictMarks(folder), /docs\/verdicts\.md needs/);
      equal(await Deno.readTextFile(join(folder, "README.md")), `${MARKS}\n`);
    }),
);

Deno.test("this project's README and guide have the marks", permitted, async () => {
  await requireVerdictMarks(ROOT);
});

/** The rows that the tables of a guide were made of; of controls with many variants those that the first criteria judged. */
function rowsOf(guide: string): VerdictRow[] {
  const plain = (cell: string) => cell.trim().replace(/\\(.)/g, "$1");
  return guide.split(/^### /m).slice(1).flatMap((part) => {
    const [heading, ...lines] = part.split("\n");
    const [, claim, section] = /^“(.*)” \(section (.*)\)$/.exec(heading!)!;
    const tables = lines.map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map(plain))
      .filter((cells) => cells.length >= 4 && !/^-+$|^control$|^analysis variant$/.test(cells[0]!));
    return tables.map((cells) => {
      const [reason, former, verdict, variant, control] = cells.toReversed() as [
        string,
        string,
        Verdict,
        string,
        string?,
      ];
      const choices = Object.fromEntries(variant.split("; ").map((choice) => choice.split(": ")));
      const about = { claim: plain(claim!), section: section!, choices, control };
      return { ...about, verdict, former: former || undefined, reason };
    });
  });
}

/** The items of a README without the counts of controls, of which a guide lacks some variants. */
const itemsOf = (rows: readonly VerdictRow[]) =>
  claimsMarkdown(rows).split("\n").map((item) => item.replace(/ Controls: .*$/, ""));

Deno.test("the lines of this project's README are those of its guide", permitted, async () => {
  const [readme, guide] = await Promise.all(
    FILES.map((name) => Deno.readTextFile(join(ROOT, name))),
  );
  const own = rowsOf(guide!);
  ok(own.length > 0);
  for (const item of itemsOf(own)) ok(inOneLine(readme!).includes(inOneLine(item)), item);
});

Deno.test("the guide names the margins of the criteria", permitted, async () => {
  const guide = (await Deno.readTextFile(join(ROOT, "docs/verdicts.md"))).replace(/\s+/g, " ");
  ok(guide.includes(`lies within ±${SIMILAR_MARGIN} points`));
  ok(guide.includes(`is at most ${MINIMAL_DROP} point:`));
  for (const verdict of VERDICTS) ok(guide.includes(`| ${verdict} `), verdict);
});

Deno.test("a guide has all that a README's lines are made of", () => {
  deepEqual(itemsOf(rowsOf(verdictsMarkdown(rows))), itemsOf(rows));
});
