import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { PlotError, selectionFigure } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { invented, type Invention } from "../invented.ts";

const strategies: Invention["strategies"] = ["synergy", "random", "magnitude"];
const resultOf = (selection: "test" | "validation", invention: Invention) =>
  invented({ strategies, selection, ...invention });
const figure = (test: Invention, validation: Invention) =>
  selectionFigure(resultOf("test", test), resultOf("validation", validation));

const better = (strategy: string, removals: readonly string[] = ["zero", "frozen"]): Invention => ({
  advantage: (cell) => cell.strategy === strategy && removals.includes(cell.removal) ? 1 : 0,
});

Deno.test("title: both selections agree", () => {
  const title = "Selecting on validation data reverses no comparison with random at k*";
  equal(figure({}, {}).title, title);
  equal(figure(better("synergy"), better("synergy")).title, title);
});

/** A strategy so many points better than the others, by removal. */
const by = (strategy: string, zero: number, frozen = zero): Invention => ({
  advantage: (cell) => cell.strategy !== strategy ? 0 : cell.removal === "zero" ? zero : frozen,
});

Deno.test("title: significant in one selection and not in the other is no reversal", () => {
  const { title, svg } = figure(better("synergy"), better("magnitude"));
  equal(title, "Selecting on validation data reverses no comparison with random at k*");
  ok(words(textsOf(svg)[1]!).includes("Reversed: the Holm-corrected intervals"));
});

Deno.test("title: intervals on opposite sides of 0", () => {
  equal(
    figure(by("synergy", 1), by("synergy", -1)).title,
    "Selecting on validation data reverses comparisons with random at k*: synergy",
  );
  const { title, svg } = figure(by("magnitude", 1), by("magnitude", 1, -1));
  equal(title, "Selecting on validation data reverses no comparison with random at k*");
  ok(
    words(textsOf(svg)[1]!).includes(
      "with them frozen, selecting on validation data reverses comparisons with random at k*: " +
        "magnitude.",
    ),
  );
});

Deno.test("title: one network", () => {
  const one = { networks: 1 };
  const { title, svg } = figure({ ...better("synergy"), ...one }, { ...better("synergy"), ...one });
  ok(title.startsWith("In network 0, selecting on validation data reverses no comparison"));
  ok(textsOf(svg).includes("selected on the test set"));
});

Deno.test("what only one selection has is drawn, not compared", () => {
  const { title, svg, csv } = figure(
    { ...better("magnitude"), strategies: [...strategies, "redundancy"] },
    { ...better("magnitude"), strategies: ["random", "magnitude"], removals: ["zero"] },
  );
  ok(title.endsWith("reverses no comparison with random at k*"));
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
  ok(selectionFigure(test, validation, { size: 8 }).title.endsWith("with 8 neurons per layer"));
  throws(() => selectionFigure(test, validation), /size k\*: the result has 8/);
});

Deno.test("results in the wrong place, without networks or with nothing in common are errors", () => {
  const [test, validation] = [resultOf("test", {}), resultOf("validation", {})];
  throws(() => selectionFigure(validation, test), /the test result selects on validation data/);
  throws(() => selectionFigure(test, resultOf("validation", { networks: 0 })), PlotError);
  const frozen = resultOf("validation", { removals: ["frozen"] });
  throws(() => selectionFigure(resultOf("test", { removals: ["zero"] }), frozen), PlotError);
});
