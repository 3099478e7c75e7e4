/** Shows outputs of cells, in Jupyter or in a terminal, and stops cells. */
import { join } from "node:path";
import type { DataFigure, Figure } from "../../figures/kit/figure.ts";
import { atomicWrite } from "../../system/files/atomic_write.ts";
import { reportsFolder } from "../../system/files/folders.ts";
import type { Finding } from "../../studies/finding.ts";
import { type Html, html, type Markdown, markdown } from "./html.ts";

/** One output in several formats, by MIME type; the front end takes the richest that it supports. */
export type MimeBundle = Readonly<Record<string, string>>;

/** Destination of outputs. Tests inject one; {@link currentOutput} finds the right one. */
export interface Output {
  /** Shows an output; with an `id` it can be replaced later. */
  display(bundle: MimeBundle, id?: string): Promise<void>;
  /** Replaces the output that was displayed with this `id`. */
  update(bundle: MimeBundle, id: string): Promise<void>;
  /** Resolves when all outputs so far have left the kernel. */
  settle(): Promise<void>;
}

/** Sends a message of the Jupyter protocol on the channel that front ends listen to. */
export type Broadcast = (type: string, content: Record<string, unknown>) => Promise<void>;

/**
 * An output by messages of the Jupyter protocol.
 *
 * @param settleMs milliseconds between the last output of a cell and its end. The Deno kernel can report a cell
 * as finished before its outputs are sent, and front ends drop later ones: at 0 ms up to 24 of 60 runs lost
 * one, from 20 ms on none did. Default 40
 */
export function jupyterOutput(broadcast: Broadcast, settleMs: number = 40): Output {
  const content = (data: MimeBundle, id: string | undefined) => ({
    data,
    metadata: {},
    transient: id === undefined ? {} : { display_id: id },
  });
  return {
    display: (bundle, id) => broadcast("display_data", content(bundle, id)),
    update: (bundle, id) => broadcast("update_display_data", content(bundle, id)),
    settle: () => new Promise((resolve) => setTimeout(resolve, settleMs)),
  };
}

/** An output that prints plain texts; displays that can be updated are left out. */
export function textOutput(print: (text: string) => void): Output {
  return {
    display(bundle, id) {
      if (id === undefined) print(bundle["text/plain"] ?? "");
      return Promise.resolve();
    },
    update: () => Promise.resolve(),
    settle: () => Promise.resolve(),
  };
}

/** Whether this code runs inside the Jupyter kernel of Deno. */
export function inKernel(): boolean {
  try {
    // Outside the kernel Deno throws on access.
    return Deno.jupyter !== undefined;
  } catch {
    return false;
  }
}

/** Jupyter inside the Deno kernel, standard output elsewhere. */
export function currentOutput(): Output {
  return inKernel()
    // By its type it returns a promise; Deno 2.9 returns undefined.
    ? jupyterOutput(async (type, content) => await Deno.jupyter.broadcast(type, content))
    : textOutput((text) => console.log(text));
}

/** Something that {@link show} can display. */
export type Displayable =
  /** A figure, or any SVG with a title. */
  | Pick<Figure, "svg" | "title">
  /** HTML, such as a {@link table}. */
  | Html
  | Markdown
  /** An `<svg>` element of any document. */
  | { readonly outerHTML: string };

/**
 * Displays items one below the other and resolves when they have left the Jupyter kernel. A cell ends with it:
 *
 * ```ts
 * import { html, show } from "@multiplet/multiplet/notebook";
 *
 * await show(html("<b>3</b> networks", "3 networks")); // in a terminal: 3 networks
 * ```
 * Do not rely on the value of a cell's last line instead: the kernel sometimes loses it.
 *
 * @throws TypeError for something that is not {@link Displayable}, such as a plain string: write
 * `markdown("…")` or `html("…")`
 */
export async function show(...items: readonly Displayable[]): Promise<void> {
  await display(items, currentOutput());
}

/**
 * {@link show} on a given output.
 *
 * @example
 * ```ts
 * import { display, html, textOutput } from "@multiplet/multiplet/notebook";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const printed: string[] = [];
 * await display([html("<b>3</b> networks")], textOutput((text) => printed.push(text)));
 * deepEqual(printed, ["3 networks"]);
 * ```
 */
export async function display(items: readonly Displayable[], output: Output): Promise<void> {
  for (const bundle of items.map(toBundle)) await output.display(bundle);
  await output.settle();
}

function toBundle(item: Displayable, position: number): MimeBundle {
  if (typeof item === "object" && item !== null) {
    if ("svg" in item) return { "image/svg+xml": item.svg, "text/plain": item.title };
    if ("html" in item) return { "text/html": item.html, "text/plain": item.text };
    if ("markdown" in item) return { "text/markdown": item.markdown, "text/plain": item.markdown };
    if ("outerHTML" in item && /^<svg\b/i.test(item.outerHTML)) {
      // An inline `<svg>` needs no namespace, a separate image does.
      const svg = item.outerHTML.replace(
        /^<svg(?![^>]*\sxmlns=)/i,
        '<svg xmlns="http://www.w3.org/2000/svg"',
      );
      return { "image/svg+xml": svg, "text/plain": "figure" };
    }
  }
  throw new TypeError(
    `show() cannot display item ${position + 1}, ${Deno.inspect(item).slice(0, 60)}: ` +
      "it takes figures, svg elements, table(…), html(…) and markdown(…)",
  );
}

/**
 * Shows a figure and writes it to `figures/NAME.svg` in the reports folder; the numbers of a data figure go to
 * `NAME.csv` beside it, with a link that works from the report.
 *
 * @param name file name without ending: lower-case letters, digits and hyphens
 */
export async function showFigure(name: string, figure: Figure | DataFigure): Promise<void> {
  if (!/^[a-z0-9-]+$/.test(name)) {
    throw new TypeError(`The name of a figure has only a-z, 0-9 and hyphens, got "${name}"`);
  }
  const path = join(reportsFolder(), "figures", name);
  await atomicWrite(`${path}.svg`, figure.svg + "\n");
  if (!("csv" in figure)) return await show(figure);
  await atomicWrite(`${path}.csv`, figure.csv);
  const file = `figures/${name}.csv`;
  await show(figure, html(`<p>The numbers: <a href="${file}"><code>${file}</code></a></p>`));
}

/**
 * Findings as a list of Markdown, one statement each.
 *
 * @example
 * ```ts
 * import { findingList } from "@multiplet/multiplet/notebook";
 * import { strictEqual as equal } from "node:assert/strict";
 * const findings = ["One.", "Two."].map((statement) => ({ statement, estimates: [] }));
 * equal(findingList(findings).markdown, "- One.\n- Two.");
 * ```
 */
export function findingList(findings: readonly Pick<Finding, "statement">[]): Markdown {
  return markdown(findings.map(({ statement }) => `- ${statement}`).join("\n"));
}

/** Error: the cell was interrupted from Jupyter. */
export class InterruptError extends Error {
  /** Error name. */
  override readonly name = "InterruptError";
}

let current = new AbortController();
let listening = false;

/**
 * A signal for the work of the running cell; Jupyter's interrupt button aborts it.
 *
 * The Deno kernel itself cannot be interrupted while a cell awaits something: stopped by force it
 * answers no further cell. The project's kernelspec therefore sends the interrupt as SIGINT, which is
 * ignored until this function listens to it; work stops where it reads its signal, finished results are
 * kept, and the kernel still runs.
 *
 * Outside the kernel the signal is never aborted, and SIGINT ends the process as usual.
 */
export function interruptSignal(): AbortSignal {
  if (!inKernel()) return new AbortController().signal;
  if (!listening) {
    Deno.addSignalListener("SIGINT", interrupt);
    listening = true;
  }
  return current.signal;
}

function interrupt(): void {
  const interrupted = current;
  // Later work belongs to a later cell and gets a new signal.
  current = new AbortController();
  interrupted.abort(
    new InterruptError("Interrupted. Finished results are kept; run the cell again to continue."),
  );
}
