/** Figure 2 with a single hidden layer that loses neurons. */
import * as Plot from "@observablehq/plot";
import { type RetrainingResult, rowsUnder } from "../result.ts";
import { REMOVALS } from "../../../selection/treatments.ts";
import { boundsOf, isRange } from "../../../figures/kit/estimate.ts";
import { type DataFigure, dataFigure, undrawnFigure } from "../../../figures/kit/figure.ts";
import { integer, INTERVAL, meanInWords } from "../../../figures/kit/text.ts";
import { drawPanels } from "../../../figures/panels/panels.ts";
import { byLayerFinding } from "../../claims/by_layer_findings.ts";
import { MINIMAL_CHANGE_NOTE } from "../../claims/subnetwork_findings.ts";
import { BASELINES, judgedSize, MINIMAL_DROP } from "../../claims/subnetworks.ts";
import { atSize, othersText } from "../../claims/wording.ts";
import { ACCURACY_AXIS_NOTE, accuracyAxis } from "./axes.ts";
import { BY_COLUMN } from "./panels.ts";
import {
  byRemoval,
  LINE_WIDTH,
  markerOf,
  STRATEGY_KINDS,
  styleEntry,
  wholeEntry,
  wholeMarks,
} from "./styles.ts";
import {
  drawsNote,
  estimatesOf,
  inWords,
  requireNetworks,
  RETRAINED_COLUMNS,
  type SizeEstimate,
  sizeNote,
  strategiesAmong,
  type SubnetworkFigureOptions,
  wholeEstimate,
} from "./values.ts";

const HEIGHT = 260;
/** Height of the panels per number on their axis. */
const TICK_HEIGHT = 24;
/** Between two strategies, as a share of the space of a layer. */
const STEP = 0.2;
/** Dots of networks lie beside their mean, so much to the left, in pixels. */
const BESIDE = 4;

const KINDS = STRATEGY_KINDS.filter(({ strategy }) => ["synergy", ...BASELINES].includes(strategy));

const COLUMNS = {
  layers: (row: SizeEstimate["values"][number]) => row.layers,
  ...RETRAINED_COLUMNS,
};

/**
 * Draws figure 2 by the layer that loses neurons: all hidden layers, then each one alone, the others whole. Test
 * accuracy after re-training from the initial weights, of synergy and the paper's baselines; a small dot per network,
 * the mean with its 95 % interval, and the whole network. The other neurons are removed in one panel and frozen in
 * the other. Where no layer lost neurons alone, the figure says so and draws nothing.
 *
 * @throws {PlotError} when there is no network
 * @throws {UnpairedNetworksError} when networks were re-trained by different plans
 */
export function figure2ByLayerFigure(
  result: RetrainingResult,
  { size = judgedSize(result) }: SubnetworkFigureOptions = {},
): DataFigure {
  requireNetworks(result);
  const finding = byLayerFinding(result, size);
  if (finding === undefined) {
    const reason = "The study was run without sub-networks of one hidden layer " +
      `(“oneLayerAtATime”), or without any ${atSize(size)}.`;
    return undrawnFigure("No layer lost neurons alone", reason, COLUMNS);
  }
  const places = ["all", ...result.layers.map(({ name }) => name)]
    .filter((layers) => rowsUnder(result, { layers }).some((row) => row.size === size));
  const estimates = estimatesOf(result, {
    sizes: [size],
    kinds: KINDS,
    columns: REMOVALS.flatMap((removal) =>
      places.map((layers) => ({ removal, layers, column: othersText(removal) }))
    ),
  });
  const strategies = strategiesAmong(estimates);
  const table = estimates.flatMap(({ values }) => values);
  const whole = wholeEstimate(result);
  const axis = accuracyAxis(
    [...table.map(({ value }) => value), whole.mean],
    boundsOf([...estimates, whole]),
    Math.floor(HEIGHT / TICK_HEIGHT),
  );
  const xOf = ({ layers, style }: Pick<SizeEstimate, "layers" | "style">) =>
    places.indexOf(layers!) + STEP * (strategies.indexOf(style) - (strategies.length - 1) / 2);
  const several = result.networks.length > 1;
  return dataFigure({
    title: finding.statement,
    subtitle: [
      `Test accuracy ${atSize(size)}, re-trained from initial weights (${
        integer(result.updates)
      } updates); all hidden layers, or one alone, are ` +
      "reduced: their other neurons are removed or frozen.",
      several
        ? MINIMAL_CHANGE_NOTE
        : `Minimal: at most ${MINIMAL_DROP} point below the whole network.`,
      finding.note,
      sizeNote(result, size),
      drawsNote(table),
      ACCURACY_AXIS_NOTE,
    ],
    description: [
      "Dot plots of test accuracy in per cent over the layers that lose neurons, a marker for every " +
      `strategy, a panel for what happens to the other neurons. The whole network has ${
        meanInWords(whole, "%")
      }.`,
      ...byRemoval(estimates).flatMap(({ name, own }) =>
        places.map((layers) =>
          `${name}, ${nameOf(layers)}: ${inWords(own.filter((one) => one.layers === layers), "%")}.`
        )
      ),
    ],
    legend: [
      ...strategies.map((style, at) =>
        styleEntry(
          at === 0 && several ? { ...style, label: `${style.label} (${INTERVAL})` } : style,
        )
      ),
      wholeEntry(result),
    ],
    drawing: drawPanels({
      facets: [...new Set(estimates.map(({ column }) => column))],
      x: {
        label: "Reduced hidden layers",
        domain: [-0.5, places.length - 0.5],
        ticks: places.map((_, at) => at),
        tickFormat: (at) => places[at]!,
      },
      rows: [{
        label: "Test accuracy (%)",
        height: HEIGHT,
        y: axis,
        marks: [
          ...wholeMarks(whole, "y", axis.position),
          ...strategies.flatMap((style) =>
            strategyMarks(estimates.filter((one) => one.style === style), xOf, axis.position)
          ),
        ],
      }],
    }),
    table,
    columns: COLUMNS,
  });
}

const nameOf = (layers: string) => layers === "all" ? "all hidden layers" : layers;

/** Means of a strategy with whiskers, and a dot for every network where there are several. */
function strategyMarks(
  points: readonly SizeEstimate[],
  xOf: (point: SizeEstimate) => number,
  position: (accuracy: number) => number,
): Plot.Markish[] {
  const { style } = points[0]!;
  const at = { ...BY_COLUMN, x: xOf };
  const dots = points.filter(({ values }) => values.length > 1).flatMap((point) =>
    point.values.map(({ value }) => ({ ...point, y: position(value) }))
  );
  const stroke = { stroke: style.colour, strokeWidth: LINE_WIDTH };
  return [
    Plot.dot(dots, { ...at, dx: -BESIDE, y: "y", r: 1.2, fill: style.colour, fillOpacity: 0.55 }),
    Plot.ruleX(points.filter(isRange), {
      ...at,
      ...stroke,
      y1: ({ low }: SizeEstimate) => position(low),
      y2: ({ high }: SizeEstimate) => position(high),
    }),
    Plot.dot(points, {
      ...at,
      y: ({ mean }: SizeEstimate) => position(mean),
      ...markerOf(style),
    }),
  ];
}
