/**
 * What training changes.
 * @module
 */
import { type Figure1Result, layerDominance } from "../../experiments/figure1_result.ts";
import type { DataFigure } from "../kit/figure.ts";
import { enumerate, withInterval } from "../kit/format.ts";
import type { SearchedFigureOptions } from "./figure1.ts";
import {
  allResults,
  EXTREME_COLUMNS,
  extremeRows,
  inBits,
  layerEstimates,
  layerGroups,
  OUTWEIGHS,
  sidesInWords,
  sidesTitle,
  type SideWords,
} from "./layers.ts";
import {
  bandKey,
  endLines,
  extremePoints,
  linesFigure,
  matchedSizes,
  sizePoints,
} from "./lines.ts";

/** What the sign of d after training minus d before means. */
const SHIFTS: SideWords = {
  above: "towards redundancy",
  below: "towards synergy",
  around: "neither way",
};

/**
 * Draws the extremes of the networks before and after training, and the difference after − before of
 * each network's own values. The title says in which layers training changes the balance d, the mean
 * over sizes below n of max Ω + min Ω.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers
 */
export function untrainedFigure(
  result: Figure1Result,
  { search = "greedy" }: SearchedFigureOptions = {},
): DataFigure {
  const groups = layerGroups(result);
  const shifts = layerEstimates(
    groups,
    (own) => inBits(layerDominance(own[search]) - layerDominance(own.untrained[search])),
  );
  const changes = shifts.map((shift) => `${withInterval(shift, "bits")} in ${shift.layer}`);
  const before = layerEstimates(groups, (own) => layerDominance(own.untrained[search]));
  const untrained = before.length === 0
    ? ""
    : `Before training ${sidesInWords(before, OUTWEIGHS)}.`;
  return linesFigure(
    result,
    groups,
    {
      title: sidesTitle(result, shifts, SHIFTS, "training shifts the balance "),
      subtitle: [
        `Extremes of the ${search} search in the same networks before and after training, and the ` +
        "difference after − before.",
        untrained,
      ],
      description: [
        "Line charts over multiplet size, a column for every layer: extremes before and after " +
        "training, then their difference.",
        untrained,
        shifts.length === 0
          ? ""
          : `The mean over sizes below n of max Ω + min Ω changes by ${enumerate(changes)}.`,
      ],
      rows: [
        {
          label: "Ω(X, y) (bits)",
          height: 170,
          lines: endLines((end) => [
            { points: extremePoints(groups, (own) => own[search], end) },
            { points: extremePoints(groups, (own) => own.untrained[search], end), dashed: true },
          ]),
        },
        {
          label: "Difference (bits)",
          height: 130,
          lines: endLines((end) => [{
            points: sizePoints(
              groups,
              (own) => matchedSizes(own[search], own.untrained[search]),
              ({ first, second }) => first[end].oInformation - second[end].oInformation,
            ),
            band: true,
          }]),
        },
      ],
      key: { solid: "after training, difference", dashed: "before training", ...bandKey(result) },
    },
    { search: () => search, training: (row) => row.training, ...EXTREME_COLUMNS },
    allResults(groups).flatMap((own) =>
      (["after", "before"] as const).flatMap((training) => {
        const extremes = training === "after" ? own[search] : own.untrained[search];
        return extremeRows(own, extremes).map((row) => ({ training, ...row }));
      })
    ),
  );
}
