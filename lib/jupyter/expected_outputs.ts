/**
 * Whether a notebook shows what its cells declare.
 *
 * A code cell lists in its metadata the MIME types of the outputs that it must leave, one entry an
 * output, e.g. `"multiplet": { "expects": ["image/svg+xml", "text/html"] }`; a cell without outputs
 * declares `[]`.
 * @module
 */
import { type Cell, type CellOutput, joinText, type Notebook } from "./notebook_file.ts";

/** Something that is wrong with the outputs of a cell. */
export interface OutputProblem {
  /** Number of the cell in the notebook, from 1; all kinds of cells count. */
  readonly cell: number;
  /** `missing` may be chance (see {@link "../notebook/output.ts"}); the others are not. */
  readonly kind: "undeclared" | "missing" | "stderr" | "error";
  /** What is wrong, without the cell, e.g. `lacks 1 of 2 image/svg+xml`. */
  readonly detail: string;
}

/** Compares the outputs of all code cells with their declarations. */
export function outputProblems(notebook: Notebook): OutputProblem[] {
  return notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code"
      ? cellProblems(cell).map((problem) => ({ cell: index + 1, ...problem }))
      : []
  );
}

function cellProblems({ metadata, outputs = [] }: Cell): Omit<OutputProblem, "cell">[] {
  const problems: Omit<OutputProblem, "cell">[] = [];
  for (const output of outputs) {
    if (output.output_type === "error") {
      problems.push({ kind: "error", detail: `ends in ${output.ename}: ${output.evalue}` });
    }
    if (output.output_type === "stream" && output.name === "stderr") {
      const line = joinText(output.text ?? "").trim().split("\n")[0];
      problems.push({ kind: "stderr", detail: `writes to standard error: ${line}` });
    }
  }
  const expected = declared(metadata);
  if (!expected) {
    const detail =
      'does not declare its outputs in its metadata as "multiplet": {"expects": [...]}';
    return [...problems, { kind: "undeclared", detail }];
  }
  for (const type of new Set(expected)) {
    const needed = expected.filter((entry) => entry === type).length;
    const shown = outputs.filter((output) => hasContent(output, type)).length;
    if (shown < needed) {
      problems.push({ kind: "missing", detail: `lacks ${needed - shown} of ${needed} ${type}` });
    }
  }
  return problems;
}

function declared(metadata: Cell["metadata"]): string[] | undefined {
  const { multiplet } = metadata;
  if (typeof multiplet !== "object" || multiplet === null || !("expects" in multiplet)) return;
  const { expects } = multiplet;
  if (!Array.isArray(expects) || !expects.every((type) => typeof type === "string")) return;
  return expects;
}

function hasContent({ data }: CellOutput, type: string): boolean {
  const content = data?.[type];
  return (typeof content === "string" && content.trim() !== "") ||
    (Array.isArray(content) && content.join("").trim() !== "");
}
