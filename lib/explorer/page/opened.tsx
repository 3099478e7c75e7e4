/** One multiplet, opened: its members, their correlations, the classes, and samples. */
import { useState } from "preact/hooks";
import type { AnalysisDetails, AnalysisResult, MultipletDetails } from "../../analysis/mod.ts";
import { numberText } from "../number_words.ts";
import { classPartsFigure, correlationsFigure, scatterFigure } from "../../figures/mod.ts";
import type { Row } from "../rows.ts";
import { Figure } from "./figure.tsx";
import { Later } from "./later.tsx";
import { Term } from "./term.tsx";

interface OpenedProps {
  readonly result: AnalysisResult;
  readonly row: Row;
  readonly onClose: () => void;
}

export function Opened({ result, row, onClose }: OpenedProps) {
  const { details } = result;
  const own = details?.multiplets.find(({ multiplet }) =>
    multiplet.join() === row.multiplet.join()
  );
  return (
    <section aria-labelledby="opened-title" class="opened">
      <h3 id="opened-title" tabIndex={-1}>
        {row.end === "given" ? "Given multiplet" : row.end} of{" "}
        {row.size === 1 ? "1 member" : `${row.size} members`}
      </h3>
      <p>
        {row.names} <button type="button" class="small" onClick={onClose}>close</button>
      </p>
      {details === undefined || own === undefined
        ? <p>This multiplet has too many columns to be looked at here.</p>
        : (
          <Later key={row.key}>
            <Details result={result} details={details} own={own} row={row} />
          </Later>
        )}
    </section>
  );
}

interface DetailsProps {
  readonly result: AnalysisResult;
  readonly details: AnalysisDetails;
  readonly own: MultipletDetails;
  readonly row: Row;
}

function Details({ result, details, own, row }: DetailsProps) {
  const { units, featureNames, targetEncoding } = result;
  const omega = targetEncoding === "none" ? "Ω(X)" : "Ω(X, y)";
  return (
    <>
      <h4>
        Members <Term name="gradient" place="opened" />
      </h4>
      <div class="wide" tabIndex={0} role="region" aria-label="Table of members">
        <table>
          <thead>
            <tr>
              <th scope="col">member</th>
              <th scope="col">∂Ω, {units}</th>
              <th scope="col">{omega} without it, {units}</th>
            </tr>
          </thead>
          <tbody>
            {row.multiplet.map((variable, at) => {
              const gradient = own.gradients[at] ?? null;
              return (
                <tr key={variable}>
                  <th scope="row">{featureNames[variable]}</th>
                  <td class="number">{gradient === null ? "" : numberText(gradient)}</td>
                  <td class="number">
                    {gradient === null ? "" : numberText(row.omega - gradient)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {details.correlations !== null && row.size > 1 && (
        <>
          <h4>
            Correlations <Term name="frustrated" place="opened" />
          </h4>
          <Figure
            name="correlations"
            of={[row.key, details]}
            draw={() => correlationsFigure(result, details, row.multiplet, { document })}
          />
        </>
      )}
      {own.targetByClass && (
        <>
          <h4>
            The label's part by class <Term name="target" place="opened" />
          </h4>
          <Figure
            name="classes"
            of={[row.key, details]}
            draw={() => classPartsFigure(result, details, own, { document })}
          />
        </>
      )}
      {details.rows && <Scatter result={result} details={details} multiplet={row.multiplet} />}
    </>
  );
}

function Scatter({ result, details, multiplet }: {
  readonly result: AnalysisResult;
  readonly details: AnalysisDetails;
  readonly multiplet: readonly number[];
}) {
  const places = details.columns.flatMap(({ variable }, at) =>
    multiplet.includes(variable) ? at : []
  );
  const [x, setX] = useState(places[0]!);
  const [y, setY] = useState(places[1] ?? places[0]!);
  const select = (label: string, value: number, onChange: (place: number) => void) => (
    <label>
      {label}{" "}
      <select value={value} onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}>
        {places.map((place) => (
          <option key={place} value={place}>{details.columns[place]!.name}</option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <h4>Samples</h4>
      <p class="actions">
        {select("Horizontal", x, setX)} {select("Vertical", y, setY)}
      </p>
      <Figure
        name="samples"
        of={[details, x, y]}
        draw={() => scatterFigure(result, details, [x, y], { document })}
      />
    </>
  );
}
