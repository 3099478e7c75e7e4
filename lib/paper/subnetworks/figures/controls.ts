/** The controls of figure 2: what each does to its two answers. */
import * as Plot from "@observablehq/plot";
import type { RetrainingResult } from "../result.ts";
import { type DataFigure, dataFigure, undrawnFigure } from "../../../figures/kit/figure.ts";
import { dotSample } from "../../../figures/kit/legend.ts";
import { integer, threshold } from "../../../figures/kit/text.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import { lineAcross, REFERENCE_STYLE, referenceEntry } from "../../../figures/panels/marks.ts";
import { withInterval } from "../../../statistics/words.ts";
import type { ClaimPart } from "../../claims/claim.ts";
import {
  CONTROL_COMPARISONS,
  type ControlRow,
  controlRows,
  controlsFinding,
} from "../../claims/control_findings.ts";
import { MINIMAL_DROP } from "../../claims/subnetworks.ts";
import { EQUIVALENCE_ENTRY, equivalenceBand, POINTS_AXIS_NOTE, pointsAxis } from "./axes.ts";
import { LINE_WIDTH } from "./styles.ts";
import { BY_COLUMN, drawNamedRows, wrapped } from "./panels.ts";
import { requireNetworks } from "./values.ts";

const [AGAINST_RANDOM, DROP] = CONTROL_COMPARISONS;

/** Width of the names of controls. */
const NAME_WIDTH = 205;

/** What stands in a cell without a comparison: a control of random neurons leaves those of synergy as they are. */
const ABSENT = {
  [AGAINST_RANDOM]: "not re-trained",
  [DROP]: "synergy as in figure 2",
} as const;

/** One comparison of one control. */
interface ControlPoint extends Pick<ControlRow, "label" | "isBase"> {
  readonly column: typeof CONTROL_COMPARISONS[number];
  readonly y: number;
  readonly mean: number;
  readonly interval: ClaimPart["estimate"]["interval"];
  readonly part: ClaimPart;
}

const COLUMNS = {
  control: (row: ControlPoint) => row.label,
  comparison: (row: ControlPoint) => row.part.estimate.label,
  networks: (row: ControlPoint) => row.part.estimate.values?.length,
  mean_points: (row: ControlPoint) => row.mean,
  interval_low_points: (row: ControlPoint) => row.interval?.[0],
  interval_high_points: (row: ControlPoint) => row.interval?.[1],
  level: (row: ControlPoint) => row.part.estimate.level,
  outcome: (row: ControlPoint) => row.part.outcome,
};

/**
 * Draws the two answers of figure 2 under each of its controls, as the verdicts have them: synergy − random with its
 * Holm-corrected 95 % interval and whole network − synergy with its 95 % interval, in points, with the margins.
 * Controls have k* neurons per layer, the other neurons removed. Where nothing was judged, the figure says so.
 *
 * @param validation the result of the choice on validation data, as one more control
 * @throws {PlotError} when there is no network
 */
export function controlsFigure(
  result: RetrainingResult,
  validation?: RetrainingResult,
): DataFigure {
  requireNetworks(result);
  const rows = controlRows(result, validation);
  const points = rows.flatMap(({ label, isBase, parts }, y) =>
    CONTROL_COMPARISONS.flatMap((column): ControlPoint[] => {
      const part = parts[column];
      if (part === undefined) return [];
      const { mean, interval } = part.estimate;
      return [{ column, y, label, isBase, mean, interval, part }];
    })
  );
  if (points.length === 0) {
    const reason = "The study was run without synergy, or without sub-networks at k*.";
    return undrawnFigure("There is no control of figure 2 to compare", reason, COLUMNS);
  }
  const { statement, note } = controlsFinding(result.networks, rows);
  const several = result.networks.length > 1;
  const base = points.filter(({ isBase }) => isBase);
  const absent = rows.flatMap(({ parts }, y) =>
    CONTROL_COMPARISONS.filter((column) => parts[column] === undefined)
      .map((column) => ({ column, y, words: ABSENT[column] }))
  );
  return dataFigure({
    title: statement,
    subtitle: [
      "Differences in test accuracy at k*, one row per control; unless it says otherwise, neurons of all " +
      `hidden layers removed and ${integer(result.updates)} updates.`,
      note,
      several
        ? `Intervals are Holm-corrected over the paper’s baselines (${AGAINST_RANDOM}) and ${
          threshold(0.95)
        } (${DROP}).`
        : "",
      POINTS_AXIS_NOTE,
    ],
    description: [
      "Two panels of differences in points, a row for every control.",
      ...points.map(({ label, column, mean, interval }) =>
        `${label}, ${column}: ${withInterval(mean, interval)} points.`
      ),
    ],
    legend: [
      ...(several
        ? [
          { sample: dotSample(PALETTE.ink, "filled", 4), label: "interval settles the answer" },
          { sample: dotSample(PALETTE.ink, "hollow", 4), label: "does not" },
        ]
        : []),
      EQUIVALENCE_ENTRY,
      referenceEntry(`minimal: at most ${MINIMAL_DROP} point`),
      { sample: dotSample(PALETTE.synergy, "filled", 4), label: "figure 2" },
    ],
    drawing: drawNamedRows({
      names: rows.map(({ label }) => wrapped(label, NAME_WIDTH)),
      columns: CONTROL_COMPARISONS,
      label: "points",
      axis: (panel) =>
        pointsAxis(
          [MINIMAL_DROP, ...points.flatMap(({ mean, interval = [mean, mean] }) => interval)],
          panel,
          30,
        ),
      marks: () => [
        equivalenceBand("x", AGAINST_RANDOM),
        lineAcross("x", [MINIMAL_DROP], { ...REFERENCE_STYLE, fx: () => DROP }),
        ...pointMarks(points.filter(({ isBase }) => !isBase), PALETTE.ink),
        ...pointMarks(base, PALETTE.synergy),
        Plot.text(absent, {
          ...BY_COLUMN,
          y: "y",
          text: "words",
          frameAnchor: "middle",
          fill: PALETTE.muted,
          stroke: PALETTE.background,
          strokeWidth: 5,
        }),
      ],
    }),
    table: points,
    columns: COLUMNS,
  });
}

/** Means with whiskers: filled where the interval shows something, hollow where it does not. */
function pointMarks(points: readonly ControlPoint[], colour: string): Plot.Markish[] {
  const at = { ...BY_COLUMN, y: "y" };
  const stroke = { stroke: colour, strokeWidth: LINE_WIDTH };
  const dot = { ...at, ...stroke, x: "mean", r: 4 };
  const isOpen = ({ part, interval }: ControlPoint) =>
    interval !== undefined && part.outcome === "open";
  return [
    Plot.ruleY(points.filter(({ interval }) => interval !== undefined), {
      ...at,
      ...stroke,
      x1: ({ interval }: ControlPoint) => interval![0],
      x2: ({ interval }: ControlPoint) => interval![1],
    }),
    Plot.dot(points.filter((one) => !isOpen(one)), { ...dot, fill: colour }),
    Plot.dot(points.filter(isOpen), { ...dot, fill: PALETTE.background }),
  ];
}
