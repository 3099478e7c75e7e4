/**
 * Whether the multiplets of late layers are about single classes.
 * @module
 */
import type { Figure1Result } from "../../experiments/figure1_result.ts";
import { REFERENCE_DASHES } from "../axes.ts";
import { composeFigure } from "../compose.ts";
import { type CsvRow, csvText } from "../csv.ts";
import { colourBar } from "../diverging.ts";
import { PlotError } from "../error.ts";
import type { DataFigure } from "../figure.ts";
import { enumerate, percent, sentences, threshold } from "../format.ts";
import { dotSample, lineSample } from "../legend.ts";
import type { Side } from "../side.ts";
import { stacked } from "../stack.ts";
import { PALETTE } from "../theme.ts";
import { drawClassMaps } from "./class_maps.ts";
import { BEST, END_ADJECTIVES, ENDS } from "./ends.ts";
import { PLACE_COLUMNS, placeOf } from "./extreme_rows.ts";
import { inBits } from "./in_bits.ts";
import { droppedNote, type LayerGroup, layerGroups, type NetworkLayer } from "./layer_groups.ts";
import { type LayerSide, layerSides, sidesTitle } from "./layer_sides.ts";
import { bestSpecificity } from "./specificity.ts";
import { drawSpecificityDots } from "./specificity_dots.ts";

/** What the sign of a layer's specificity minus that of the first layer means. */
const COMPARED: Readonly<Record<Side, string>> = {
  above: "more class-specific",
  below: "less class-specific",
  neither: "neither more nor less class-specific",
};

/**
 * Draws the target's part Δ of the most synergistic and the most redundant multiplet of each layer, one
 * class against the rest, and how class-specific it is: the share of the largest class in Σ_c |Δ_c|,
 * from 1/C where all C classes count alike to 1 where one class is all. The title compares the
 * synergistic multiplets of each layer with those of the first one, network by network.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers or classes
 */
export function classSpecificityFigure(result: Figure1Result): DataFigure {
  const groups = layerGroups(result);
  const contributions = groups.flatMap(({ results }) =>
    results.flatMap((own) => ENDS.map((end) => own[BEST[end]].classContributions))
  );
  const classes = contributions[0]!.length;
  if (contributions.some(({ length }) => length !== classes)) {
    throw new PlotError("Cannot compare layers that have different numbers of classes");
  }
  const largest = Math.max(...contributions.flat().map((value) => Math.abs(inBits(value))));
  const scale = {
    negative: PALETTE.synergy,
    positive: PALETTE.redundancy,
    // With all values 0 any limit will do.
    limit: largest || 1,
  };
  const { svg, height } = stacked([
    drawSpecificityDots(groups),
    drawClassMaps(groups, scale),
    colourBar(scale, 2, "Δ, one class against the rest (bits)"),
  ], 12);
  const several = result.networks.length > 1;
  const note = droppedNote(groups);
  return {
    ...composeFigure({
      title: titleOf(result, groups),
      subtitle: sentences(
        "Above: share of the largest class in the target’s part, max |Δ| / Σ |Δ| over classes, " +
          "of each layer’s most extreme multiplets. Below: Δ itself, one row a network.",
        note,
      ),
      description: sentences(
        "Dots of class specificity, a panel for every layer, and maps of Δ by network and class. " +
          `Mean share of the largest class: ${enumerate(groups.map(describe))}. Equal classes ` +
          `would have ${percent(1 / classes)} each.`,
        note,
      ),
      legend: [
        ...ENDS.toReversed().map((end) => ({
          sample: dotSample(PALETTE[end], "filled", 3.5),
          label: END_ADJECTIVES[end],
        })),
        ...(several
          ? [{
            sample: lineSample(PALETTE.ink, { width: 2 }),
            label: `mean, ${threshold(0.95)} interval`,
          }]
          : []),
        {
          sample: lineSample(PALETTE.reference, { dashes: REFERENCE_DASHES }),
          label: "all classes alike",
        },
      ],
      drawing: svg,
      height,
    }),
    csv: csvText(
      {
        ...PLACE_COLUMNS,
        end: "extreme",
        multiplet: "multiplet",
        class: "class",
        contribution: "class_contribution_bits",
        specificity: "multiplet_specificity",
      },
      groups.flatMap(({ results }) => results.flatMap(csvRows)),
    ),
  };
}

/** Specificity of synergistic multiplets minus that in the first layer of the same network. */
function comparedWithFirst([first, ...others]: readonly LayerGroup[]): LayerSide[] {
  const specificity = new Map(
    first!.results.map((own) => [own.network, bestSpecificity(own, "synergy")]),
  );
  return layerSides(
    others,
    (own) => bestSpecificity(own, "synergy") - (specificity.get(own.network) ?? NaN),
    (share) => share,
  );
}

function titleOf(result: Figure1Result, groups: readonly LayerGroup[]): string {
  const sides = comparedWithFirst(groups);
  if (groups.length === 1) {
    return `Class specificity of ${groups[0]!.name}: there is no other layer to compare it with`;
  }
  if (sides.length === 0) return "No multiplet has a target’s part to compare classes by";
  const subject = `the most synergistic multiplets, compared with ${groups[0]!.name}, are `;
  return sidesTitle(result, sides, COMPARED, subject);
}

function describe(group: LayerGroup): string {
  const means = ENDS.map((end) => {
    const [own] = layerSides([group], (one) => bestSpecificity(one, end), (share) => share);
    return `${own === undefined ? "none" : percent(own.summary.mean)} (${END_ADJECTIVES[end]})`;
  });
  return `${group.name} ${enumerate(means)}`;
}

function csvRows(own: NetworkLayer): CsvRow[] {
  return ENDS.flatMap((end) => {
    const { multiplet, classContributions } = own[BEST[end]];
    const specificity = bestSpecificity(own, end);
    return classContributions.map((value, label) => ({
      ...placeOf(own),
      end,
      multiplet: multiplet.join(" "),
      class: label,
      contribution: inBits(value),
      specificity: Number.isNaN(specificity) ? undefined : specificity,
    }));
  });
}
