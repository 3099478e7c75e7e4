/**
 * HTML reports of executed notebooks.
 * @module
 */
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { atomicWrite } from "../system/files/atomic_write.ts";
import { firstHeading, withContents } from "./contents.ts";
import type { JupyterEnvironment } from "./environment.ts";
import { ReportError } from "./errors.ts";
import { extractFormulas, type Formula, formulaStyle, insertFormulas } from "./formulas.ts";
import { type CellOutput, joinText, type Notebook, readNotebook } from "./notebook_file.ts";
import { lastLine, runProcess } from "./process.ts";

/**
 * Exports an executed notebook as `reports/NAME.html`: one file that needs no network and no
 * JavaScript, with formulas typeset and code folded away.
 *
 * @param executed path of the executed notebook
 * @returns path of the report
 * @throws NotebookFileError when `executed` is no notebook, ReportError when nbconvert fails or a
 * formula cannot be typeset
 */
export async function exportReport(
  environment: JupyterEnvironment,
  executed: string,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const name = basename(executed, ".ipynb");
  const notebook = await readNotebook(executed);
  const formulas: Formula[] = [];
  const title = firstHeading(notebook) ?? name;
  const source = {
    ...withoutFormulas(notebook, formulas),
    metadata: { ...notebook.metadata, title },
  };
  const html = await convert(environment, source, options.signal);
  const styles = formulas.length > 0 ? `<style>${await formulaStyle()}</style>` : "";
  const path = join(environment.project.reports, `${name}.html`);
  await atomicWrite(
    path,
    insertFormulas(
      withContents(html).replace("<!--styles-->", () => styles),
      formulas,
    ),
  );
  return path;
}

/** The notebook with placeholders for the formulas of its Markdown cells and outputs. */
function withoutFormulas(notebook: Notebook, formulas: Formula[]): Notebook {
  const inOutput = (output: CellOutput): CellOutput => {
    const source = output.data?.["text/markdown"] as string | string[] | undefined;
    if (source === undefined) return output;
    const markdown = extractFormulas(joinText(source), formulas);
    return { ...output, data: { ...output.data, "text/markdown": markdown } };
  };
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type === "markdown") {
      return { ...cell, source: extractFormulas(joinText(cell.source), formulas) };
    }
    return cell.outputs ? { ...cell, outputs: cell.outputs.map(inOutput) } : cell;
  });
  return { ...notebook, cells };
}

/** Lets nbconvert render a notebook with the project's template. */
async function convert(
  { python, project, variables }: JupyterEnvironment,
  notebook: Notebook,
  signal: AbortSignal | undefined,
): Promise<string> {
  const templates = fileURLToPath(new URL("./template", import.meta.url));
  const { code, stdout, stderr } = await runProcess(python, {
    args: ["-I", "-m", "nbconvert", "--to=html", "--stdin", "--stdout", "--log-level=ERROR"].concat(
      "--template=multiplet",
      `--TemplateExporter.extra_template_basedirs=${templates}`,
    ),
    cwd: project.notebooks,
    env: { ...variables, JUPYTER_NO_CONFIG: "1" },
    stdin: JSON.stringify(notebook),
    signal,
  });
  if (code !== 0) {
    throw new ReportError(`nbconvert failed: ${lastLine(stderr) || "no message"}`);
  }
  return stdout;
}
