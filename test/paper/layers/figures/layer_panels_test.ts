import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { drawLayerPanels, lineRow } from "../../../../lib/paper/layers/figures/layer_panels.ts";
import { pointsBySize } from "../../../../lib/paper/layers/rows.ts";
import { PlotError } from "../../../../lib/paper/figures.ts";
import { attributesOf, textsOf } from "../../../figures/svg_checks.ts";

const row = { label: "value (bits)", height: 110, values: [], marks: [] };

const textsWith = (
  { layers = 1, sizes = [2, 20], values = [] as number[], rows = 1, columns = 4 },
) => {
  const names = Array.from({ length: layers }, (_, at) => (
    { name: `fc${at + 1}`, role: at === layers - 1 ? "output" : "hidden" } as const
  ));
  const { svg } = drawLayerPanels({
    layers: names,
    columns,
    sizes,
    rows: Array.from({ length: rows }, () => ({ ...row, values })),
  });
  return textsOf(svg);
};

const count = (texts: readonly string[], wanted: string) =>
  texts.filter((text) => text === wanted).length;

Deno.test("layers beyond the columns follow below; names and the axis of sizes appear once", () => {
  const texts = textsWith({ layers: 5, columns: 2, rows: 2 });
  equal(count(texts, "value (bits)"), 3 * 2);
  for (let layer = 1; layer <= 5; layer++) equal(count(texts, `fc${layer}`), 1);
  equal(count(texts, "Multiplet size k (neurons)"), 1);
});

Deno.test("the output layer is marked in as many words as there is room for", () => {
  equal(count(textsWith({ layers: 2, columns: 2 }), "output layer"), 1);
  equal(count(textsWith({ layers: 5, columns: 5 }), "output"), 1);
  deepEqual(textsWith({ layers: 9, columns: 9 }).filter((text) => /output/.test(text)), []);
});

Deno.test("the vertical axis holds 0 and all values, and no less than a tenth", () => {
  const numbers = (values: number[]) =>
    textsWith({ values, sizes: [3] }).filter((text) => /^−?[\d.]+$/.test(text) && text !== "3");
  deepEqual(numbers([]), ["0.00", "0.05", "0.10"]);
  deepEqual(numbers([5, 9]), ["0", "2", "4", "6", "8"]);
  deepEqual(numbers([-4, -2]), ["−4", "−3", "−2", "−1", "0"]);
});

Deno.test("sizes are numbered from the first one on", () => {
  const ticks = (sizes: number[]) =>
    textsWith({ sizes, values: [0.5] }).filter((text) => /^\d+$/.test(text)).map(Number);
  deepEqual(ticks([2, 20]), [5, 10, 15, 20]);
  deepEqual(ticks([2]), [2]);
  deepEqual(ticks([4, 60]), [20, 40, 60]);
});

Deno.test("panels of one row begin where those of a full row begin", () => {
  const left = (layers: number) => {
    const names = Array.from(
      { length: layers },
      (_, at) => ({ name: `${at}`, role: "hidden" } as const),
    );
    const { svg } = drawLayerPanels({ layers: names, sizes: [2], rows: [row] });
    return Math.min(...attributesOf(svg, "x1").map(Number));
  };
  equal(left(1), left(4));
});

Deno.test("without any size there is nothing to draw", () => {
  throws(() => textsWith({ sizes: [] }), PlotError);
});

Deno.test("an axis holds means, and bands where they are drawn", () => {
  const values = [1, 3].map((value) => ({ layer: "fc1", size: 3, value }));
  const points = pointsBySize(values, ({ value }) => value);
  const row = (band: boolean) =>
    lineRow({ label: "", height: 1, lines: [{ points, colour: "#000000", band }], values: [100] })
      .values.map(Math.round);
  deepEqual(row(false), [100, 2]);
  deepEqual(row(true), [100, -11, 15]);
});
