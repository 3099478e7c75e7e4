/** The answer in a few lines: which multiplets, whether that is more than chance, and what it means. */
import type { ComponentChildren } from "preact";
import { symbolOf } from "../../analysis/formats.ts";
import { IGNORED_DEPENDENCE } from "../../analysis/doubts.ts";
import type { AnalysisResult } from "../../analysis/mod.ts";
import { VISIBLE } from "../../figures/extremes.ts";
import { capitalised } from "../../figures/kit/text.ts";
import { amountText } from "../number_words.ts";
import { objectiveTerm, type Row } from "../rows.ts";
import {
  caveats,
  chanceWords,
  extremeWords,
  isWhole,
  missingWords,
  mostExtreme,
  onlyPairsWords,
  rescoredWords,
  unseenWords,
} from "../summary_words.ts";
import { Term } from "./term.tsx";

interface SummaryProps {
  readonly result: AnalysisResult;
  readonly rows: readonly Row[];
  readonly onOpen: (key: string) => void;
  /** Repeats the analysis with tests; absent in a report, which has no files. */
  readonly onTest?: (() => void) | undefined;
}

/** Most given multiplets of which the numbers of another estimator are told. */
const MOST_GIVEN = 3;

export function Summary({ result, rows, onOpen, onTest }: SummaryProps) {
  const { units, significance, objective, targetEncoding, continuous } = result;
  // The order of two classes is no choice.
  const classes = result.details?.classes?.length;
  const ends = [mostExtreme(rows, "synergy"), mostExtreme(rows, "redundancy")]
    .filter((row) => row !== undefined);
  const [low] = ends;
  const triple = rows.find(({ size, rank, kind }) =>
    size === 3 && rank === 1 && kind === "synergy"
  );
  const one = (row: Row, words: string, isProven: boolean) => (
    <li key={row.key}>
      <b>{words}{isProven ? "" : " that was found"}</b>:{" "}
      <MultipletLink row={row} onOpen={onOpen} />, {symbolOf(result)} ={" "}
      {amountText(row.objective ?? row.omega, units)}
      {extremeWords(row, result).map((text) => `; ${text}`)}
    </li>
  );
  const end = (row: Row) => {
    const kind = row.kind === "synergy" ? "synergy" : "redundancy";
    const isProven = isWhole(rows, kind);
    if (objective !== undefined) {
      return one(
        row,
        `${kind === "synergy" ? "Smallest" : "Largest"} ${symbolOf(result)}`,
        isProven,
      );
    }
    const missing = missingWords(row, isProven, units);
    if (missing === undefined) {
      return one(row, kind === "synergy" ? "Most synergistic" : "Most redundant", isProven);
    }
    return (
      <li key={row.key}>
        {missing}
        {kind === "synergy" ? ` ${unseenWords(result)}` : ""}
      </li>
    );
  };
  const pairs = onlyPairsWords(result);
  const ignored = result.warnings.find((warning) => warning.startsWith(IGNORED_DEPENDENCE));
  const rescored = (ends.length > 0 ? ends : rows.slice(0, MOST_GIVEN)).flatMap((row) => {
    const words = rescoredWords(row, result);
    return words === undefined ? [] : [{ row, words }];
  });
  return (
    <section aria-labelledby="summary-title">
      <h3 id="summary-title">In short</h3>
      <ul>
        {ends.flatMap((row) => [
          end(row),
          row === low && triple && triple !== low && objective === undefined &&
          triple.omega <= -VISIBLE &&
          one(triple, "Most synergistic triple", triple.proven === true),
        ])}
        {pairs && <li>{pairs}</li>}
        {ignored && <li>{ignored}.</li>}
        {rescored.map(({ row, words }) => (
          <li key={row.key}>
            <b>{capitalised(row.end)}</b> (<MultipletLink row={row} onOpen={onOpen} />): {words}.
          </li>
        ))}
        {low && (
          <li>
            <b>More than chance?</b> {significance === undefined
              ? <NotTested onTest={onTest} />
              : <Tested result={result} ends={ends} />}
          </li>
        )}
        {objective === undefined ? <Meaning /> : (
          <li>
            <b>{symbolOf(result)}</b> is the {objective.replaceAll("-", " ")}{" "}
            <Term name={objectiveTerm(objective)} place="summary" />
          </li>
        )}
        {targetEncoding === "copula" && (continuous || classes !== 2) && (
          <li>
            {continuous ? "The label is a quantity, and enters by its rank." : (
              <>
                The label enters by the number of its class, as if the classes had an order.{" "}
                <Term name="renumbered" place="summary" />
              </>
            )}
          </li>
        )}
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

function Tested({ result, ends }: {
  readonly result: AnalysisResult;
  readonly ends: readonly Row[];
}) {
  const tests = result.significance?.tests ?? [];
  return (
    <>
      <ul>{ends.map((row) => <li key={row.key}>{chanceWords(row, result)}</li>)}</ul>
      <small>{caveats(result).join(" ")}</small>{" "}
      {tests.some((one) => one !== "split") && <Term name="p" place="summary" />}{" "}
      {tests.includes("split") && <Term name="interval" place="summary" />}
    </>
  );
}

function Meaning() {
  return (
    <li>
      <b>Ω below 0</b>{" "}
      is synergy: together, the members have information that smaller sets of them do not have.{" "}
      <b>Ω above 0</b> is redundancy: they repeat the same information.{" "}
      <Term name="omega" place="summary" /> <Term name="multiplet" place="summary" />
    </li>
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
