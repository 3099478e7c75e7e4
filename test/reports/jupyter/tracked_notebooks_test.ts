/** What every tracked notebook keeps to: prose and calls into the library, nothing else. */
import { deepStrictEqual as deepEqual, match, ok } from "node:assert/strict";
import { basename, join } from "node:path";
import { joinText, readNotebook } from "../../../lib/reports/jupyter/notebook_file.ts";
import { PERMITTED, permitted } from "../../permitted.ts";
import { ROOT } from "../../sources.ts";

/** A function or class with a name; a callback within a call has none. */
const DEFINITION =
  /^\s*(?:async\s+)?function\b|^\s*class\b|\b(?:const|let|var)\s+\w+(?:\s*:.+?)?\s=\s*(?:async\s*)?(?:\([^()]*\)|\w+)\s*(?::[^=;]+)?=>/m;

/** Most lines of a cell: what is longer belongs into the library. */
const MOST_LINES = 16;

const notebooks = join(ROOT, "notebooks");
const names = PERMITTED
  ? [...Deno.readDirSync(notebooks)].map(({ name }) => name)
    .filter((name) => name.endsWith(".ipynb")).sort()
  : [];

Deno.test("the pattern finds definitions, and no callbacks", () => {
  for (
    const text of [
      "function f() {}",
      "async function f() {}",
      "class Bar {}",
      "const f = (a) => a;",
      "const f = async (a: number): Promise<number> => await a;",
      "const f: (a: number) => number = (a) => a;",
      "let f = a => a;",
    ]
  ) match(text, DEFINITION);
  for (
    const text of [
      "const found = list.filter(({ a }) => a > 0).map((one) => `${one}`);",
      'await showFigure("class-specificity", classSpecificityFigure(result));',
    ]
  ) ok(!DEFINITION.test(text), text);
});

Deno.test("there are notebooks", permitted, () => ok(names.length >= 3));

for (const name of names) {
  Deno.test(`${basename(name)}: cells are short and define no function`, async () => {
    const { cells } = await readNotebook(join(notebooks, name));
    const code = cells.map(({ cell_type, source }, at) => ({
      cell: at + 1,
      text: cell_type === "code" ? joinText(source) : "",
    }));
    const cellsWith = (flaw: (text: string) => boolean) =>
      code.filter(({ text }) => flaw(text)).map(({ cell }) => cell);
    deepEqual(cellsWith((text) => DEFINITION.test(text)), [], "cells that define a function");
    deepEqual(cellsWith((text) => text.split("\n").length > MOST_LINES), [], "long cells");
  });
}
