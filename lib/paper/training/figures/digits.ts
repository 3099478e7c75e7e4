/** Examples of the images that networks learn from. */
import type { Dataset, InputShape, Samples } from "../../../data/dataset.ts";
import { rowsByClass } from "../../../data/parts.ts";
import { datasetFinding } from "../../claims/training.ts";
import { composeFigure, type Figure, PlotError } from "../../../figures/kit/figure.ts";
import { integer } from "../../../figures/kit/text.ts";
import { imageSheet, pixelImage, pngDataUri, SHEET_PAD } from "../../../figures/kit/images.ts";
import { element, textElement } from "../../../figures/kit/svg.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "../../../figures/kit/theme.ts";

/** Images of each class. */
const PER_CLASS = 5;
/** An image is drawn no wider than this, with its free pixels. */
const LARGEST_CELL = 60;
const LABEL_HEIGHT = 24;

/**
 * Draws the first five training images of each class, one column per class, dark where the input is 1,
 * with the number of training images of each class below. Classes beyond the width of the figure
 * make the images smaller.
 *
 * @throws {PlotError} when inputs are no images of one channel
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist } from "@multiplet/multiplet/data";
 * import { digitsFigure } from "@multiplet/multiplet/paper/figures";
 * import { strictEqual as equal } from "node:assert/strict";
 * const { title } = digitsFigure(await loadEmbeddedMnist());
 * equal(title, "8,000 training images of 10 classes, 2,000 test images");
 * ```
 */
export function digitsFigure(dataset: Dataset): Figure {
  const { classes: names, input, parts: { train } } = dataset;
  const [height, width] = greyImage(input, "digitsFigure");
  const classes = names.length;
  const columns = rowsByClass(train.labels, classes);
  const cell = Math.min(LARGEST_CELL, INNER_WIDTH / classes);
  const rowHeight = cell * (height + 2 * SHEET_PAD) / (width + 2 * SHEET_PAD);
  const left = (INNER_WIDTH - cell * classes) / 2;
  const sheetHeight = rowHeight * PER_CLASS;

  const labels = columns.map((rows, c) => {
    const x = left + (c + 0.5) * cell;
    return textElement(names[c]!, { x, y: 14, "font-weight": "bold", "font-size": SIZE.text }) +
      textElement(integer(rows.length), {
        x,
        y: LABEL_HEIGHT + sheetHeight + 18,
        fill: PALETTE.muted,
        "font-size": SIZE.tick,
      });
  });
  // As many columns as classes; white where a class has too few images.
  const images = columns.flatMap((rows, column) =>
    rows.slice(0, PER_CLASS).map((sample, row) => (
      { column, row, pixels: Uint8Array.from(darkness(train, sample), (dark) => 255 - dark) }
    ))
  );
  const grid = { columns: classes, rows: PER_CLASS, background: 255 };
  const sheet = imageSheet(images, [height, width], grid);
  const image = pixelImage(
    pngDataUri(sheet.pixels, sheet.width),
    { x: left, y: LABEL_HEIGHT, width: cell * classes, height: sheetHeight },
  );
  return composeFigure({
    title: datasetFinding(dataset).statement,
    subtitle: [
      `The first ${PER_CLASS} of each class in the training set, ` +
      `${height} × ${width} pixels, from white (input 0) to black (1). Above: the class; below: ` +
      "its number of training images.",
    ],
    description: [
      dataset.description,
      "Drawn: the first training images of each class, one column for each of the classes " +
      `${names[0]} to ${names.at(-1)}.`,
    ],
    drawing: {
      svg: element("g", { "text-anchor": "middle", fill: PALETTE.ink }, image, ...labels),
      height: LABEL_HEIGHT + sheetHeight + LABEL_HEIGHT,
    },
  });
}

/** One row of inputs as 0..255; real inputs outside [0, 1] are clamped. */
function darkness({ inputs, features }: Samples, row: number): ArrayLike<number> {
  const values = inputs.subarray(row * features, (row + 1) * features);
  return values instanceof Uint8Array ? values : Uint8ClampedArray.from(values, (v) => 255 * v);
}

/** Height and width of inputs that `what` draws; an error unless they are images of one channel. */
export function greyImage(input: InputShape, what: string): [height: number, width: number] {
  if (input.kind === "image" && input.channels === 1) return [input.height, input.width];
  const found = input.kind === "image" ? `${input.channels} channels` : `vectors of ${input.size}`;
  throw new PlotError(`${what} draws images of one channel, the inputs are of ${found}`);
}
