import {
  deepStrictEqual as deepEqual,
  notStrictEqual as notEqual,
  ok,
  strictEqual as equal,
} from "node:assert/strict";
import { composeFigure } from "../../../lib/figures/kit/figure.ts";
import { type Columns, csvText } from "../../../lib/studies/table.ts";
import { lineSample } from "../../../lib/figures/kit/legend.ts";
import { FIGURE_ID } from "../../../lib/figures/kit/svg.ts";
import { csvRows } from "../csv_checks.ts";
import { assertWellFormed, attributesOf, textsOf } from "../svg_checks.ts";

const parts = {
  title: "A & b < c",
  subtitle: ["s"],
  description: ["d"],
  drawing: { svg: "<g/>", height: 100 },
};

Deno.test("titles are drawn and named, with markup escaped", () => {
  const { svg } = composeFigure(parts);
  assertWellFormed(svg);
  equal(textsOf(svg)[0], "A &amp; b &lt; c");
});

Deno.test("it scales: a view box, a largest width, and a height that follows", () => {
  const { svg } = composeFigure(parts);
  const [, , width, height] = attributesOf(svg, "viewBox")[0]!.split(" ").map(Number);
  ok(svg.includes('style="display:block;max-width:100%;height:auto"'));
  const drawn = Number(attributesOf(svg, "height")[0]) / Number(attributesOf(svg, "width")[0]);
  ok(Math.abs(drawn - height! / width!) < 0.001);
});

Deno.test("longer titles and keys push the drawing down", () => {
  const heightOf = (more: object) =>
    Number(attributesOf(composeFigure({ ...parts, ...more }).svg, "viewBox")[0]!.split(" ")[3]);
  const plain = heightOf({});
  ok(heightOf({ title: "word ".repeat(30).trim() }) > plain + 20);
  const entry = { sample: lineSample("#000000", {}), label: "an entry of some length" };
  const one = heightOf({ legend: [entry] });
  ok(one > plain + 20);
  ok(heightOf({ legend: new Array(5).fill(entry) }) > one + 15, "a second row");
});

Deno.test("ids are hashes of the content", () => {
  const drawing = { svg: `<clipPath id="${FIGURE_ID}-clip"></clipPath>`, height: 100 };
  const first = composeFigure({ ...parts, drawing }).svg;
  equal(composeFigure({ ...parts, drawing }).svg, first);
  const ids = attributesOf(first, "id");
  const others = attributesOf(composeFigure({ ...parts, drawing, description: ["e"] }).svg, "id");
  ids.forEach((id, at) => notEqual(id, others[at]));
  ok(ids.every((id) => /^figure-[0-9a-f]{10}-(title|description|clip)$/.test(id)));
});

interface Row {
  readonly name?: string;
  readonly value: number;
}
const columns: Columns<Row> = { name: (row) => row.name, value_bits: (row) => row.value };

Deno.test("a header, LF after every line, quotes where they are needed", () => {
  const rows = [{ name: 'a "b", c', value: 0.1 }, { value: -2 }];
  equal(csvText({ columns, rows }), 'name,value_bits\n"a ""b"", c",0.1\n,-2\n');
  equal(csvText({ columns, rows: [] }), "name,value_bits\n");
});

Deno.test("numbers keep all their digits, columns their order", () => {
  const value = 1 / 3;
  deepEqual(csvRows(csvText({ columns, rows: [{ value, name: "x" }] })), [
    { name: "x", value_bits: "0.3333333333333333" },
  ]);
});
