/** A specification curve: one estimate in every reading, sorted, with the choices of each below it. */
import * as Plot from "@observablehq/plot";
import { type DataFigure, dataFigure, PlotError } from "../../figures/kit/figure.ts";
import { areaSample, dotSample, lineSample } from "../../figures/kit/legend.ts";
import { colourPng, pixelImage } from "../../figures/kit/images.ts";
import { type Drawing, stacked, textElement } from "../../figures/kit/svg.ts";
import { decimal, percent, plural, shortened, threshold } from "../../figures/kit/text.ts";
import { PALETTE, type Rgb, SIZE, tintChannels } from "../../figures/kit/theme.ts";
import { joinedDots, joinedRules } from "../../figures/panels/marks.ts";
import { AXIS_MARGINS, panelWidth, plotPanel, valueAxis } from "../../figures/panels/panels.ts";
import { amountAxis } from "../../figures/panels/ticks.ts";
import { rangeText } from "../../statistics/words.ts";
import type { Outcome } from "../../studies/verdict.ts";
import { type ChoiceEffect, choiceEffects, type Specification } from "../effects.ts";
import { axisColumns, choiceColumns } from "../outcomes.ts";

/** What a curve is of. */
export interface CurveSubject {
  /** What is estimated, with its sign: `"synergy − random"`. */
  readonly quantity: string;
  /** The side of the references that the claim asks for. Absent: nothing is claimed. */
  readonly wanted?: "above" | "below" | "within";
  /** What estimates are compared with, such as 0; two numbers: the ends of a margin; none: nothing. Default: 0. */
  readonly references?: readonly number[];
}

/** Colours of what an estimate says about the claim. */
const COLOURS: Readonly<Record<Outcome | "none", string>> = {
  established: PALETTE.positive,
  opposed: PALETTE.negative,
  open: PALETTE.muted,
  none: PALETTE.muted,
};

/** What the key calls them. */
const WORDS = [
  { outcome: "established", label: "supports the claim" },
  { outcome: "opposed", label: "opposes the claim" },
  { outcome: "open", label: "open: neither" },
] as const;

const CURVE_HEIGHT = 170;
const ROW_HEIGHT = 14;
/** Space between the rows of two choices. */
const CHOICE_GAP = 7;

function wantedText(wanted: CurveSubject["wanted"]): string {
  if (wanted === undefined) return "";
  const where = wanted === "within" ? "between the dotted lines" : `${wanted} the dotted line`;
  return `The claim asks for an interval ${where}.`;
}

const outcomeOf = ({ outcome }: Specification): Outcome | "none" => outcome ?? "none";

/** The intervals by their levels: `"95 % intervals over networks"`; corrected ones can have several levels. */
function intervalsText(specifications: readonly Specification[]): string {
  const levels = new Set(specifications.flatMap(({ estimate: { level } }) => level ?? []));
  if (levels.size === 0) return "";
  const texts = [Math.min(...levels), Math.max(...levels)].map((level) =>
    threshold(Number(level.toFixed(3)))
  );
  return `${[...new Set(texts)].join(" to ")} intervals over networks${
    levels.size > 1 ? ", corrected for several comparisons" : ""
  }. `;
}

/** How many specifications support the claim, oppose it, and leave it open, in one sentence. */
export function curveTitle(
  specifications: readonly Specification[],
  { quantity }: Pick<CurveSubject, "quantity">,
): string {
  if (specifications.every(({ outcome }) => outcome === undefined)) {
    const means = specifications.map(({ estimate }) => estimate.mean);
    const { unit } = specifications[0]!.estimate;
    return `${quantity}: ${rangeText([Math.min(...means), Math.max(...means)])} ${unit}`.trim();
  }
  const count = (wanted: Outcome) =>
    specifications.filter((one) => outcomeOf(one) === wanted).length;
  const [supporting, opposing] = [count("established"), count("opposed")];
  const all = plural(specifications.length, "reading");
  if (supporting === 0 && opposing === 0) return `${quantity} is open in all ${all}`;
  return `${quantity} supports the claim in ${supporting} of ${all}, opposes it in ${opposing}`;
}

/**
 * Draws an estimate of all specifications in ascending order, with its interval and the colour of what it says about the claim;
 * below, for each level of each choice, the specifications that have it. Choices stand in the order of their share of the
 * variance.
 *
 * @throws {PlotError} without a specification
 */
export function specificationCurve(
  specifications: readonly Specification[],
  { quantity, wanted, references = [0] }: CurveSubject,
): DataFigure {
  if (specifications.length === 0) {
    throw new PlotError(`Cannot draw a specification curve of ${quantity}: there is no reading`);
  }
  const sorted = specifications.toSorted((a, b) =>
    a.estimate.mean - b.estimate.mean || a.reading - b.reading
  );
  const effects = choiceEffects(specifications);
  const { unit } = sorted[0]!.estimate;
  const below = matrix(sorted, effects);
  return dataFigure({
    title: curveTitle(specifications, { quantity }),
    subtitle: [
      `${quantity} in ${plural(sorted.length, "reading")}, sorted. ${intervalsText(sorted)}${
        wantedText(wanted)
      }`.trim(),
      "Below: the choices of each reading. In brackets: the variance between the levels of a choice, as a share of all variance.",
    ],
    description: [
      `A curve of ${quantity} in ${unit} over readings in ascending order, from ` +
      `${sorted[0]!.estimate.mean.toFixed(2)} to ${
        sorted.at(-1)!.estimate.mean.toFixed(2)
      }, and a matrix of their choices.`,
      `Shares of the variance: ${effects.map(shareText).join("; ")}.`,
    ],
    legend: [
      ...WORDS.filter(({ outcome }) => sorted.some((one) => one.outcome === outcome)).map((
        { outcome, label },
      ) => ({ sample: dotSample(COLOURS[outcome], "filled", 4), label })),
      ...(sorted.some(({ estimate }) => estimate.interval)
        ? [{ sample: areaSample(PALETTE.muted, 0.3), label: "interval" }]
        : []),
      ...(references.length === 0 ? [] : [{
        sample: lineSample(PALETTE.ink, { dashes: "2,3" }),
        label: `${
          references.map((one) => decimal(one, Number.isInteger(one) ? 0 : 1)).join(" and ")
        } ${
          references.length === 1 && Math.abs(references[0]!) === 1 ? unit.replace(/s$/, "") : unit
        }`,
      }]),
    ],
    drawing: stacked([curve(sorted, unit, references), below], 4),
    table: sorted,
    columns: {
      rank: (row) => sorted.indexOf(row) + 1,
      reading: (row) => row.reading,
      ...axisColumns(Object.keys(sorted[0]!.levels)),
      ...choiceColumns(sorted),
      [`estimate_${unit}`]: (row) => row.estimate.mean,
      [`lower_${unit}`]: (row) => row.estimate.interval?.[0],
      [`upper_${unit}`]: (row) => row.estimate.interval?.[1],
      outcome: (row) => row.outcome,
      verdict: (row) => row.verdict,
    },
  });
}

const shareText = ({ choice, share }: ChoiceEffect) => `${choice} ${percent(share)}`;

/** Space left of both panels, and their width. */
const MARGIN = 172;
const PANEL = panelWidth(1, MARGIN);

/** Free space above and below a bar, the baseline of words in a row, and their size. */
const ROW_PAD = 2;
const BASE = 11;
const WORDS_SIZE = SIZE.tick - 2;
/** Between the name of a level and its bar. */
const GAP = 6;

/** Colours of pixels. */
const CHANNELS: Readonly<Record<Outcome | "none", Rgb>> = {
  established: tintChannels(COLOURS.established, 1),
  opposed: tintChannels(COLOURS.opposed, 1),
  open: tintChannels(COLOURS.open, 1),
  none: tintChannels(COLOURS.none, 1),
};
const NONE: Rgb = tintChannels(PALETTE.ink, 0);

/** Readings that have a pixel each; of more, each pixel is the mean colour of several. */
const MOST_PIXELS = Math.floor(PANEL);

function averaged(colours: readonly Rgb[]): Uint8Array {
  const width = Math.min(colours.length, MOST_PIXELS);
  return Uint8Array.from({ length: 3 * width }, (_, at) => {
    const [pixel, channel] = [Math.floor(at / 3), at % 3];
    const own = colours.slice(
      Math.floor(pixel * colours.length / width),
      Math.floor((pixel + 1) * colours.length / width),
    );
    return Math.round(own.reduce((sum, colour) => sum + colour[channel]!, 0) / own.length);
  });
}

const FRAME = {
  width: MARGIN + PANEL + AXIS_MARGINS.marginRight,
  marginLeft: MARGIN,
  marginRight: AXIS_MARGINS.marginRight,
} as const;

/** Half of the space of a reading on the horizontal axis. */
const HALF = 0.5;

function curve(
  sorted: readonly Specification[],
  label: string,
  references: readonly number[],
): Drawing {
  const rows = sorted.map((one, at) => ({
    at,
    mean: one.estimate.mean,
    low: one.estimate.interval?.[0] ?? one.estimate.mean,
    high: one.estimate.interval?.[1] ?? one.estimate.mean,
    colour: COLOURS[outcomeOf(one)],
  }));
  const y = amountAxis(
    [...rows.flatMap(({ low, high }) => [low, high]), ...references],
    CURVE_HEIGHT,
  );
  return plotPanel({
    ...FRAME,
    height: CURVE_HEIGHT + 10,
    marginTop: 5,
    marginBottom: 5,
    x: { domain: [-HALF, sorted.length - HALF], axis: null },
    y: { domain: y.domain },
    marks: [
      valueAxis("y", label, y.ticks, y.tickFormat),
      Plot.rect(rows, {
        x1: ({ at }) => at - HALF,
        x2: ({ at }) => at + HALF,
        y1: "low",
        y2: "high",
        fill: "colour",
        render: joinedRules(PANEL / sorted.length, 0.3),
      }),
      Plot.ruleY(references, { stroke: PALETTE.ink, strokeDasharray: "2,3" }),
      Plot.dot(rows, {
        x: "at",
        y: "mean",
        fill: "colour",
        render: joinedDots(sorted.length > 400 ? 1 : 2, 1),
      }),
    ],
  });
}

/** The choices of each reading: a row for each level, below the name of its choice. */
function matrix(sorted: readonly Specification[], effects: readonly ChoiceEffect[]): Drawing {
  let top = 0;
  const names: { readonly name: string; readonly y: number }[] = [];
  const rows = effects.flatMap((effect, position) => {
    if (position > 0) top += CHOICE_GAP;
    names.push({ name: `${effect.choice} (${percent(effect.share)})`, y: top });
    top += ROW_HEIGHT;
    const levels = effect.levels.toSorted((a, b) =>
      Number(a.level) - Number(b.level) || a.level.localeCompare(b.level, "en", { numeric: true })
    );
    return levels.map(({ level }) => {
      const y = top;
      top += ROW_HEIGHT;
      return { effect, level, y };
    });
  });
  const place = { x: MARGIN, width: PANEL, height: ROW_HEIGHT - 2 * ROW_PAD } as const;
  const texts = [
    ...names.map(({ name, y }) =>
      textElement(name, { x: 0, y: y + BASE, "font-size": WORDS_SIZE, fill: PALETTE.muted })
    ),
    ...rows.map(({ level, y }) =>
      textElement(shortened(level, MARGIN * SIZE.tick / WORDS_SIZE - GAP), {
        ...{ x: MARGIN - GAP, y: y + BASE, "text-anchor": "end" },
        ...{ "font-size": WORDS_SIZE, fill: PALETTE.ink },
      })
    ),
  ];
  const bars = rows.map(({ effect, level, y }) => {
    const colours = sorted.map((one) =>
      levelOf(one, effect) === level ? CHANNELS[outcomeOf(one)] : NONE
    );
    const png = colourPng(averaged(colours), Math.min(sorted.length, MOST_PIXELS));
    return pixelImage(png, { ...place, y: y + ROW_PAD });
  });
  return { svg: [...bars, ...texts].join(""), height: top };
}

const levelOf = (one: Specification, { choice, kind }: ChoiceEffect) =>
  kind === "training" ? one.levels[choice] : one.choices[choice] ?? "–";
