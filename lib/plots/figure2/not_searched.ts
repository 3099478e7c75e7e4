/**
 * What stands in the place of a figure of the exact search where layers were too wide for it.
 * @module
 */
import type { Figure2Result } from "../../experiments/figure2_result.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import type { DataFigure } from "../figure.ts";
import { enumerate } from "../format.ts";
import { RETRAINED_COLUMNS } from "./accuracy_rows.ts";

/** Whether no network has sizes of the exact search, because a hidden layer is too wide. */
export function isNotSearched({ networks }: Figure2Result): boolean {
  return networks.every(({ bestSizes }) => bestSizes.exact === undefined);
}

/** Title and reason without a drawing; a header without rows. */
export function notSearchedFigure({ layers }: Figure2Result): DataFigure {
  const widths = enumerate(layers.map(({ units }) => String(units)));
  const subtitle =
    "k* of the exact search is the size of each layer’s most synergistic multiplet " +
    `among all. The hidden layers have ${widths} neurons, too many to compare all multiplets.`;
  return {
    ...composeFigure({
      title: "No layer was searched exactly: there is no k* of the exact search",
      subtitle,
      description: subtitle,
      drawing: "",
      height: 0,
    }),
    csv: csvText(RETRAINED_COLUMNS, []),
  };
}
