/** Bundled modules as older runtimes take them. */
import { doesNotMatch, match, strictEqual as equal } from "node:assert/strict";
import { permitted } from "../permitted.ts";

/** Loaded when a test runs: TypeScript reads files and variables when it is loaded. */
const lowering = () => import("../../lib/bundles/lowered.ts");

Deno.test(
  "methods of newer standards become functions, with the receiver first",
  permitted,
  async () => {
    const { lowered } = await lowering();
    equal(
      lowered("export const groups = Map.groupBy(own().items, (item) => item.toHex());\n"),
      "import * as __older from './older.js';\n" +
        "export const groups = __older.groupBy(Map, own().items, (item) => __older.toHex(item));\n",
    );
  },
);

Deno.test("what older runtimes know stays, without an import", permitted, async () => {
  const { lowered } = await lowering();
  const source = "export const own = new Map([[1, 2]]).get(1) ?? items.toSorted();\n";
  equal(lowered(source), source);
});

Deno.test("resources are disposed without using", permitted, async () => {
  const { lowered } = await lowering();
  const code = lowered(
    "export class A { [Symbol.dispose]() {} }\nexport function f() { using a = new A(); return 1; }",
  );
  doesNotMatch(code, /\busing\b|Symbol\.dispose/);
  match(code, /\[__older\.dispose\]\(\)/);
});

Deno.test("types are removed", permitted, async () => {
  const { compiled } = await lowering();
  equal(compiled("export const one: number = 1;"), "export const one = 1;\n");
});
