import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { outputProblems } from "../../../lib/reports/jupyter/execute.ts";
import { code, notebook, prose, shown } from "./_notebooks.ts";

const SVG = "image/svg+xml";

Deno.test("a notebook that shows what it declares has no problems; more than declared is fine", () => {
  const good = notebook(
    prose("# Title"),
    code("a", []),
    code("b", [SVG, "text/html"], [shown("text/html"), shown(SVG, ["<svg>", "</svg>"])]),
    code("c", [], [shown("text/html")]),
  );
  deepEqual(outputProblems(good), []);
});

Deno.test("every missing output is counted, and an empty one is missing", () => {
  const lost = notebook(
    prose("# Title"),
    code("a", [SVG, SVG, "text/html"], [shown(SVG), shown("text/html", "")]),
  );
  deepEqual(outputProblems(lost), [
    { cell: 2, kind: "missing", detail: `lacks 1 of 2 ${SVG}` },
    { cell: 2, kind: "missing", detail: "lacks 1 of 1 text/html" },
  ]);
});

Deno.test("errors, standard error and undeclared cells are problems of their own kind", () => {
  const bad = notebook(
    code("a", [], [{ output_type: "error", ename: "RangeError", evalue: "no", traceback: [] }]),
    code("b", [], [{ output_type: "stream", name: "stderr", text: ["careful\n", "more"] }]),
    code("c", [], [{ output_type: "stream", name: "stdout", text: "fine" }]),
    code("d"),
  );
  deepEqual(outputProblems(bad).map(({ cell, kind }) => `${cell} ${kind}`), [
    "1 error",
    "2 stderr",
    "4 undeclared",
  ]);
  deepEqual(outputProblems(bad)[1]?.detail, "writes to standard error: careful");
});

Deno.test("a declaration that is no list of MIME types counts as none", () => {
  const cell = { ...code("a"), metadata: { multiplet: { expects: "text/html" } } };
  deepEqual(outputProblems(notebook(cell)).map(({ kind }) => kind), ["undeclared"]);
});
