/**
 * What tables look like, in wide and in narrow places.
 * @module
 */

/** Size of a table's letters beside those of the text around it. */
const FONT_SIZE = 0.93;

/** Room to the left and right of a cell, in its own em. */
const PADDING = 0.6;

/** Width of a letter in em: that of an average letter in wide fonts. */
const LETTER = 0.6;

/**
 * The width below which a table is not shown as one, in em of the text around it: what its columns take when
 * they break wherever they may. Rather a little too much, as fonts differ.
 *
 * @param lengths the longest piece of every column that cannot be broken, in characters
 */
export function narrowestWidth(lengths: readonly number[]): number {
  const width = lengths.reduce((sum, length) => sum + LETTER * length + 2 * PADDING, 0);
  return Math.ceil(FONT_SIZE * width);
}

/**
 * CSS of a table: it undoes JupyterLab's stripes and alignment, and uses its colours where they are defined.
 *
 * @param stackBelow in places narrower than so many em, every row is a list of its cells, each beside the
 * heading of its column (`data-column`), and nothing has to be scrolled into sight
 */
export function tableStyle(stackBelow: number): string {
  const stacked = `div.multiplet-table.stack-${stackBelow}`;
  return `
div.multiplet-table { container: multiplet-table / inline-size; position: relative;
  overflow-x: auto; max-width: 100%; }
div.multiplet-table table { table-layout: auto; border-collapse: collapse; margin: 0.5em 0; border: 0;
  font-size: ${FONT_SIZE}em; line-height: 1.4; font-variant-numeric: tabular-nums; }
div.multiplet-table caption { caption-side: top; text-align: left; font-weight: 600;
  padding: 0 0 0.4em; }
div.multiplet-table tr:nth-child(n) { background: none; }
div.multiplet-table tr > :nth-child(n) { padding: 0.3em ${PADDING}em; border: 0; max-width: none;
  border-bottom: 1px solid var(--jp-border-color2, #d0d7de); white-space: normal;
  overflow-wrap: normal; vertical-align: baseline; font-weight: 400; }
div.multiplet-table tr > .number { white-space: nowrap; }
div.multiplet-table tr > :nth-child(1) { padding-left: 0; }
div.multiplet-table thead tr > :nth-child(n) { font-weight: 600;
  border-bottom: 2px solid var(--jp-border-color1, #8c959f); }
@container multiplet-table (max-width: ${stackBelow}em) {
  ${stacked} :is(table, caption, tbody, tr) { display: block; }
  ${stacked} thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  ${stacked} tbody tr { padding: 0.4em 0; border-bottom: 1px solid var(--jp-border-color2, #d0d7de); }
  ${stacked} tbody tr > :nth-child(n) { display: flex; gap: 1em; padding: 0.1em 0; border: 0;
    text-align: left !important; overflow-wrap: anywhere; }
  ${stacked} tbody tr > :nth-child(n)::before { content: attr(data-column); flex: 0 0 8em;
    color: var(--jp-ui-font-color2, #57606a); }
  ${stacked} tbody tr > :nth-child(1) { font-weight: 600; }
}
`;
}
