import type { Cell, CellOutput, Notebook } from "../../../lib/reports/jupyter/notebook_file.ts";

/** A code cell that declares `expects` (nothing when undefined) and shows `outputs`. */
export function code(
  source: string,
  expects?: readonly string[],
  outputs: readonly CellOutput[] = [],
): Cell {
  const metadata = expects ? { multiplet: { expects } } : {};
  return { id: "c", cell_type: "code", source, metadata, execution_count: null, outputs };
}

/** A Markdown cell. */
export function prose(source: string): Cell {
  return { id: "m", cell_type: "markdown", source, metadata: {} };
}

/** A display of one MIME type. */
export function shown(type: string, content: string | string[] = "<x/>"): CellOutput {
  return { output_type: "display_data", data: { [type]: content }, metadata: {} };
}

/** A notebook of these cells. */
export function notebook(...cells: Cell[]): Notebook {
  const kernelspec = { name: "deno", display_name: "Deno", language: "typescript" };
  return { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
}
