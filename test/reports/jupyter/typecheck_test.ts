import {
  deepStrictEqual as deepEqual,
  match,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import {
  notebookModule,
  typecheckNotebooks,
  writeNotebook,
} from "../../../lib/reports/jupyter/notebook_file.ts";
import { project } from "../../../lib/reports/jupyter/environment.ts";
import { JupyterError } from "../../../lib/reports/jupyter/process.ts";
import { permitted } from "../../permitted.ts";
import { code, notebook, prose } from "./_notebooks.ts";

Deno.test("a module keeps the order of cells and knows where its lines come from", () => {
  const { source, origins } = notebookModule(
    notebook(prose("# T"), code("const a = 1;\na;"), prose("x"), code("await a;")),
  );
  equal(source, "const a = 1;\na;\nawait a;\nexport {};\n");
  deepEqual(origins, [
    { cell: 2, line: 1 },
    { cell: 2, line: 2 },
    { cell: 4, line: 1 },
  ]);
});

Deno.test(
  "errors are told by notebook, cell and line; imports mean what they mean in the notebook",
  permitted,
  async () => {
    // In this checkout, so that bare imports resolve, and where git looks away.
    const { reports } = project();
    await Deno.mkdir(reports, { recursive: true });
    const folder = await Deno.makeTempDir({ dir: reports });
    try {
      const [good, bad] = [join(folder, "good.ipynb"), join(folder, "bad.ipynb")];
      await Deno.writeTextFile(join(folder, "near.ts"), "export const near = 1;\n");
      const imports = code('import { duration } from "@multiplet/multiplet/studies";');
      await writeNotebook(
        good,
        notebook(
          imports,
          code('import { near } from "./near.ts";\nawait Promise.resolve(duration(near));'),
        ),
      );
      await typecheckNotebooks([good]);

      await writeNotebook(
        bad,
        notebook(
          prose("x"),
          imports,
          code('\nimport { naer } from "./near.ts";'),
          code("duration('')"),
        ),
      );
      await rejects(() => typecheckNotebooks([good, bad]), (error: Error) => {
        equal(error instanceof JupyterError, true);
        match(error.message, /'naer'/);
        match(error.message, /bad\.ipynb, cell 3, line 2, column 10/);
        match(error.message, /bad\.ipynb, cell 4, line 1, column 10/);
        return true;
      });
      const left = Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
      deepEqual(left, ["bad.ipynb", "good.ipynb", "near.ts"]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
