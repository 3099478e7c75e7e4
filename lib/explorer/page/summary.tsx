/** The answer in a few lines: which multiplets, whether that is more than chance, and what it means. */
import type { ComponentChildren } from "preact";
import type { AnalysisResult } from "../../analysis/mod.ts";
import { decimal } from "../../analysis/table_layout.ts";
import { VISIBLE } from "../../figures/extremes.ts";
import { unbroken } from "../../figures/kit/text.ts";
import type { Row } from "../rows.ts";
import { chanceWords, testWords } from "../summary_words.ts";
import { Term } from "./term.tsx";

interface SummaryProps {
  readonly result: AnalysisResult;
  readonly rows: readonly Row[];
  readonly onOpen: (key: string) => void;
  /** Repeats the analysis with tests; absent in a report, which has no files. */
  readonly onTest?: (() => void) | undefined;
}

/** Of the most extreme rows, the first. */
function mostExtreme(rows: readonly Row[], kind: "synergy" | "redundancy"): Row | undefined {
  const sign = kind === "synergy" ? 1 : -1;
  const own = rows.filter((row) => row.kind === kind && row.rank === 1);
  return own.toSorted((a, b) => sign * (a.omega - b.omega))[0];
}

export function Summary({ result, rows, onOpen, onTest }: SummaryProps) {
  const { units, significance, objective, sizes, targetEncoding } = result;
  const [low, high] = [mostExtreme(rows, "synergy"), mostExtreme(rows, "redundancy")];
  if (objective !== undefined) return null;
  const triple = rows.find(({ size, rank, kind }) =>
    size === 3 && rank === 1 && kind === "synergy"
  );
  const one = (row: Row, words: string) => (
    <li key={row.key}>
      <b>{words}{row.proven ? "" : " that was found"}</b>:{" "}
      <MultipletLink row={row} onOpen={onOpen} />, {unbroken(`Ω = ${decimal(row.omega)} ${units}`)}
      {row.irreducible === false ? " (a smaller set has as much)" : ""}
      {testWords(row, units)}
    </li>
  );
  const none = (kind: string, end: string, { omega }: Row) => (
    <li>
      No {kind} multiplet was found: {end} is {unbroken(`${decimal(omega)} ${units}`)}.
    </li>
  );
  return (
    <section aria-labelledby="summary-title">
      <h3 id="summary-title">In short</h3>
      <ul>
        {low && (low.omega <= -VISIBLE
          ? one(low, "Most synergistic")
          : none("synergistic", "the smallest Ω", low))}
        {triple && triple !== low && triple.omega <= -VISIBLE &&
          one(triple, "Most synergistic triple")}
        {high && (high.omega >= VISIBLE
          ? one(high, "Most redundant")
          : none("redundant", "the largest Ω", high))}
        {!low && sizes.length > 0 && targetEncoding === "none" && (
          <li>
            Only pairs were searched, and Ω of two variables without a label is always 0. Choose
            sizes from 3 on, or give more samples.
          </li>
        )}
        {low && (
          <li>
            <b>More than chance?</b> {significance === undefined
              ? <NotTested onTest={onTest} />
              : <Tested words={chanceWords(low, significance.tests, units)} />}
          </li>
        )}
        <Meaning encoding={targetEncoding} />
      </ul>
    </section>
  );
}

function NotTested({ onTest }: Pick<SummaryProps, "onTest">): ComponentChildren {
  if (onTest === undefined) {
    return (
      <>
        Not tested. The option <code>--significance all</code> tests it.
      </>
    );
  }
  return (
    <>
      Not tested.{" "}
      <button type="button" class="small" onClick={onTest}>Test it with 199 permutations</button>
    </>
  );
}

function Tested({ words }: { readonly words: string }) {
  return (
    <>
      {words} <Term name="p" place="summary" /> <Term name="interval" place="summary" />
    </>
  );
}

function Meaning({ encoding }: { readonly encoding: string }) {
  return (
    <>
      <li>
        <b>Ω below 0</b>{" "}
        is synergy: together, the members have information that smaller sets of them do not have.
        {" "}
        <b>Ω above 0</b> is redundancy: they repeat the same information.{" "}
        <Term name="omega" place="summary" /> <Term name="multiplet" place="summary" />
      </li>
      {encoding === "copula" && (
        <li>
          The label enters by the number of its class, as if the classes had an order.{" "}
          <Term name="renumbered" place="summary" />
        </li>
      )}
    </>
  );
}

function MultipletLink({ row, onOpen }: { row: Row; onOpen: (key: string) => void }) {
  const members = row.multiplet.length > 8 ? `${row.multiplet.length} variables` : row.names;
  return (
    <button type="button" class="link" onClick={() => onOpen(row.key)}>
      {members}
    </button>
  );
}
