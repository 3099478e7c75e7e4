import {
  deepStrictEqual as deepEqual,
  match,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import {
  type CellOutput,
  readNotebook,
  trackedForm,
  writeNotebook,
} from "../../../lib/reports/jupyter/notebook_file.ts";
import { JupyterError } from "../../../lib/reports/jupyter/process.ts";
import { permitted } from "../../permitted.ts";
import { code, notebook, prose, shown } from "./_notebooks.ts";
import { inFolder } from "../../in_folder.ts";

Deno.test("the tracked form has Jupyter's layout: sorted keys, one space, text line by line", () => {
  equal(
    trackedForm({ ...notebook({ ...prose("# A\n\nb"), id: "one" }), metadata: {} }),
    `{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "one",
   "metadata": {},
   "source": [
    "# A\\n",
    "\\n",
    "b"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
`,
  );
});

Deno.test("the tracked form drops times and the state of windows, keeps ids, outputs and declarations", () => {
  const cell = code("a", ["text/html"], [
    { ...shown("text/html", "<p>\n</p>"), transient: { display_id: "x" } },
  ]);
  const metadata = { ...cell.metadata, execution: { "iopub.status.busy": "now" }, scrolled: true };
  const [tracked] = JSON.parse(trackedForm(notebook({ ...cell, metadata }))).cells;
  deepEqual(tracked.metadata, cell.metadata);
  equal(tracked.id, "c");
  deepEqual(tracked.outputs, [shown("text/html", ["<p>\n", "</p>"])]);
});

Deno.test("the tracked form of the tracked form is the same", () => {
  const text = trackedForm(notebook(prose("a\n"), code("", []), code("x", [], [shown("a/b")])));
  equal(trackedForm(JSON.parse(text)), text);
});

Deno.test(
  "a notebook is written whole and read back; other files are errors that name them",
  permitted,
  async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "deep", "a.ipynb");
      await writeNotebook(path, notebook(code("a", [])));
      deepEqual((await readNotebook(path)).cells[0]?.source, ["a"]);
      deepEqual(Array.from(Deno.readDirSync(join(folder, "deep")), ({ name }) => name), [
        "a.ipynb",
      ]);

      await rejects(() => readNotebook(join(folder, "none.ipynb")), (error: Error) => {
        return error instanceof JupyterError && /none\.ipynb: there is no/.test(error.message);
      });
      await Deno.writeTextFile(path, "{");
      await rejects(() => readNotebook(path), /a\.ipynb: it is not JSON/);
      await Deno.writeTextFile(path, '{"nbformat": 3, "worksheets": []}');
      await rejects(() => readNotebook(path), (error: Error) => {
        match(error.message, /it has format 3, needed is format 4/);
        return true;
      });
    });
  },
);

Deno.test("the tracked form has outputs of every kind: streams, errors, JSON, cells without any", () => {
  const { outputs: _, execution_count: __, ...bare } = code("a", []);
  const kinds: CellOutput[] = [
    { output_type: "stream", name: "stdout", text: "one\ntwo" },
    { output_type: "error", ename: "Error", evalue: "no", traceback: [] },
    { output_type: "display_data", data: { "application/json": { b: 1, a: [2] } } },
  ];
  const cells = JSON.parse(trackedForm(notebook(bare, code("b", [], kinds)))).cells;
  deepEqual([cells[0].outputs, cells[0].execution_count], [[], null]);
  deepEqual(cells[1].outputs, [
    { name: "stdout", output_type: "stream", text: ["one\n", "two"] },
    { ename: "Error", evalue: "no", output_type: "error", traceback: [] },
    { data: { "application/json": { a: [2], b: 1 } }, metadata: {}, output_type: "display_data" },
  ]);
});
