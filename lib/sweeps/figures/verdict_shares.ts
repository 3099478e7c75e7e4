/** How many readings of each claim end in each verdict. */
import * as Plot from "@observablehq/plot";
import { type DataFigure, dataFigure, PlotError } from "../../figures/kit/figure.ts";
import { areaSample } from "../../figures/kit/legend.ts";
import { enumerate, percent, plural } from "../../figures/kit/text.ts";
import { PALETTE } from "../../figures/kit/theme.ts";
import {
  AXIS_MARGINS,
  marginFor,
  panelWidth,
  plotPanel,
  valueAxis,
} from "../../figures/panels/panels.ts";
import { linearTicks } from "../../figures/panels/ticks.ts";
import { type Verdict, VERDICTS } from "../../studies/verdict.ts";
import { countsText, verdictsOf } from "../effects.ts";
import type { OutcomeRow } from "../outcomes.ts";

/** Colours from support to opposition. */
const COLOURS: Readonly<Record<Verdict, string>> = {
  "reproduced": PALETTE.positive,
  "partly reproduced": "#5fa8a0",
  "mixed": "#b9a36a",
  "undecided": "#c9ced6",
  "contradicted": PALETTE.negative,
  "not tested": "#eef0f3",
};

/** Verdicts on a claim, each reading with different numbers once. */
export interface ClaimShares {
  readonly claim: string;
  readonly readings: number;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
}

/** Claims in the order of the rows. */
export function claimShares(rows: readonly OutcomeRow[]): ClaimShares[] {
  const different = rows.filter(({ sameAs, verdict }) =>
    sameAs === undefined && verdict !== undefined
  );
  return [...Map.groupBy(different, ({ claim }) => claim)].map(([claim, own]) => {
    // A row is an estimate; a verdict is of all estimates of a reading.
    const judged = new Map(own.map((row) => [
      JSON.stringify([row.reading, Object.entries(row.choices)]),
      row,
    ]));
    const verdicts = verdictsOf([...judged.values()]);
    return { claim, readings: judged.size, verdicts };
  });
}

/** Whether any reading reproduces a claim, in one sentence. */
export function sharesTitle(shares: readonly ClaimShares[]): string {
  const somewhere = shares.filter(({ verdicts }) => (verdicts.reproduced ?? 0) > 0);
  const quoted = (ones: readonly ClaimShares[]) => enumerate(ones.map(({ claim }) => `“${claim}”`));
  if (somewhere.length === 0) return "No claim is reproduced in any reading";
  const everywhere = somewhere.filter(({ verdicts, readings }) => verdicts.reproduced === readings);
  return everywhere.length > 0
    ? `${quoted(everywhere)} reproduced in every reading`
    : `${quoted(somewhere)}: reproduced in ${
      enumerate(somewhere.map(({ verdicts, readings }) => percent(verdicts.reproduced! / readings)))
    } of readings`;
}

const HEIGHT = 34;

/**
 * Draws a bar for each claim, whose parts are the shares of its readings by verdict.
 *
 * @throws {PlotError} without a claim
 */
export function verdictSharesFigure(rows: readonly OutcomeRow[]): DataFigure {
  const shares = claimShares(rows);
  if (shares.length === 0) throw new PlotError("Cannot draw verdicts: no reading has one");
  const bars = shares.flatMap(({ claim, readings, verdicts }) => {
    let from = 0;
    return VERDICTS.flatMap((verdict) => {
      const count = verdicts[verdict] ?? 0;
      if (count === 0) return [];
      const bar = { claim, verdict, count, readings, low: from, high: from + count / readings };
      from = bar.high;
      return [bar];
    });
  });
  const occurring = VERDICTS.filter((verdict) => bars.some((bar) => bar.verdict === verdict));
  const claims = shares.map(({ claim }) => claim);
  const marginLeft = marginFor(claims);
  return dataFigure({
    title: sharesTitle(shares),
    subtitle: [
      "Shares of readings by verdict. Readings with the same numbers count once; they are no random sample of all " +
      "possible ones.",
      `Readings: ${shares.map(({ claim, readings }) => `${claim} ${readings}`).join("; ")}.`,
    ],
    description: [
      "Horizontal bars, one for each claim, divided by verdict.",
      ...shares.map(({ claim, verdicts, readings }) =>
        `${claim}, ${plural(readings, "reading")}: ${countsText(verdicts)}.`
      ),
    ],
    legend: occurring.map((label) => ({ sample: areaSample(COLOURS[label]), label })),
    drawing: plotPanel({
      width: marginLeft + panelWidth(1, marginLeft) + AXIS_MARGINS.marginRight,
      height: claims.length * HEIGHT + AXIS_MARGINS.marginBottom,
      marginLeft,
      marginRight: AXIS_MARGINS.marginRight,
      marginTop: 4,
      marginBottom: AXIS_MARGINS.marginBottom,
      x: { domain: [0, 1] },
      y: { domain: claims, label: null },
      marks: [
        valueAxis("x", "share of readings (%)", linearTicks(0, 1, 5), (tick) => `${100 * tick}`),
        Plot.axisY({ tickSize: 0, label: null }),
        Plot.barX(bars, {
          x1: "low",
          x2: "high",
          y: "claim",
          fill: ({ verdict }: { readonly verdict: Verdict }) => COLOURS[verdict],
          stroke: PALETTE.background,
        }),
      ],
    }),
    table: bars,
    columns: {
      claim: (bar) => bar.claim,
      verdict: (bar) => bar.verdict,
      readings: (bar) => bar.count,
      all_readings: (bar) => bar.readings,
      share: (bar) => bar.high - bar.low,
    },
  });
}
