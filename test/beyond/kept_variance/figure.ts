/** The figure of the toy study. */
import {
  amountAxis,
  type DataFigure,
  dataFigure,
  drawPanels,
  lineSample,
  PALETTE,
  panelWidth,
  sizeAxis,
} from "@multiplet/multiplet/figures";
import { summarise } from "@multiplet/multiplet";
import * as Plot from "@observablehq/plot";
import { finding, type KeptVariance, table } from "./study.ts";

const COLOURS = { variance: PALETTE.synergy, random: PALETTE.redundancy } as const;
const HEIGHT = 200;

/** Mean accuracy by size: the rows of the study filtered, lines, a finding, a caption. */
export function keptVarianceFigure(result: KeptVariance): DataFigure {
  const lines = (Object.keys(COLOURS) as (keyof typeof COLOURS)[]).map((strategy) => {
    const rows = result.rows.filter((row) => row.strategy === strategy);
    const points = [...Map.groupBy(rows, ({ size }) => size)].map(([size, own]) => (
      { size, accuracy: summarise(own.map(({ testAccuracy }) => 100 * testAccuracy)).mean }
    ));
    return { strategy, points, stroke: COLOURS[strategy] };
  });
  const points = lines.flatMap((line) => line.points);
  return dataFigure({
    title: finding(result).statement,
    subtitle: ["Test accuracy right after all other units were removed, mean over networks."],
    description: ["Line chart of accuracy over the number of kept units, one line per strategy."],
    legend: lines.map(({ strategy, stroke }) => ({
      sample: lineSample(stroke, {}),
      label: strategy,
    })),
    drawing: drawPanels({
      facets: ["fc1"],
      x: { label: "Kept units", ...sizeAxis(points.map(({ size }) => size), panelWidth(1)) },
      rows: [{
        label: "Test accuracy (%)",
        height: HEIGHT,
        y: amountAxis(points.map(({ accuracy }) => accuracy), HEIGHT),
        marks: lines.map(({ points, stroke }) =>
          Plot.line(points, { x: "size", y: "accuracy", stroke })
        ),
      }],
    }),
    table: result.rows,
    columns: table(result).columns,
  });
}
