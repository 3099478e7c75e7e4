/** The multiplets that were found, as a table that can be sorted and filtered; each can be opened. */
import { useEffect, useState } from "preact/hooks";
import type { Column, Row } from "../rows.ts";
import { shownRows } from "../rows.ts";
import type { View } from "../view.ts";
import { Term } from "./term.tsx";

/** Rows that are shown at first, and those that are printed. */
const MOST_ROWS = { first: 40, printed: 1000 } as const;

interface MultipletsProps {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  /** What the tests in the table do not say, in sentences. */
  readonly notes: readonly string[];
  readonly view: View;
  readonly onView: (view: View) => void;
}

export function Multiplets({ rows, columns, notes, view, onView }: MultipletsProps) {
  const { sort = "", filter = "", open } = view;
  const shown = shownRows(rows, columns, view);
  const key = sort.replace(/^-/, "");
  const [isWhole, setIsWhole] = useState(false);
  const more = isWhole ? 0 : shown.length - MOST_ROWS.first;
  useEffect(() => {
    if (shown.length > MOST_ROWS.printed) return;
    const showAll = () => setIsWhole(true);
    addEventListener("beforeprint", showAll);
    return () => removeEventListener("beforeprint", showAll);
  }, [shown.length]);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="multiplets-title">
      <h3 id="multiplets-title">Multiplets</h3>
      <label>
        Show those with{" "}
        <input
          type="search"
          value={filter}
          onInput={({ currentTarget }) => onView({ ...view, filter: currentTarget.value })}
        />
      </label>{" "}
      <span role="status">{shown.length} of {rows.length}</span>
      <div class="wide high" tabIndex={0} role="region" aria-label="Table of multiplets">
        <table>
          <thead>
            <tr>
              <th scope="col" class="unprinted">
                <span class="hidden">open</span>
              </th>
              {columns.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  aria-sort={key !== column.key
                    ? "none"
                    : sort.startsWith("-")
                    ? "descending"
                    : "ascending"}
                >
                  <button
                    type="button"
                    class="sort"
                    onClick={() =>
                      onView({
                        ...view,
                        sort: sort === column.key ? `-${column.key}` : column.key,
                      })}
                  >
                    {column.title}
                  </button>
                  {column.term && <Term name={column.term} place="table" />}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, shown.length - Math.max(0, more)).map((row) => (
              <tr key={row.key} class={row.key === open ? "open" : undefined}>
                <td class="unprinted">
                  <button
                    type="button"
                    class="small"
                    id={`open-${row.key}`}
                    aria-label={`Open ${row.end} of size ${row.size}, rank ${row.rank}`}
                    aria-pressed={row.key === open}
                    onClick={() =>
                      onView({ ...view, open: row.key })}
                  >
                    open
                  </button>
                </td>
                {columns.map(({ key, text, isNumber }) => (
                  <td key={key} class={isNumber ? "number" : key === "names" ? "names" : undefined}>
                    {text(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && (
        <button type="button" class="small" onClick={() => setIsWhole(true)}>
          Show {more} more
        </button>
      )}
      {more > 0 && <p class="printed">{more} more multiplets are not printed.</p>}
      {notes.length > 0 && (
        <p class="notes">
          <small>{notes.join(" ")}</small>
        </p>
      )}
    </section>
  );
}
