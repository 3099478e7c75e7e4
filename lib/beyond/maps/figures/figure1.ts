/** Figure 1 with feature maps as units: by the means of maps, and by their components. */
import {
  dotsOn,
  endLines,
  endPoints,
  EXTREME_COLUMNS,
  largeDotSample,
  linesFigure,
  meansOf,
} from "../../../paper/layers/figures/layer_panels.ts";
import { ENDS, inBits } from "../../../paper/layers/result.ts";
import { type ExtremeRow, extremesIn, pointsBySize } from "../../../paper/layers/rows.ts";
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { capitalised, enumerate, sizesInWords, unbroken } from "../../../figures/kit/text.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import {
  mapsBalanceFinding,
  mapsMinimumFinding,
  mapsTrainingFinding,
  ruleWords,
} from "../findings.ts";
import type { MapRow, MapsLayerSearch, MapsResult } from "../result.ts";
import { MAP_RULES } from "../variables.ts";

/** Height of a row of panels, in pixels. */
const HEIGHT = 135;

/**
 * Draws the largest and the smallest Ω(X, y) of every size, a panel per convolution: by the means of maps, then by their
 * components, after training, with what one half of the images has as extremes in the other half; below the same before
 * training, on axes of its own. Means over networks.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function mapsFigure1(result: MapsResult): DataFigure {
  const { mean } = result.by;
  const rows = MAP_RULES.map((rule) => {
    const own = result.by[rule];
    const trained = extremesIn(own);
    const halves = trained.filter(({ otherHalf }) => otherHalf);
    const proven = ENDS.flatMap((end) =>
      own.layers.flatMap(({ name }) => {
        const sizes = provenSizes(own, name);
        const shown = trained.filter((row) =>
          row.end === end && row.layer === name && sizes.includes(row.size)
        );
        return pointsBySize(shown, ({ oInformation }) => inBits(oInformation))
          .map((point) => ({ ...point, colour: PALETTE[end] }));
      })
    );
    const name = rule === "mean" ? "means" : "components";
    return {
      trained: {
        label: `Ω of ${name} (bits)`,
        height: HEIGHT,
        lines: endLines((end) => [
          { points: endPoints(halves, end, (row) => inBits(row.otherHalf!.value)), dashed: true },
          { points: meansOf(own, { end }) },
        ]),
        front: [dotsOn(proven, ({ colour }) => colour)],
      },
      untrained: {
        label: `${name}, untrained`,
        height: HEIGHT,
        lines: endLines((end) => [
          { points: meansOf(own, { end, state: "untrained" }), dotted: true },
        ]),
      },
    };
  });
  return linesFigure(mean, {
    title: mapsBalanceFinding(result).statement,
    subtitle: [
      "Largest and smallest Ω(X, y) among multiplets of k feature maps and the class label. First row: a map is its mean over " +
      `positions; second row: a block of its ${
        ruleWords("components", result)
      }. Below: the same before training, on other axes.`,
      `The title is about d, the mean of ${unbroken("max Ω + min Ω")} over ${unbroken("k < n")}.`,
      `${mapsTrainingFinding(result).statement}. ${mapsMinimumFinding(result).statement}.`,
      provenNote(mean),
    ],
    description: [
      "Line charts of Ω(X, y) in bits over the number of maps, a column for every convolution; rows: by means of maps, by " +
      "their principal components, and both before training.",
    ],
    rows: [...rows.map(({ trained }) => trained), ...rows.map(({ untrained }) => untrained)],
    x: "Multiplet size k (maps)",
    across: 2,
    key: { solid: "all images", dashed: "other half of the images", dotted: "untrained" },
    legend: [{ sample: largeDotSample(PALETTE.ink), label: "all multiplets compared" }],
    table: MAP_RULES.flatMap((rule) =>
      result.by[rule].rows.filter((row): row is MapRow & ExtremeRow =>
        row.oInformation !== undefined
      )
    ),
    columns: {
      maps_as: (row) => row.rule,
      training: ({ state }) => state === "trained" ? "after" : "before",
      guarantee: ({ proven }) => proven ? "optimal" : "best found",
      ...EXTREME_COLUMNS,
      other_half_bits: ({ otherHalf }) => otherHalf && inBits(otherHalf.value),
      other_half_lower_bits: ({ otherHalf }) => otherHalf && inBits(otherHalf.interval[0]),
      other_half_upper_bits: ({ otherHalf }) => otherHalf && inBits(otherHalf.interval[1]),
    },
  });
}

/** The sizes of a layer whose multiplets were all compared in every trained network. */
function provenSizes({ rows }: MapsLayerSearch, layer: string): number[] {
  const own = rows.filter((row) => row.layer === layer && row.state === "trained" && row.end);
  const open = new Set(own.filter(({ proven }) => !proven).map(({ size }) => size));
  return [...new Set(own.map(({ size }) => size))].filter((size) => !open.has(size))
    .sort((a, b) => a - b);
}

/** The sizes that are proven, in one sentence. */
function provenNote(result: MapsLayerSearch): string {
  const clauses = result.layers.map(({ name }) =>
    `${unbroken(`k = ${sizesInWords(provenSizes(result, name))}`)} in ${name}`
  );
  return capitalised(
    `dots: all multiplets compared, ${
      enumerate(clauses)
    }; elsewhere the best that the ladder search found.`,
  );
}
