import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import {
  type Notebook,
  refreshNotebook,
  requireTrackedForm,
  trackedForm,
  writeNotebook,
} from "../../../lib/reports/jupyter/notebook_file.ts";
import { permitted } from "../../permitted.ts";
import { code, notebook, prose, shown } from "./_notebooks.ts";

/** Writes a notebook and its executed copy into a folder that is removed afterwards. */
async function bench(source: Notebook, executed: Notebook) {
  const folder = await Deno.makeTempDir();
  const [path, copy] = [join(folder, "a.ipynb"), join(folder, "copy.ipynb")];
  await writeNotebook(path, source);
  await writeNotebook(copy, executed);
  return {
    path,
    copy,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

Deno.test(
  "refreshing replaces outputs and execution counts, and nothing else",
  permitted,
  async () => {
    const source = notebook(prose("text"), code("a", ["x/y"], [shown("old/one")]));
    const executed = {
      ...notebook(
        { ...prose("text"), id: "other" },
        { ...code("a", [], [shown("x/y")]), execution_count: 1 },
      ),
      metadata: { papermill: "volatile" },
    };
    await using files = await bench(source, executed);
    await refreshNotebook(files.path, files.copy);
    equal(
      await Deno.readTextFile(files.path),
      trackedForm(
        notebook(prose("text"), {
          ...code("a", ["x/y"], [shown("x/y")]),
          execution_count: 1,
        }),
      ),
    );
    await requireTrackedForm(files.path);
  },
);

Deno.test(
  "a copy of another version is refused and the notebook left as it was",
  permitted,
  async () => {
    const source = notebook(prose("text"), code("a", []));
    for (
      const cells of [[prose("text"), code("b", [])], [prose("text")], [code("a", []), prose("a")]]
    ) {
      await using files = await bench(source, notebook(...cells));
      await rejects(() => refreshNotebook(files.path, files.copy), /another version, cell [12]/);
      equal(await Deno.readTextFile(files.path), trackedForm(source));
    }
  },
);

Deno.test(
  "volatile metadata, missing ids and another layout are told apart from the tracked form",
  permitted,
  async () => {
    const source = notebook(code("a", []));
    await using files = await bench(source, source);
    await requireTrackedForm(files.path);
    await Deno.writeTextFile(files.path, JSON.stringify(source));
    await rejects(() => requireTrackedForm(files.path), /notebooks:refresh/);
    const { id: _, ...nameless } = code("a", []);
    await writeNotebook(files.path, notebook(nameless));
    await rejects(() => requireTrackedForm(files.path), /cell 1 has no id/);
    deepEqual(Object.keys(nameless).includes("id"), false);
  },
);

Deno.test("a code cell without outputs in the copy loses its own", permitted, async () => {
  const { outputs: _, execution_count: __, ...bare } = code("a", []);
  await using files = await bench(notebook(code("a", [], [shown("old/one")])), notebook(bare));
  await Deno.writeTextFile(files.copy, JSON.stringify(notebook(bare)));
  await refreshNotebook(files.path, files.copy);
  equal(await Deno.readTextFile(files.path), trackedForm(notebook(code("a", []))));
});
