/**
 * Figures as files, with their numbers beside them.
 * @module
 */
import { join } from "node:path";
import { atomicWrite } from "../artifacts/atomic_write.ts";
import { reportsFolder } from "../experiments/folders.ts";
import type { DataFigure, Figure } from "../plots/figure.ts";
import { escapeHtml, html } from "./html.ts";
import { show } from "./show.ts";

/**
 * Shows a figure, keeps it as `figures/NAME.svg` in the reports folder, and, where it has them, its
 * numbers as `NAME.csv` beside it and as a link below it that works without a network.
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
  const data = `data:text/csv;charset=utf-8,${encodeURIComponent(figure.csv)}`;
  await show(
    figure,
    html(
      `<p><a download="${name}.csv" href="${escapeHtml(data)}">The numbers as CSV</a></p>`,
      `${path}.csv`,
    ),
  );
}
