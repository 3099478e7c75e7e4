/** What a page has inside: the result of a report, and the files of the demonstration. */
import type { AnalysisResult } from "../analysis/mod.ts";

/** Elements of the page with data, by their ids. */
export const EMBEDDED = { report: "report", demonstration: "demonstration" } as const;

/** A report: a result, and what it is of. */
export interface Report {
  /** What was analysed, such as the names of files. */
  readonly title: string;
  /** The command that made it. */
  readonly command: string;
  /** With details, as far as the page is to show them. */
  readonly result: AnalysisResult;
}

/** A file of the demonstration. */
export interface EmbeddedFile {
  /** Without a folder. */
  readonly name: string;
  /** Its bytes in base64. */
  readonly base64: string;
}

/** Data as an element of a page; read by {@link embedded}. */
export function dataElement(id: string, data: unknown): string {
  // No text of others can end the element or begin a comment in it.
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="${id}">${json}</script>`;
}

/** The data of an element; `undefined` if the page has none of that id. */
export function embedded<Data>(id: string): Data | undefined {
  const element = document.getElementById(id);
  return element === null ? undefined : JSON.parse(element.textContent!) as Data;
}
