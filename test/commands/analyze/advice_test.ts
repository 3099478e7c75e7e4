/** Commands that messages advise: copied into a shell, they do what they say, and nothing else. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { columnOption, shellWord } from "../../../lib/data/tables/advice.ts";
import { permitted } from "../../permitted.ts";
import { lastLineOf, refusalOf, resultOf, withTables } from "./_analyze.ts";

/** The words that a shell makes of a text, in a folder. */
async function shellWords(text: string, cwd: string): Promise<string[]> {
  const command = new Deno.Command("sh", { args: ["-c", `printf '%s\\0' ${text}`], cwd });
  const { code, stdout } = await command.output();
  equal(code, 0);
  return new TextDecoder().decode(stdout).split("\0").slice(0, -1);
}

const NAMES = [
  "mean radius",
  "$(touch pwned)",
  "`touch pwned`",
  "it's",
  "a,b",
  'a "quoted" one',
  "x;touch pwned",
  "-neg",
  "--columns",
  "a-b",
  "7",
  "fc1[0]",
  "*",
  "~",
  "$HOME",
  "größe",
  "back\\slash",
  "new\nline",
  "\u200bzero",
  "n".repeat(300),
];

Deno.test("a shell gives back every word as it is", permitted, async () => {
  const words = [...NAMES, "", "plain", "a=b", "=x", "#x", "!x", "'", "''", "&&", "x y"];
  deepEqual(await shellWords(words.map(shellWord).join(" "), "."), words);
  deepEqual(["plain_1.x", "a,b", "./x.csv"].map(shellWord), ["plain_1.x", "a,b", "./x.csv"]);
});

/** A table of columns with these names, and two columns beside them. */
function tableOf(names: readonly string[], cell: (row: number, at: number) => number): string {
  const cells = ["p", ...names, "q"].map((name) => `"${name.replaceAll('"', '""')}"`);
  const rows = Array.from({ length: 40 }, (_, row) => {
    const own = names.map((_, at) => cell(row, at));
    return [Math.sin(row * row), ...own, Math.cos(3 * row * row)].join(",");
  });
  return [cells.join(","), ...rows].join("\n");
}

Deno.test("names in advice are found when it is followed", permitted, () => {
  const all = NAMES.map((name, at) => [`${at}.csv`, tableOf([name], () => 1)] as const);
  const numbered = NAMES.map((name, at) => [`n${at}.csv`, tableOf([name], (row) => row)] as const);
  const pair = ["a b", 'it\'s, "$x"'];
  const files = Object.fromEntries([...all, ...numbered, ["pair.csv", tableOf(pair, () => 2)]]);
  return withTables(files, async (run, folder) => {
    const followed = async (text: string, file: string, names: readonly string[]) => {
      const advice = /--without .*$/s.exec(text)![0];
      const words = await shellWords(advice, folder);
      equal(words.length, 2, advice);
      const { dropped } = resultOf(await run(`--features ${file}`, ...words));
      deepEqual(
        dropped.map(({ name, reason }) => [name, reason]),
        names.map((name) => [name, "unused"]),
      );
    };
    for (const [at, name] of NAMES.entries()) {
      await followed(lastLineOf(await run(`--features ${at}.csv`)), `${at}.csv`, [name]);
      const { notices } = resultOf(await run(`--features n${at}.csv`));
      await followed(notices!.find((one) => one.includes("--without"))!, `n${at}.csv`, [name]);
    }
    await followed(refusalOf(await run("--features pair.csv")), "pair.csv", pair);
    const there = [...Deno.readDirSync(folder)].map(({ name }) => name);
    deepEqual(there.sort(), Object.keys(files).sort());
  });
});

Deno.test("plain names are advised without quotes", () => {
  const columns = ["a", "fc1_0", "x.y"].map((name, index) => ({ index, name }));
  equal(columnOption("--without", columns), "--without a,fc1_0,x.y");
});
