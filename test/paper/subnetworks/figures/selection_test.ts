import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { PlotError, selectionFigure } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { inventedFigure2, type Invention } from "./invented_figure2.ts";

const strategies: Invention["strategies"] = ["synergy", "random", "magnitude"];
const resultOf = (selection: "test" | "validation", invention: Invention) =>
  inventedFigure2({ strategies, selection, ...invention });
const figure = (test: Invention, validation: Invention) =>
  selectionFigure(resultOf("test", test), resultOf("validation", validation));

const better = (strategy: string, removals: readonly string[] = ["zero", "frozen"]): Invention => ({
  advantage: (cell) => cell.strategy === strategy && removals.includes(cell.removal) ? 1 : 0,
});

Deno.test("title: both selections agree", () => {
  equal(
    words(figure({}, {}).title),
    "Selecting on validation data agrees with the test set at k*: no strategy is told apart from " +
      "random neurons, whether the others are removed or frozen",
  );
  ok(
    words(figure(better("synergy"), better("synergy")).title)
      .includes(": synergy keeps more accuracy than random neurons, whether"),
  );
});

Deno.test("title: where they do not", () => {
  equal(
    words(figure(better("synergy", ["zero"]), better("magnitude")).title),
    "Selecting on validation instead of test data changes what is told apart from random neurons at " +
      "k*: synergy and magnitude with the others removed; magnitude with the others frozen",
  );
  equal(
    words(figure(better("synergy", ["frozen"]), {}).title),
    "Selecting on validation instead of test data changes what is told apart from random neurons at " +
      "k*: synergy with the others frozen",
  );
});

Deno.test("title: one network", () => {
  const one = { networks: 1 };
  const { title, svg } = figure({ ...better("synergy"), ...one }, { ...better("synergy"), ...one });
  ok(title.startsWith("In network 0 selecting on validation data agrees"));
  ok(textsOf(svg).includes("selected on the test set"));
});

Deno.test("what only one selection has is drawn, not compared", () => {
  const { title, svg, csv } = figure(
    { ...better("magnitude"), strategies: [...strategies, "redundancy"] },
    { ...better("magnitude"), strategies: ["random", "magnitude"], removals: ["zero"] },
  );
  ok(
    words(title).endsWith(
      "magnitude keeps more accuracy than random neurons with the others removed",
    ),
  );
  ok(textsOf(svg).includes("redundancy") && textsOf(svg).includes("Other neurons frozen"));
  deepEqual(
    csvRows(csv).map(({ selection, strategy, removal }) => `${selection} ${strategy} ${removal}`),
    [
      "test synergy zero",
      "test redundancy zero",
      "test magnitude zero",
      "test synergy frozen",
      "test redundancy frozen",
      "test magnitude frozen",
      "validation magnitude zero",
    ],
  );
});

Deno.test("sizes other than k* when asked", () => {
  const [test, validation] = [resultOf("test", {}), resultOf("validation", { sizes: [8] })];
  ok(selectionFigure(test, validation, { size: 8 }).title.includes("with 8 neurons a layer"));
  throws(() => selectionFigure(test, validation), /size k\*: the result has 8/);
});

Deno.test("results in the wrong place, without networks or with nothing in common are errors", () => {
  const [test, validation] = [resultOf("test", {}), resultOf("validation", {})];
  throws(() => selectionFigure(validation, test), /the test result selects on validation data/);
  throws(() => selectionFigure(test, resultOf("validation", { networks: 0 })), PlotError);
  const frozen = resultOf("validation", { removals: ["frozen"] });
  throws(() => selectionFigure(resultOf("test", { removals: ["zero"] }), frozen), PlotError);
});
