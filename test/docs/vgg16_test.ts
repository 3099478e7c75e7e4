/** The figure and the table of the guide to VGG16 are those of its committed results. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { analyse } from "../../lib/analysis/mod.ts";
import {
  labelText,
  markdownTable,
  MARKS,
  rowsIn,
  rowsOf,
  trainingText,
  vggFigure,
} from "../../docs/vgg16/figure.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { permitted } from "../permitted.ts";

const read = (path: string) => Deno.readTextFile(new URL(`../../${path}`, import.meta.url));
/** Without blanks, which the formatter adds to tables. */
const cells = (table: string) =>
  table.trim().split("\n").map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(([, first]) => !/^:?-+:?$/.test(first!));

Deno.test(
  "figure and table of the guide are made of the committed results",
  permitted,
  async () => {
    const csv = await read("docs/vgg16/results.csv");
    const rows = rowsIn(csv);
    // Two networks, thirteen layers, sizes 2 to 8, two ends.
    equal(rows.length, 2 * 13 * 7 * 2);
    ok(rows.every(({ labelsP, mapsP }) => labelsP > 0 && mapsP > 0));
    const figure = vggFigure(rows);
    equal(figure.csv, csv);
    equal(figure.svg, await read("assets/vgg16.svg"));
    const guide = await read("docs/vgg16.md");
    const [begin, end] = MARKS.map((mark) => guide.indexOf(mark));
    const block = guide.slice(begin! + MARKS[0].length, end);
    const [table, ...words] = block.trim().split(/\n\n/);
    deepEqual(cells(table!), cells(markdownTable(rows)));
    deepEqual(
      words.map((paragraph) => paragraph.replaceAll(/\s+/g, " ")),
      [trainingText(rows), labelText(rows)],
    );
  },
);

Deno.test("a result becomes rows that a CSV file keeps", async () => {
  const { features, labels } = mixedSignals({ variables: 5, samples: 300 });
  const result = await analyse(features, labels, { sizes: [2, 3], significance: "all", draws: 19 });
  const rows = rowsOf("trained", 4, result);
  equal(rows.length, 4);
  deepEqual(rows.map(({ maps, layer }) => [maps, layer]), Array(4).fill([5, 4]));
  deepEqual(rowsIn(vggFigure(withAllLayers(rows)).csv).slice(0, 4), rows);
});

/** The same rows, also as those of size 8 that the figure needs. */
const withAllLayers = (rows: ReturnType<typeof rowsOf>) => [
  ...rows,
  ...rows.map((row) => ({ ...row, size: 8 })),
];
