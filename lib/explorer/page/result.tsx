/** The result of an analysis. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { droppedNotes, toCsv, toJson, toTable } from "../../analysis/formats.ts";
import type { AnalysisResult } from "../../analysis/mod.ts";
import { extremesFigure } from "../../figures/mod.ts";
import { Figure } from "./figure.tsx";
import { Multiplets } from "./multiplets.tsx";

export function Result({ result }: { readonly result: AnalysisResult }) {
  const { sizes, objective, dropped, notices = [], warnings } = result;
  const figure = useMemo(
    () =>
      sizes.length === 0 || objective !== undefined
        ? undefined
        : extremesFigure(result, { document }),
    [result],
  );
  // Long for many multiplets: made once, not whenever an option changes.
  const texts = useMemo(() => ({
    table: toTable(result),
    files: [
      { name: "result.json", type: "application/json", text: toJson(result) },
      { name: "result.csv", type: "text/csv", text: toCsv(result) },
      ...(figure ? [{ name: "extremes.svg", type: "image/svg+xml", text: figure.svg }] : []),
    ],
  }), [result]);
  const notes = [...droppedNotes(dropped), ...notices];
  return (
    <article aria-labelledby="result-title">
      <h2 id="result-title" tabIndex={-1}>Result</h2>
      {warnings.length > 0 && (
        <section class="warnings" aria-label="Warnings">
          <h3>{warnings.length === 1 ? "A reason" : "Reasons"} to doubt numbers</h3>
          <ul>{warnings.map((warning) => <li key={warning}>{warning}.</li>)}</ul>
        </section>
      )}
      {figure && <Figure figure={figure} />}
      <Multiplets result={result} />
      {notes.length > 0 && (
        <section>
          <h3>How the files were read</h3>
          <ul>{notes.map((note) => <li key={note}>{note}.</li>)}</ul>
        </section>
      )}
      <details>
        <summary>All numbers as text</summary>
        <pre tabIndex={0}>{texts.table}</pre>
      </details>
      <p class="downloads">
        {texts.files.map((file) => <Download key={file.name} {...file} />)}
      </p>
    </article>
  );
}

interface DownloadProps {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

function Download({ name, type, text }: DownloadProps) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const own = URL.createObjectURL(new Blob([text], { type }));
    setUrl(own);
    return () => URL.revokeObjectURL(own);
  }, [text]);
  return url === undefined ? null : <a href={url} download={name}>{name}</a>;
}
