/**
 * Figures as files, with their numbers beside them.
 * @module
 */
import { join } from "node:path";
import { atomicWrite } from "../system/files/atomic_write.ts";
import { reportsFolder } from "../system/files/folders.ts";
import type { DataFigure, Figure } from "../plots/kit/figure.ts";
import { html } from "./html.ts";
import { show } from "./show.ts";

/**
 * Shows a figure, keeps it as `figures/NAME.svg` in the reports folder and its numbers, where it has
 * them, as `NAME.csv` beside it, with a link that works from the report.
 *
 * @param name file name without ending: lower-case letters, digits and hyphens
 */
export async function showFigure(name: string, figure: Figure | DataFigure): Promise<void> {
  if (!/^[a-z0-9-]+$/.test(name)) {
    throw new TypeError(`A figure is named with a-z, 0-9 and hyphens, got "${name}"`);
  }
  const path = join(reportsFolder(), "figures", name);
  await atomicWrite(`${path}.svg`, figure.svg + "\n");
  if (!("csv" in figure)) return await show(figure);
  await atomicWrite(`${path}.csv`, figure.csv);
  const file = `figures/${name}.csv`;
  await show(
    figure,
    html(`<p>The numbers: <a href="${file}"><code>${file}</code></a></p>`),
  );
}
