/** The result of an analysis. */
import { useEffect, useMemo, useState } from "preact/hooks";
import {
  droppedNotes,
  END_NAMES,
  readableName,
  symbolOf,
  toCsv,
  toJson,
  toTable,
} from "../../analysis/formats.ts";
import {
  reasonsOf,
  RESCORED_NUMBERS,
  rescoredSentences,
  rescoredTable,
} from "../../analysis/rescored_text.ts";
import { countedInText, integerText } from "../../analysis/table_layout.ts";
import { type AnalysisResult, methodsText } from "../../analysis/mod.ts";
import { askedVariables, hasOInformation } from "../../analysis/result.ts";
import { extremesFigure, participationSteps } from "../../figures/mod.ts";
import { counted } from "../../system/printable.ts";
import { VERSION } from "../../system/version.ts";
import { numberText } from "../number_words.ts";
import { columnsOf, rowsOf } from "../rows.ts";
import { caveats, sizesWords } from "../summary_words.ts";
import type { View } from "../view.ts";
import { Download } from "./download.tsx";
import { Figure } from "./figure.tsx";
import { Later } from "./later.tsx";
import { Multiplets } from "./multiplets.tsx";
import { Opened } from "./opened.tsx";
import { Summary } from "./summary.tsx";
import { Glossary } from "./term.tsx";

interface ResultProps {
  readonly result: AnalysisResult;
  /** The command that gives the same result. */
  readonly command: string;
  /** Whether options or files are others than those of the result. */
  readonly isStale: boolean;
  readonly view: View;
  readonly onView: (view: View) => void;
  /** Repeats the analysis with tests; absent in a report. */
  readonly onTest?: (() => void) | undefined;
}

export function Result({ result, command, isStale, view, onView, onTest }: ResultProps) {
  const { sizes, objective, warnings, details } = result;
  // Nothing is drawn of pairs without a label alone, whose Ω is 0.
  const isDrawn = objective === undefined &&
    sizes.some(({ size }) => hasOInformation(result, size));
  const rows = useMemo(() => rowsOf(result), [result]);
  const columns = useMemo(() => columnsOf(result, rows), [result]);
  // As the command writes it.
  const { details: _, ...plain } = result;
  const opened = rows.find(({ key }) => key === view.open);
  useEffect(() => {
    if (opened !== undefined) document.getElementById("opened-title")?.focus();
  }, [opened?.key]);
  return (
    <article aria-labelledby="result-title">
      <h2 id="result-title" tabIndex={-1}>Result</h2>
      {isStale && (
        <p role="status" class="failure">
          Files or options have changed since this result: analyse again to have them in it.
        </p>
      )}
      <p class="source">
        <small>
          The same in a terminal: <code>{command}</code>
        </small>
      </p>
      <Summary
        result={result}
        rows={rows}
        onOpen={(open) => onView({ ...view, open })}
        onTest={onTest}
      />
      {warnings.length > 0 && (
        <section class="warnings" aria-label="Warnings">
          <h3>{warnings.length === 1 ? "A reason" : "Reasons"} to doubt numbers</h3>
          <ul>{warnings.map((warning) => <li key={warning}>{warning}.</li>)}</ul>
        </section>
      )}
      <Later>
        <Data result={result} />
      </Later>
      {isDrawn && (
        <Figure
          name="extremes"
          of={[result]}
          draw={() => extremesFigure(result, { document })}
        />
      )}
      <OtherEstimator result={result} />
      <Later>
        <Multiplets
          rows={rows}
          columns={columns}
          notes={caveats(result)}
          view={view}
          onView={onView}
        />
      </Later>
      {opened && (
        <Opened
          result={result}
          row={opened}
          onClose={() => {
            const { open, ...others } = view;
            onView(others);
            document.getElementById(`open-${open}`)?.focus();
          }}
        />
      )}
      {isDrawn && details && (
        <section aria-labelledby="members-title">
          <h3 id="members-title">Members by size</h3>
          <Figure
            name="members"
            of={[result]}
            draw={() => participationSteps({ ...result, details }, { document })}
          />
        </section>
      )}
      <Later>
        <Glossary />
        <Methods result={result} />
        <AllNumbers result={plain} />
      </Later>
      <p class="downloads">
        <Download name="result.json" type="application/json" text={() => toJson(plain)} />
        <Download name="result.csv" type="text/csv" text={() => toCsv(plain)} />
      </p>
    </article>
  );
}

/** The table of the command; long, so that it is made when it is opened, and not printed: tables and figures have it all. */
function AllNumbers({ result }: { readonly result: AnalysisResult }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details class="unprinted" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>All numbers as text</summary>
      {isOpen && <pre tabIndex={0}>{toTable(result)}</pre>}
    </details>
  );
}

/** The smallest and the largest number of samples. */
function rangeText(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const all = countedInText(most, "sample");
  return least === most
    ? all
    : `${integerText(least)} ${counts.length === 2 ? "and" : "to"} ${all}`;
}

/** What was analysed, and how files were read. */
function Data({ result }: { readonly result: AnalysisResult }) {
  const { samples, groups, targetEncoding, search, ties, dropped, continuous } = result;
  const { notices = [], details } = result;
  const classes = details?.classes;
  const counts = classes?.map(({ samples }) => samples) ?? [];
  const facts = [
    `${countedInText(samples, "sample")} of ${countedInText(askedVariables(result), "variable")}` +
    (groups === undefined ? "" : ` in ${countedInText(groups, "group")}`),
    targetEncoding === "none"
      ? "Without labels: Ω is that of the variables alone"
      : `Label encoding: ${readableName(targetEncoding)}` +
        (continuous ? "; the label is a quantity, not a class" : "") +
        (classes === undefined
          ? ""
          : `; ${countedInText(classes.length, "class", "classes")} of ${rangeText(counts)}`),
    search === "none"
      ? "No search: the multiplets that were given"
      : `Search: ${readableName(search)}`,
    ...sizesWords(result),
    ...(result.blocks
      ? [`Variables are blocks of ${counted(result.blocks.flat().length, "column")}`]
      : []),
    ...(ties === undefined ? [] : [`Equal values: ${ties} ranks`]),
    ...droppedNotes(dropped),
    ...notices,
  ];
  return (
    <section aria-labelledby="data-title">
      <h3 id="data-title">Data</h3>
      <ul>{facts.map((fact) => <li key={fact}>{fact}.</li>)}</ul>
    </section>
  );
}

/** The numbers of another estimator, which the other parts of the page do not have. */
function OtherEstimator({ result }: { readonly result: AnalysisResult }) {
  const symbol = symbolOf(result);
  const table = rescoredTable(result, {
    synergy: `${END_NAMES.synergy} ${symbol}`,
    redundancy: `${END_NAMES.redundancy} ${symbol}`,
  });
  if (table === undefined) return null;
  const { titles, rows } = table;
  const { units } = result;
  const namesOf = (multiplet: readonly number[]) =>
    multiplet.map((index) => result.featureNames[index]).join(", ");
  return (
    <section aria-labelledby="estimator-title">
      <h3 id="estimator-title">By the estimator {result.rescoring!.estimator}</h3>
      <p>
        {result.search === "none"
          ? "The other table of this page is by the Gaussian formulas."
          : "The figures and the other tables of this page are by the Gaussian formulas of the search."}
        {" "}
        {rescoredSentences(result.rescoring!).join(" ")}
      </p>
      <div class="wide high" tabIndex={0} role="region" aria-label="Table of the other estimator">
        <table>
          <thead>
            <tr>
              {[...titles, "members"].map((title) => (
                <th key={title} scope="col">
                  {title}
                  {RESCORED_NUMBERS.includes(title) ? `, ${units}` : ""}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ cells, multiplet }) => (
              <tr key={`${cells.slice(0, 3)} ${multiplet}`}>
                {cells.map((cell, at) => (
                  <td key={at} class={typeof cell === "number" ? "number" : undefined}>
                    {typeof cell === "number" ? numberText(cell) : cell}
                  </td>
                ))}
                <td class="names">{namesOf(multiplet)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul>
        {reasonsOf(result).map(({ text, multiplets }) => (
          <li key={text}>{counted(multiplets.length, "multiplet")}: {text}.</li>
        ))}
      </ul>
    </section>
  );
}

function Methods({ result }: { readonly result: AnalysisResult }) {
  const { paragraph, references } = useMemo(() => methodsText(result, VERSION), [result]);
  return (
    <details>
      <summary>Methods, to paste into a paper</summary>
      <p>{paragraph}</p>
      <ol>{references.map((one) => <li key={one}>{one}</li>)}</ol>
    </details>
  );
}
