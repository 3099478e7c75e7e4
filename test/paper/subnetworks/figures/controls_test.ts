import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { controlsFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { claimSentence } from "../../../../lib/paper/mod.ts";
import {
  controlRows,
  controlsFinding,
  FROZEN_FINAL_ROW,
} from "../../../../lib/paper/claims/control_findings.ts";
import {
  FROZEN_FINAL,
  ON_VALIDATION,
  subnetworkClaims,
} from "../../../../lib/paper/claims/subnetworks.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { ARMS, type Cell, invented, type Invention } from "../invented.ts";

const arms = ARMS.filter(({ updates }) => updates === undefined);

/** All have 90 % of 96 %, and so many points more. */
const resultOf = (more: (cell: Cell) => number, invention: Invention = {}) =>
  invented({
    sizes: ["k*"],
    removals: ["zero"],
    arms,
    accuracy: (cell) => 90 + more(cell),
    ...invention,
  });
const titleOf = (more: (cell: Cell) => number, invention?: Invention) =>
  controlsFigure(resultOf(more, invention)).title;

const synergyOf = ({ strategy }: Cell) => strategy.startsWith("synergy");
const isBase = ({ batchOrder, selection, removal, strategy }: Cell) =>
  batchOrder === undefined && selection === undefined && removal === "zero" &&
  strategy !== "random-live";

Deno.test("title: whether a control reverses an answer", () => {
  const unchanged = "No control changes the comparison with random or the drop";
  equal(titleOf(() => 0), unchanged);
  equal(titleOf((cell) => synergyOf(cell) ? 1 : 0), unchanged);
  const opposite = (cell: Cell) => synergyOf(cell) ? cell.batchOrder === "other" ? -1 : 1 : 0;
  equal(titleOf(opposite), "One control reverses an answer: another batch order");
  equal(
    titleOf((cell) => synergyOf(cell) ? isBase(cell) ? 1 : -1 : 0),
    "3 of 5 controls reverse an answer of figure 2",
  );
  // Of the drop as well: at most 1 point in place of more.
  equal(
    titleOf((cell) => cell.batchOrder === "other" ? 5.5 : 0),
    "One control reverses an answer: another batch order",
  );
});

const NO_REVERSAL = "No control reverses the comparison with random or the drop";
const subtitleOf = (more: (cell: Cell) => number, invention?: Invention) =>
  words(textsOf(controlsFigure(resultOf(more, invention)).svg)[1]!);

Deno.test("title: significant in one and not in the other is no reversal, and is listed", () => {
  const more = (cell: Cell) => synergyOf(cell) && cell.batchOrder === "other" ? 1 : 0;
  equal(titleOf(more), NO_REVERSAL);
  const one =
    "1 of 5 controls differs from figure 2 in significance only: another batch order (synergy − random).";
  ok(subtitleOf(more).includes(one), subtitleOf(more));
  const two = (cell: Cell) =>
    synergyOf(cell) && (cell.batchOrder === "other" || cell.removal === "frozen-final") ? 1 : 0;
  equal(titleOf(two), NO_REVERSAL);
  ok(subtitleOf(two).includes("2 of 5 controls differ from figure 2 in significance only: "));
  ok(!subtitleOf(() => 0).includes("significance only"));
});

Deno.test("the subtitle counts a reversal as no difference in significance only", () => {
  const subtitle = subtitleOf((cell) => {
    if (!synergyOf(cell) || cell.removal === "frozen-final") return 0;
    return cell.batchOrder === "other" ? -1 : 1;
  });
  ok(
    subtitle.includes(
      "Reversed: another batch order (synergy − random). 1 of 5 controls differs from figure 2 in significance only: " +
        `${FROZEN_FINAL_ROW} (synergy − random).`,
    ),
    subtitle,
  );
});

Deno.test("the drop at final weights is no reversal where random neurons have the same; else it is", () => {
  const lossless = (cell: Cell) => cell.removal === "frozen-final" ? 6 : 0;
  equal(
    titleOf(lossless),
    "No control changes the comparison with random; one uncounted changes the drop",
  );
  const note =
    "Not counted: the drop of “frozen at final weights”. There, the other neurons take part with their " +
    "trained weights, and random gives the same answer: the sub-network of random is ";
  const same = subtitleOf(lossless);
  ok(
    same.includes(`${note}0.00 points below the whole network (0.00 to 0.00): at most 1 point`),
    same,
  );
  const above = subtitleOf((cell) => lossless(cell) && 6.5);
  ok(above.includes(`${note}0.50 points above the whole network (0.50 to 0.50): at most`), above);
  const alike = subtitleOf(() => 0);
  ok(alike.includes(`${note}6.00 points below the whole network (6.00 to 6.00): more than`), alike);
  const apart = (cell: Cell) => synergyOf(cell) ? lossless(cell) : 0;
  equal(titleOf(apart), "One control reverses an answer: frozen at final weights");
  ok(!subtitleOf(apart).includes("Not counted"));
  // The title says of others that it is not among them.
  const uncounted = (more: (cell: Cell) => number) =>
    titleOf((cell) => lossless(cell) + more(cell));
  equal(
    uncounted((cell) => synergyOf(cell) && cell.batchOrder === "other" ? 1 : 0),
    "No control reverses the comparison with random; one uncounted reverses the drop",
  );
  equal(
    uncounted((cell) => synergyOf(cell) ? cell.batchOrder === "other" ? -1 : 1 : 0),
    "One control that counts reverses an answer: another batch order",
  );
  equal(
    uncounted((cell) =>
      synergyOf(cell) ? isBase(cell) || cell.removal === "frozen-final" ? 1 : -1 : 0
    ),
    "2 of 5 controls reverse an answer of figure 2; one more does not count",
  );
  // The comparison with random counts there as elsewhere.
  const opposed = (cell: Cell) =>
    lossless(cell) - (synergyOf(cell) ? (cell.removal === "frozen-final" ? 0.5 : -1) : 0);
  equal(titleOf(opposed), "One control reverses an answer: frozen at final weights");
});

Deno.test("a control with fewer updates than the paper’s says so, in the figure and in its claims", () => {
  const short = { ...resultOf(() => 0, { arms: [], selection: "validation" }), updates: 78_150 };
  const validation = {
    ...short,
    rows: short.rows.map((row) => ({ ...row, updates: 78_150 })),
  };
  const named = `${ON_VALIDATION} (short training, 78,150 updates)`;
  equal(controlRows(resultOf(() => 0), validation).at(-1)!.label, named);
  for (const claim of subnetworkClaims(validation, ON_VALIDATION)) {
    equal(claim.control, named);
    ok(claimSentence(claim).includes(`(control: ${named}; reduced layers: `), claimSentence(claim));
  }
  const all = controlRows({
    ...validation,
    selection: "test",
    rows: validation.rows.map((row) => (
      { ...row, selection: "test" as const }
    )),
  });
  deepEqual(all.map(({ label }) => label), [
    "no control: figure 2 (short training, 78,150 updates)",
  ]);
});

Deno.test("a cell without a comparison says why", () => {
  const texts = textsOf(controlsFigure(resultOf(() => 0)).svg);
  equal(texts.filter((text) => text === "synergy as in figure 2").length, 1);
  ok(!texts.includes("not re-trained"));
  const alone = resultOf(() => 0, {
    arms: [],
    strategies: ["synergy", "mi-model", "mi-mixture"],
  });
  ok(textsOf(controlsFigure(alone).svg).includes("not re-trained"));
});

Deno.test("title: without intervals or controls", () => {
  equal(
    titleOf(() => 0, { networks: 1 }),
    "In network 0, there is no interval to judge the controls by",
  );
  equal(titleOf(() => 0, { arms: [] }), "There is no control to compare figure 2 with");
});

Deno.test("rows: figure 2, its controls, and the choice on validation data, in the order of the claims", () => {
  const validation = resultOf(() => 0, { arms: [], selection: "validation" });
  const rows = controlRows(resultOf(() => 0), validation);
  deepEqual(rows.map(({ label }) => label), [
    "no control: figure 2",
    "neurons chosen on training activations",
    "another batch order",
    FROZEN_FINAL_ROW,
    "synergy without the label",
    "random among live neurons",
    "neurons chosen on validation data",
  ]);
  deepEqual(rows.map(({ isBase }) => isBase), [true, ...Array(6).fill(false)]);
  // It does not compare random neurons.
  deepEqual(Object.keys(rows[5]!.parts), ["synergy − random"]);
});

Deno.test("the longer training is a row, and figure 2 that of the preset’s updates", () => {
  const rows = controlRows(resultOf(() => 0, { arms: ARMS }));
  deepEqual(rows.slice(0, 2).map(({ label, isBase }) => [label, isBase]), [
    ["longer training, 187,500 updates", false],
    ["short training, 93,750 updates", true],
  ]);
  const longer = (cell: Cell) => cell.updates === undefined || !synergyOf(cell) ? 0 : 1;
  equal(titleOf(longer, { arms: ARMS }), NO_REVERSAL);
  const subtitle = subtitleOf(longer, { arms: ARMS });
  ok(
    subtitle.includes("1 of 6 controls differs from figure 2 in significance only: longer"),
    subtitle,
  );
});

Deno.test("the parts are those of the verdicts", () => {
  const result = resultOf((cell) => synergyOf(cell) ? cell.network : 0);
  const claims = subnetworkClaims(result);
  for (const { label, parts } of controlRows(result).slice(1)) {
    const name = label === FROZEN_FINAL_ROW ? FROZEN_FINAL : label;
    const own = claims.filter(({ control }) => control === name);
    ok(
      own.some((claim) =>
        claim.parts.some((part) =>
          JSON.stringify(part) === JSON.stringify(parts["synergy − random"])
        )
      ),
    );
  }
  const { estimates } = controlsFinding(result.networks, controlRows(result));
  equal(estimates.length, 6 + 5);
  equal(estimates[0]!.label, "synergy − random, no control: figure 2");
});

Deno.test("CSV and drawing: one row per comparison, filled where the interval settles it", () => {
  const { svg, csv } = controlsFigure(resultOf((cell) => synergyOf(cell) ? 1 + cell.network : 0));
  const rows = csvRows(csv);
  deepEqual(rows.length, 11);
  const { control, comparison, networks, mean_points, level, outcome } = rows[0]!;
  deepEqual(
    [control, comparison, networks, mean_points, outcome],
    ["no control: figure 2", "synergy − random", "3", "2", "open"],
  );
  equal(Number(level).toFixed(3), "0.983");
  const texts = textsOf(svg).map(words);
  for (const text of ["synergy − random", "whole network − synergy", "minimal: at most 1 point"]) {
    ok(texts.includes(text), text);
  }
});

Deno.test("without synergy there is nothing to draw, and the figure says so", () => {
  const { title, csv } = controlsFigure(invented({ sizes: [8] }));
  equal(title, "There is no control of figure 2 to compare");
  deepEqual(csvRows(csv), []);
  throws(() => controlsFigure(invented({ networks: 0 })), PlotError);
});
