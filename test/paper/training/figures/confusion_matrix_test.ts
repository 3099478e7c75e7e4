import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { confusionMatrixFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { contrast } from "../../../figures/colour_vision.ts";
import { attributesOf, textsOf, words } from "../../../figures/svg_checks.ts";

const names = ["cat", "dog", "owl", "fox"];

function titleOf(...matrix: readonly (readonly number[])[]): string {
  return words(confusionMatrixFigure(matrix, names.slice(0, matrix.length)).title);
}

Deno.test("titles name the most frequent confusions, true class first", () => {
  equal(
    titleOf([7, 3], [1, 9]),
    "The network most often takes cat for dog: 3 of 4 errors",
  );
  equal(
    titleOf([7, 1], [5, 7]),
    "The network most often takes dog for cat: 5 of 6 errors",
  );
  equal(
    titleOf([5, 2, 0], [0, 7, 2], [1, 0, 9]),
    "The network makes 2 kinds of error most often (2 of 5 each)",
  );
});

Deno.test("titles of other outcomes", () => {
  equal(titleOf([8, 0], [0, 9]), "The network makes no error on 17 test images");
  equal(titleOf([0, 8], [0, 9]), "The network takes all 17 test images for dog");
  equal(
    titleOf([9, 1, 1, 0], [0, 9, 1, 0], [1, 0, 9, 0], [0, 0, 0, 9]),
    "The network makes 4 kinds of error most often (1 of 4 each)",
  );
  equal(
    titleOf([9, 2, 2, 0], [0, 9, 2, 0], [2, 0, 9, 0], [0, 0, 1, 9]),
    "The network makes 4 kinds of error most often (2 of 9 each)",
  );
});

Deno.test("the subject of the title comes from the caller", () => {
  const options = { subject: "Network 3" };
  const { title } = confusionMatrixFigure([[7, 3], [1, 9]], ["0", "1"], options);
  equal(words(title), "Network 3 most often takes 0 for 1: 3 of 4 errors");
});

Deno.test("cells: every count but missing errors, and the share of each row that is right", () => {
  const { svg } = confusionMatrixFigure([[1000, 0], [250, 750]], ["a", "b"]);
  const texts = textsOf(svg).map(words);
  deepEqual(texts.slice(2, 5), ["Predicted class", "True class", "correct"]);
  deepEqual(texts.slice(-5), ["100.0 %", "75.0 %", "1,000", "250", "750"]);
  const empty = confusionMatrixFigure([[0, 0], [1, 3]], ["a", "b"]);
  ok(textsOf(empty.svg).includes("–"), "a class without images has no share");
});

Deno.test("counts can be read on every fill, and more errors are never lighter", () => {
  // Row 0: errors from 1 to the most frequent.
  const row = [50, 1, 2, 4, 9, 20, 45, 100];
  const matrix = row.map((_, t) => t === 0 ? row : row.map((_, p) => p === t ? 60 : 0));
  const { svg } = confusionMatrixFigure(matrix, row.map(String));
  const cells = [...svg.matchAll(/<rect [^>]*fill="([^"]*)"\/>(?:<text [^>]*fill="([^"]*)")?/g)]
    .slice(1);
  for (const [, fill, text] of cells) {
    if (text) ok(contrast(fill!, text) >= 4.5, `${text} on ${fill}`);
  }
  const darkness = cells.slice(1, row.length).map(([, fill]) => contrast(fill!, "#ffffff"));
  deepEqual(darkness, darkness.toSorted((a, b) => a - b));
  ok(new Set(darkness).size === 5, "all five steps are used");
});

Deno.test("long names of columns stand upright; too many classes lose their counts", () => {
  const turned = (classNames: string[]) => {
    const matrix = classNames.map((_, t) => classNames.map((_, p) => t === p ? 5 : 0));
    const { svg } = confusionMatrixFigure(matrix, classNames);
    return attributesOf(svg, "transform").filter((value) => value.includes("rotate(-90)")).length;
  };
  equal(turned([..."0123456789"]), 1);
  equal(turned(["Ankle boot", ..."123456789"]), 11);
  const many = Array.from({ length: 60 }, (_, c) => String(c));
  const matrix = many.map((_, t) => many.map((_, p) => t === p ? 1234 : 0));
  ok(!textsOf(confusionMatrixFigure(matrix, many).svg).includes("1,234"));
});

Deno.test("matrices that are not square, empty, or named wrongly are errors", () => {
  throws(() => confusionMatrixFigure([], []), PlotError);
  throws(() => confusionMatrixFigure([[1, 2], [3]], ["a", "b"]), /row 1 of 2 has 1 counts/);
  throws(() => confusionMatrixFigure([[1]], ["a", "b"]), /needs 1 names, got 2/);
});
