import {
  deepStrictEqual as deepEqual,
  fail,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { executeNotebook, outputProblems } from "../../lib/reports/jupyter/execute.ts";
import { joinText, readNotebook, writeNotebook } from "../../lib/reports/jupyter/notebook_file.ts";
import { environmentWith, fixture, kernelsOf, temporaryFolder } from "./_environment.ts";
import { JupyterError } from "../../lib/reports/jupyter/process.ts";

const JUPYTER = new URL("../../lib/reports/jupyter/", import.meta.url).href;

Deno.test("a notebook is executed through the kernel, and every expected output is in the copy", async () => {
  await using reports = await temporaryFolder();
  const environment = await environmentWith(reports.path);
  const before = await Deno.readTextFile(fixture("showcase"));
  const cells: number[] = [];
  const copy = await executeNotebook(environment, fixture("showcase"), {
    onProgress: ({ cell, cells: all, attempt }) => cells.push(cell / all * attempt),
  });
  equal(copy, join(reports.path, "showcase.ipynb"));
  equal(await Deno.readTextFile(fixture("showcase")), before);
  deepEqual(cells.slice(-2), [8 / 9, 1]);

  const executed = await readNotebook(copy);
  deepEqual(outputProblems(executed), []);
  const [progress] = executed.cells.at(-1)!.outputs!;
  match(joinText(progress!.data!["text/plain"] as string[]), /network 1 {2}100 %.*200 counted/);

  // The check has teeth: without one output of any cell it fails.
  const shown = executed.cells.flatMap(({ outputs }, index) => outputs?.length ? [index] : []);
  deepEqual(shown.length, 3);
  for (const index of shown) {
    const cell = executed.cells[index]!;
    const cells = executed.cells.with(index, { ...cell, outputs: cell.outputs!.slice(1) });
    deepEqual(outputProblems({ ...executed, cells }).map(({ cell, kind }) => [cell, kind]), [
      [index + 1, "missing"],
    ]);
  }
});

Deno.test("variables reach the kernel, and its folder is the notebook's", async () => {
  await using folder = await temporaryFolder();
  const environment = await environmentWith(join(folder.path, "reports"));
  const source = join(folder.path, "where.ipynb");
  const cell = {
    id: "a",
    cell_type: "code" as const,
    metadata: { multiplet: { expects: [] } },
    // The kernel loses what is printed just before the end of a cell, too.
    source: 'console.log(Deno.env.get("PRESET"), Deno.env.get("NO_COLOR"), Deno.cwd());\n' +
      "await new Promise((resolve) => setTimeout(resolve, 40));",
    outputs: [],
    execution_count: null,
  };
  await writeNotebook(source, { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 });
  const copy = await executeNotebook(environment, source, { env: { PRESET: "smoke" } });
  const [output] = (await readNotebook(copy)).cells[0]!.outputs!;
  equal(joinText(output!.text!), `smoke 1 ${await Deno.realPath(folder.path)}\n`);
});

Deno.test("a cell that fails is named with the beginning of its error; the copy shows it", async () => {
  await using reports = await temporaryFolder();
  const environment = await environmentWith(reports.path);
  await rejects(() => executeNotebook(environment, fixture("failing")), (error: Error) => {
    ok(error instanceof JupyterError);
    match(error.message, /failing\.ipynb, cell 3: RangeError: no such layer: 1\n/);
    return true;
  });
  const copy = await readNotebook(join(reports.path, "failing.ipynb"));
  equal(copy.cells[2]?.outputs?.[0]?.output_type, "error");
});

Deno.test("outputs that are missing, undeclared or on standard error fail the execution", async () => {
  await using reports = await temporaryFolder();
  const environment = await environmentWith(reports.path);
  await rejects(() => executeNotebook(environment, fixture("undeclared")), (error: Error) => {
    ok(error instanceof JupyterError);
    match(error.message, /cell 1 writes to standard error: careful/);
    match(error.message, /cell 2 does not declare/);
    match(error.message, /cell 3 lacks 1 of 1 image\/svg\+xml/);
    return true;
  });
});

Deno.test("a notebook that only lacks outputs is executed once more before it fails", async () => {
  await using folder = await temporaryFolder();
  const environment = await environmentWith(join(folder.path, "reports"));
  const source = join(folder.path, "lacking.ipynb");
  const { cells, ...rest } = await readNotebook(fixture("undeclared"));
  await writeNotebook(source, { ...rest, cells: [{ ...cells[2]!, source: "const a = 1;" }] });
  const attempts: number[] = [];
  const run = executeNotebook(environment, source, {
    onProgress: ({ attempt }) => attempts.push(attempt),
  });
  await rejects(run, /does not show what it should/);
  deepEqual(attempts, [1, 2]);
});

Deno.test("cancelling ends the kernel at once and leaves no process", async () => {
  await using folder = await temporaryFolder();
  const environment = await environmentWith(join(folder.path, "reports"));
  const controller = new AbortController();
  const run = executeNotebook(environment, fixture("endless"), {
    env: { TMPDIR: folder.path },
    signal: controller.signal,
    onProgress: ({ cell }) => cell === 2 && setTimeout(() => controller.abort(), 1000),
  });
  run.catch(() => {});
  while ((await kernelsOf(folder.path)).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await rejects(run, { name: "AbortError" });
  deepEqual(await kernelsOf(folder.path), []);
});

Deno.test("the kernel ends when the process that wanted it is killed", async () => {
  await using folder = await temporaryFolder();
  const code = `
    import { ensureEnvironment } from "${JUPYTER}environment.ts";
    import { executeNotebook } from "${JUPYTER}execute.ts";
    const environment = await ensureEnvironment();
    const project = { ...environment.project, reports: ${JSON.stringify(folder.path)} };
    await executeNotebook({ ...environment, project }, ${JSON.stringify(fixture("endless"))});`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", code],
    env: { TMPDIR: folder.path },
    stdout: "null",
    stderr: "null",
  }).spawn();
  const kernels = async (wanted: number) => {
    for (const deadline = performance.now() + 30_000; performance.now() < deadline;) {
      if ((await kernelsOf(folder.path)).length === wanted) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    fail(`there are not ${wanted} kernels`);
  };
  await kernels(1);
  child.kill("SIGKILL");
  await child.status;
  await kernels(0);
});
