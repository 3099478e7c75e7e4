/** The answer in a few lines: which multiplets, whether that is more than chance, and what it means. */
import type { AnalysisResult } from "../../analysis/mod.ts";
import { decimal } from "../../analysis/table_layout.ts";
import { TERMS } from "../terms.ts";
import type { Row } from "../rows.ts";
import { Term } from "./term.tsx";

interface SummaryProps {
  readonly result: AnalysisResult;
  readonly rows: readonly Row[];
  readonly onOpen: (key: string) => void;
  /** Repeats the analysis with tests; absent in a report, which has no files. */
  readonly onTest?: (() => void) | undefined;
}

/** Of the most extreme rows, the first. */
function mostExtreme(rows: readonly Row[], end: Row["end"]): Row | undefined {
  const sign = end === "min Ω" ? 1 : -1;
  const own = rows.filter((row) => row.end === end && row.rank === 1);
  return own.toSorted((a, b) => sign * (a.omega - b.omega))[0];
}

/** What tests say of a row; empty without tests. */
function testWords({ interval, targetP, columnsP }: Row, units: string): string {
  const p = (value: number | undefined, what: string) =>
    value === undefined ? [] : [`p = ${value.toPrecision(2)} (${what})`];
  const words = [
    ...(interval === undefined ? [] : [
      `in other samples ${decimal(interval[0])} ${units} (95 % interval ${
        decimal(interval[1])
      } to ${decimal(interval[2])})`,
    ]),
    ...p(targetP, "permuted labels"),
    ...p(columnsP, "permuted variables"),
  ];
  return words.length === 0 ? "" : `; ${words.join("; ")}`;
}

/** The tests of the most synergistic multiplet in words; empty where not all of them are there. */
function chanceWords({ omega, targetP, columnsP }: Row): string {
  if (omega >= 0 || columnsP === undefined) return "";
  if (columnsP > SIGNIFICANT) return "The synergy is no more than that of unrelated variables. ";
  if (targetP === undefined) return "The synergy is more than that of unrelated variables. ";
  return targetP <= SIGNIFICANT
    ? "The synergy is more than that of unrelated variables, and more than with permuted labels. "
    : "The synergy is more than that of unrelated variables, but not more than with permuted labels: it is one of the " +
      "variables among themselves, not one about the label. ";
}

/** Largest p that is called significant. */
const SIGNIFICANT = 0.05;

export function Summary({ result, rows, onOpen, onTest }: SummaryProps) {
  const { units, significance, sizes, objective } = result;
  const [low, high] = [mostExtreme(rows, "min Ω"), mostExtreme(rows, "max Ω")];
  if (low === undefined || high === undefined || objective !== undefined) return null;
  const triples = rows.filter(({ size, rank, end }) => size === 3 && rank === 1 && end === "min Ω");
  const [triple] = triples;
  const one = (row: Row, words: string) => (
    <li key={row.key}>
      <b>{words}</b>: <MultipletLink row={row} onOpen={onOpen} />, Ω = {decimal(row.omega)} {units}
      {testWords(row, units)}
    </li>
  );
  return (
    <section aria-labelledby="summary-title">
      <h3 id="summary-title">In short</h3>
      <ul>
        {low.omega < 0
          ? one(low, "Most synergistic")
          : <li>No multiplet is synergistic: the smallest Ω is {decimal(low.omega)} {units}.</li>}
        {triple !== undefined && triple !== low && sizes.length > 1 &&
          one(triple, triple.omega < 0 ? "Most synergistic triple" : "Triple with the smallest Ω")}
        {high.omega > 0
          ? one(high, "Most redundant")
          : <li>No multiplet is redundant: the largest Ω is {decimal(high.omega)} {units}.</li>}
        <li>
          {significance === undefined
            ? (
              <>
                <b>More than chance?</b> Not tested.{" "}
                {onTest && (
                  <button type="button" class="small" onClick={onTest}>
                    Test it with 199 permutations
                  </button>
                )}
              </>
            )
            : (
              <>
                <b>More than chance?</b>{" "}
                {chanceWords(low)}p of 0.05 or less is often called significant
                <Term name="p" place="summary" />, and an interval on one side of 0 confirms the
                sign
                <Term name="interval" place="summary" />.
              </>
            )}
        </li>
        <li>
          <b>Ω</b>: {TERMS.omega.text.split(". ").slice(0, 2).join(". ")}.
          <Term name="omega" place="summary" />
        </li>
      </ul>
    </section>
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
