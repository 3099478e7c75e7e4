import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { columnName, gridCell, rowName } from "../../../lib/figures/kit/cells.ts";
import { attributesOf, textsOf } from "../svg_checks.ts";

const grid = { left: 100, top: 20, width: 40, height: 30 };
const numbers = (svg: string, ...names: string[]) =>
  names.map((name) => Number(attributesOf(svg, name)[0]));

Deno.test("a cell stands in its row and column, between white lines, its text in its middle", () => {
  const cell = gridCell(grid, [2, 1], "#123456", "7", { fill: "#ffffff" });
  const [rect, text] = cell.split("<text");
  deepEqual(numbers(rect!, "x", "y", "width", "height"), [140.75, 80.75, 38.5, 28.5]);
  deepEqual(numbers(text!, "x", "y"), [160, 95]);
  deepEqual(attributesOf(cell, "fill"), ["#123456", "#ffffff"]);
  deepEqual(textsOf(cell), ["7"]);
});

Deno.test("a cell without a text has none", () => {
  equal(gridCell(grid, [0, 0], "#123456").includes("<text"), false);
});

Deno.test("names end left of their row, and stand over or under their column", () => {
  const row = rowName(grid, 1, "b");
  deepEqual([...numbers(row, "x", "y"), attributesOf(row, "text-anchor")[0]], [92, 65, "end"]);
  const column = columnName(grid, 1, "b", 12, "start");
  deepEqual(attributesOf(column, "transform"), ["translate(160,12) rotate(-90)"]);
});
