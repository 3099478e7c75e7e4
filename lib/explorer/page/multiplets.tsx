/** The multiplets that were found, as a table that can be sorted and filtered. */
import { useMemo, useState } from "preact/hooks";
import { type AnalysisResult, foundMultiplets } from "../../analysis/result.ts";
import { decimal } from "../../analysis/table_layout.ts";

/** A multiplet of the table. */
interface Row {
  readonly end: string;
  readonly size: number;
  readonly rank: number;
  readonly names: string;
  readonly omega: number;
  readonly features: number;
  readonly target: number;
  readonly proven: boolean;
  readonly rSquared: number | undefined;
  readonly irreducible: boolean | undefined;
  readonly rankBias: number | undefined;
}

interface Column {
  readonly key: keyof Row;
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly isNumber: boolean;
}

const optional = (value: number | undefined) => value === undefined ? "" : decimal(value);
const yesNo = (value: boolean | undefined) => value === undefined ? "" : value ? "yes" : "no";

function columnsOf({ units, targetEncoding }: AnalysisResult): Column[] {
  const number = (key: keyof Row, title: string): Column => ({
    key,
    title,
    text: (row) => optional(row[key] as number | undefined),
    isNumber: true,
  });
  const word = (key: keyof Row, title: string): Column => ({
    key,
    title,
    text: (row) => typeof row[key] === "string" ? row[key] : yesNo(row[key] as boolean | undefined),
    isNumber: false,
  });
  const count = (key: keyof Row, title: string): Column => ({
    ...number(key, title),
    text: (row) => String(row[key]),
  });
  const withTarget = targetEncoding !== "none";
  return [
    count("size", "size"),
    word("end", "end"),
    count("rank", "rank"),
    word("names", "members"),
    number("omega", withTarget ? `Ω(X, y), ${units}` : `Ω(X), ${units}`),
    ...(withTarget
      ? [number("features", `Ω(X), ${units}`), number("target", `the label's part, ${units}`)]
      : []),
    word("proven", "best of all"),
    number("rSquared", "largest R²"),
    word("irreducible", "irreducible"),
    number("rankBias", `bias of ranks, ${units}`),
  ];
}

function rowsOf({ sizes, featureNames }: AnalysisResult): Row[] {
  return sizes.flatMap((own) =>
    foundMultiplets(own).map(({ kind, ...one }) => ({
      end: kind,
      size: own.size,
      rank: one.rank,
      names: one.multiplet.map((index) => featureNames[index]).join(", "),
      omega: one.oInformation,
      features: one.featuresOInformation,
      target: one.targetContribution,
      proven: own.guarantee[kind] === "optimal",
      rSquared: one.largestRSquared,
      irreducible: one.irreducible,
      rankBias: one.rankBias,
    }))
  );
}

/** Below all values. */
const LEAST = -Infinity;

function compare(a: Row[keyof Row], b: Row[keyof Row]): number {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  return Number(a ?? LEAST) - Number(b ?? LEAST) || 0;
}

export function Multiplets({ result }: { readonly result: AnalysisResult }) {
  const [sort, setSort] = useState<{ key: keyof Row; ascending: boolean }>();
  const [filter, setFilter] = useState("");
  const all = useMemo(() => rowsOf(result), [result]);
  const columns = columnsOf(result).filter(({ key }) => all.some((row) => row[key] !== undefined));
  const wanted = filter.trim().toLowerCase();
  const shown = all.filter(({ names, end, size }) =>
    `${names} ${end} ${size}`.toLowerCase().includes(wanted)
  );
  if (sort !== undefined) {
    const { key, ascending } = sort;
    shown.sort((a, b) => (ascending ? 1 : -1) * compare(a[key], b[key]));
  }
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="multiplets-title">
      <h3 id="multiplets-title">Multiplets</h3>
      <label>
        Show those with{" "}
        <input
          type="search"
          value={filter}
          onInput={({ currentTarget }) => setFilter(currentTarget.value)}
        />
      </label>{" "}
      <span role="status">{shown.length} of {all.length}</span>
      <div class="wide" tabIndex={0} role="region" aria-label="Table of multiplets">
        <table>
          <thead>
            <tr>
              {columns.map(({ key, title }) => (
                <th
                  key={key}
                  scope="col"
                  aria-sort={sort?.key !== key
                    ? "none"
                    : sort.ascending
                    ? "ascending"
                    : "descending"}
                >
                  <button
                    type="button"
                    onClick={() =>
                      setSort({ key, ascending: sort?.key === key ? !sort.ascending : true })}
                  >
                    {title}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={`${row.size} ${row.end} ${row.rank}`}>
                {columns.map(({ key, text, isNumber }) => (
                  <td key={key} class={isNumber ? "number" : undefined}>{text(row)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
