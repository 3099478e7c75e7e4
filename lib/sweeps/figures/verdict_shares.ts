/** How many readings of each claim end in each verdict. */
import * as Plot from "@observablehq/plot";
import { type DataFigure, dataFigure, PlotError } from "../../figures/kit/figure.ts";
import { areaSample } from "../../figures/kit/legend.ts";
import { percent, plural } from "../../figures/kit/text.ts";
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
import { countsText, judgingChoices, verdictsOf } from "../effects.ts";
import { judgedReadingKey, type OutcomeRow } from "../outcomes.ts";

/** Colours from support to opposition. */
const COLOURS: Readonly<Record<Verdict, string>> = {
  "reproduced": PALETTE.positive,
  "partly reproduced": "#5fa8a0",
  "mixed": "#b9a36a",
  "undecided": "#c9ced6",
  "contradicted": PALETTE.negative,
  "not tested": "#eef0f3",
};

/** Verdicts on a claim by one way to judge it, such as a margin. */
export interface ClaimShares {
  readonly claim: string;
  /** Names of the choices by which the same numbers are judged in several ways, such as `"margin"`; empty: there are none. */
  readonly judging: string;
  /** What is chosen there, such as `"1 point"`. */
  readonly judgedBy: string;
  /** Number of readings; those that differ only in axes that do not touch the claim count once. */
  readonly readings: number;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
}

/** Claims in the order of the rows, each by each way to judge it. */
export function claimShares(rows: readonly OutcomeRow[]): ClaimShares[] {
  const different = rows.filter(({ sameAs, verdict }) =>
    sameAs === undefined && verdict !== undefined
  );
  return [...Map.groupBy(different, ({ claim }) => claim)].flatMap(([claim, all]) => {
    const judging = judgingChoices(all);
    const wayOf = ({ choices }: OutcomeRow) =>
      judging.flatMap((name) => choices[name] ?? []).join(", ");
    return [...Map.groupBy(all, wayOf)].map(([judgedBy, own]) => {
      // A row is an estimate; a verdict is of all estimates of a reading.
      const judged = new Map(own.map((row) => [judgedReadingKey(row), row]));
      const verdicts = verdictsOf([...judged.values()]);
      return { claim, judging: judging.join(", "), judgedBy, readings: judged.size, verdicts };
    });
  });
}

/** The name of a claim with the way to judge it. */
export const nameOf = ({ claim, judgedBy }: Pick<ClaimShares, "claim" | "judgedBy">): string =>
  judgedBy === "" ? claim : `${claim}, ${judgedBy}`;

/** In how many readings each claim is reproduced, in one sentence. */
export function sharesTitle(shares: readonly ClaimShares[]): string {
  const claims = [...Map.groupBy(shares, ({ claim }) => claim)].flatMap(([claim, own]) => {
    const reproduced = own.map(({ verdicts, readings }) => (verdicts.reproduced ?? 0) / readings);
    const [least, most] = [Math.min(...reproduced), Math.max(...reproduced)];
    if (most === 0) return [];
    if (least === 1) return [`“${claim}” in every reading`];
    return [
      least === most
        ? `“${claim}” in ${percent(most)} of readings`
        : `“${claim}” in ${percent(least)} to ${percent(most)}, by the ${own[0]!.judging}`,
    ];
  });
  return claims.length === 0
    ? "No claim is reproduced in any reading"
    : `Reproduced: ${claims.join("; ")}`;
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
  const bars = shares.flatMap(({ claim, judgedBy, readings, verdicts }) => {
    const name = nameOf({ claim, judgedBy });
    let from = 0;
    return VERDICTS.flatMap((verdict) => {
      const count = verdicts[verdict] ?? 0;
      if (count === 0) return [];
      const high = from + count / readings;
      const bar = { name, claim, judgedBy, verdict, count, readings, low: from, high };
      from = bar.high;
      return [bar];
    });
  });
  const occurring = VERDICTS.filter((verdict) => bars.some((bar) => bar.verdict === verdict));
  const claims = shares.map(nameOf);
  const marginLeft = marginFor(claims);
  return dataFigure({
    title: sharesTitle(shares),
    subtitle: [
      "Shares of readings by verdict. Readings that differ only in choices that do not touch a claim count once; they " +
      "are no random sample of all possible ones.",
      `Readings: ${
        [...Map.groupBy(shares, ({ claim }) => claim)].map(([claim, [own]]) =>
          `${claim} ${own!.readings}`
        ).join("; ")
      }.`,
    ],
    description: [
      "Horizontal bars, one for each claim, divided by verdict.",
      ...shares.map(({ verdicts, readings, ...one }) =>
        `${nameOf(one)}, ${plural(readings, "reading")}: ${countsText(verdicts)}.`
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
          y: "name",
          fill: ({ verdict }: { readonly verdict: Verdict }) => COLOURS[verdict],
          stroke: PALETTE.background,
        }),
      ],
    }),
    table: bars,
    columns: {
      claim: (bar) => bar.claim,
      judged_by: (bar) => bar.judgedBy,
      verdict: (bar) => bar.verdict,
      readings: (bar) => bar.count,
      all_readings: (bar) => bar.readings,
      share: (bar) => bar.high - bar.low,
    },
  });
}
