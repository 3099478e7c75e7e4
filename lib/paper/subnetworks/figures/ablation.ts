/** What re-training gives back. */
import { type RetrainingResult, sizesAmong } from "../result.ts";
import { boundsOf } from "../../../figures/kit/estimate.ts";
import { type DataFigure, dataFigure, PlotError } from "../../../figures/kit/figure.ts";
import { percent } from "../../../figures/kit/text.ts";
import { linearTicks, tickLabel, type ValueAxis } from "../../../figures/panels/ticks.ts";
import {
  ablationFinding,
  type StrategySpread,
  strategySpread,
} from "../../claims/subnetwork_findings.ts";
import { atSize } from "../../claims/wording.ts";
import { linesLegend, wholeMarks } from "./styles.ts";
import { drawSizePanels, lineMarks } from "./panels.ts";
import {
  drawsNote,
  estimatesOf,
  mainSize,
  NETWORK_COLUMNS,
  requireNetworks,
  sizesNote,
  strategiesAmong,
  wholeEstimate,
} from "./values.ts";

/** The panels: before re-training and after it. */
const PANELS = [
  { column: "Right after removal" },
  { column: "Re-trained", removal: "zero" },
] as const;

/** Numbers on the axis. */
const TICKS = 10;

/**
 * Draws the test accuracy of the trained networks right after neurons were removed, without re-training,
 * over the number of those that stay; and beside it the same neurons re-trained, the others removed. Lines
 * are means over networks with their 95 % interval.
 *
 * @throws {PlotError} when there is no network, or no accuracy right after removal
 * @throws {UnpairedNetworksError} when networks were re-trained by different plans
 */
export function ablationFigure(result: RetrainingResult): DataFigure {
  requireNetworks(result);
  const sizes = sizesAmong(result.rows.filter(({ retrained }) => !retrained));
  if (sizes.length === 0) throw new PlotError("Cannot draw ablations: the result has none");
  const estimates = estimatesOf(result, { sizes, columns: PANELS });
  const strategies = strategiesAmong(estimates);
  const lines = strategies.map((own) => estimates.filter(({ style }) => style === own));
  const table = lines.flatMap((line) =>
    sizes.flatMap((size) => line.flatMap((point) => point.size === size ? point.values : []))
  );
  const whole = wholeEstimate(result);
  const main = mainSize(result, sizes);
  const spreads = PANELS.flatMap(({ column, ...removal }) => {
    const spread = strategySpread(result, { size: main, ...removal });
    return spread === undefined ? [] : [`${column}, ${atSize(main)}: ${spreadInWords(spread)}.`];
  });
  return dataFigure({
    title: ablationFinding(result, main).statement,
    subtitle: [
      "Test accuracy of the trained networks with all but some neurons removed, and after " +
      "re-training those from their initial weights.",
      drawsNote(table.filter(({ removal }) => removal === undefined)),
      sizesNote(result, sizes),
    ],
    description: [
      "Line charts of test accuracy in per cent over the neurons kept in each layer, a line for " +
      `every strategy. The whole network has ${percent(whole.mean / 100)}.`,
      ...spreads,
    ],
    legend: linesLegend(result, strategies),
    drawing: drawSizePanels(estimates, [{
      label: "Test accuracy (%)",
      height: 270,
      axis: percentAxis([...boundsOf(estimates), whole.high]),
      marks: (position) => [
        ...wholeMarks(whole, "y", clamped),
        ...lineMarks(lines.toReversed(), position, clamped),
      ],
    }]),
    table,
    columns: {
      strategy: (row) => row.strategy,
      size: (row) => row.size,
      retrained: (row) => row.removal === undefined ? "no" : "yes",
      ...NETWORK_COLUMNS,
    },
  });
}

/** An accuracy, or the bound of an interval, where it stands on an axis that ends at 0 and 100. */
const clamped = (accuracy: number): number => Math.min(100, Math.max(0, accuracy));

/** A linear axis from 0 that holds all values up to 100. */
function percentAxis(values: readonly number[]): ValueAxis {
  const domain: [number, number] = [0, 1.03 * clamped(Math.max(...values))];
  const ticks = linearTicks(...domain, TICKS);
  return { type: "linear", domain, ticks, tickFormat: tickLabel(ticks) };
}

/** "60.1 % for synergy, 40.2 % for random". */
function spreadInWords({ best, worst }: StrategySpread): string {
  const ends = best.label === worst.label ? [best] : [best, worst];
  return ends.map(({ label, mean }) => `${percent(mean / 100)} for ${label}`).join(", ");
}
