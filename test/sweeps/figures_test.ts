/** The figures of sweeps, of invented outcomes. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { PlotError } from "../../lib/figures/kit/figure.ts";
import { specificationsOf } from "../../lib/sweeps/effects.ts";
import { curveTitle, specificationCurve } from "../../lib/sweeps/figures/specification_curve.ts";
import { verdictSharesFigure } from "../../lib/sweeps/figures/verdict_shares.ts";
import { readPng } from "../figures/png_pixels.ts";
import { attributesOf } from "../figures/svg_checks.ts";
import { testFigures } from "../figures/figure_checks.ts";
import { type Invented, outcomes } from "./invented.ts";

/** Sixteen readings with values that rise and fall with their choices. */
const READINGS: Invented[] = Array.from({ length: 8 }, (_, run) => run).flatMap((run) =>
  ["greedy", "exact"].map((search, at): Invented => {
    const levels = {
      initialisation: run & 1 ? "glorot" : "default",
      width: run & 2 ? "20" : "10",
      updates: run & 4 ? "37500" : "12500",
    };
    const mean = (run & 1 ? 1 : -1) + (run & 2 ? 0.4 : -0.4) + 0.3 * at + run / 20;
    const values = [-0.5, -0.1, 0.2, 0.4].map((offset) => mean + offset * (1 + run / 8));
    const outcome = mean > 0.9 ? "established" : mean < -0.9 ? "opposed" : "open";
    return {
      ...{ reading: run + 1, levels, choices: { search }, values, outcome },
      verdict: outcome === "established"
        ? "reproduced"
        : outcome === "opposed"
        ? "contradicted"
        : "undecided",
      claim: run % 2 === 0 ? "claim" : "claim",
      label: "synergy − random",
    };
  })
);
const ROWS = outcomes(READINGS);
const OWN = specificationsOf(ROWS, "claim", () => true);
const SUBJECT = { quantity: "Synergy − random", wanted: "above" } as const;
const OTHER = outcomes(READINGS.slice(0, 5).map((one) => ({ ...one, claim: "another claim" })));

testFigures(import.meta, {
  "specification curve": () => specificationCurve(OWN, SUBJECT),
  "within a margin, one network": () =>
    specificationCurve(
      specificationsOf(
        outcomes(READINGS.map((one) => ({ ...one, values: [one.values![0]!] }))),
        "claim",
        () => true,
      ),
      { quantity: "MI model − random", wanted: "within", references: [-0.5, 0.5] },
    ),
  "verdicts": () => verdictSharesFigure([...ROWS, ...OTHER]),
});

Deno.test("the title counts what supports and what opposes", () => {
  const open = OWN.filter(({ outcome }) => outcome === "open");
  equal(curveTitle(open, SUBJECT), `Synergy − random is open in all ${open.length} readings`);
  match(
    curveTitle(OWN, SUBJECT),
    /^Synergy − random supports the claim in \d+ of 16 readings, opposes it in \d+$/,
  );
});

Deno.test("CSV: a row for each reading in ascending order, with its choices", () => {
  const [header, ...rows] = specificationCurve(OWN, SUBJECT).csv.trim().split("\n")
    .map((line) => line.split(","));
  deepEqual(header, [
    ...["rank", "reading", "initialisation", "width", "updates", "analysis_search"],
    ...["estimate_points", "lower_points", "upper_points", "outcome", "verdict"],
  ]);
  equal(rows.length, 16);
  const estimates = rows.map((row) => Number(row[6]));
  deepEqual(estimates, estimates.toSorted((a, b) => a - b));
});

Deno.test("nothing to draw is an error", () => {
  throws(() => specificationCurve([], SUBJECT), PlotError);
  throws(() => verdictSharesFigure([]), PlotError);
});

Deno.test("bars have the colour of what a reading says where it has the level; of many readings the mean", () => {
  const bars = (svg: string) => attributesOf(svg, "href").map((href) => readPng(href).rows[0]!);
  const [first, second] = bars(specificationCurve(OWN, SUBJECT).svg);
  const white = "255,255,255";
  const at = (pixels: readonly number[], column: number) =>
    pixels.slice(3 * column, 3 * column + 3).join();
  const sorted = OWN.toSorted((a, b) => a.estimate.mean - b.estimate.mean);
  for (const [column, { levels, outcome }] of sorted.entries()) {
    const [has, lacks] = levels["initialisation"] === "default"
      ? [first!, second!]
      : [second!, first!];
    equal(at(lacks, column), white);
    const colour = { established: "1,102,94", opposed: "140,81,10", open: "87,96,106" }[outcome!];
    equal(at(has, column), colour);
  }
  const many = outcomes(
    Array.from({ length: 1200 }, (_, run): Invented => ({
      levels: { a: run % 2 === 0 ? "even" : "odd" },
      values: [run],
      outcome: "open",
    })),
  );
  const [even] = bars(specificationCurve(specificationsOf(many, "claim", () => true), SUBJECT).svg);
  const [low, high] = [Math.min(...even!), Math.max(...even!)];
  ok(even!.length < 3 * 400 && low > 87 && high < 255, `${even!.length} ${low} ${high}`);
});
