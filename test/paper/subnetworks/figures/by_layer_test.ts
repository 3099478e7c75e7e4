import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { figure2ByLayerFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { accuracyDrop, judgeSubnetworkClaim } from "../../../../lib/paper/claims/subnetworks.ts";
import { byLayerFinding } from "../../../../lib/paper/claims/by_layer_findings.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { type Arm, ARMS, type Cell, invented, type Invention } from "../invented.ts";

const LAYERS = ["fc1", "fc2", "fc3"];
const arms: readonly Arm[] = LAYERS.map((layers) => ({ layers, removals: ["zero", "frozen"] }));

const resultOf = (drop: (cell: Cell) => number, invention: Invention = {}) =>
  invented({
    sizes: ["k*"],
    arms,
    accuracy: (cell) => 96 - (cell.layers === undefined ? 3 : drop(cell)),
    ...invention,
  });
/** The points that are lost in some cases, such as `"fc2 frozen"`, and in all others. */
const lost = (some: readonly string[], few: number, many: number) => (cell: Cell) =>
  some.includes(`${cell.layers} ${cell.removal === "zero" ? "removed" : "frozen"}`) ? few : many;
const titleOf = (drop: (cell: Cell) => number, invention?: Invention) =>
  figure2ByLayerFigure(resultOf(drop, invention)).title;

Deno.test("title: in which layers the drops of synergy and random are minimal", () => {
  const both = "synergy’s and random’s drops are";
  equal(titleOf(() => 0.5), "Synergy’s and random’s drops are minimal with any one layer reduced");
  equal(titleOf(() => 2), "Synergy and random lose over 1 point with any one layer reduced");
  equal(
    titleOf(lost(["fc2 frozen"], 0.5, 2)),
    "Synergy’s and random’s drops are minimal with fc2 frozen, not shown elsewhere",
  );
  const layer = (...names: string[]) =>
    names.flatMap((name) => [`${name} removed`, `${name} frozen`]);
  equal(titleOf(lost(layer("fc3"), 0.5, 2)), `With fc3 alone reduced, ${both} minimal`);
  equal(
    titleOf(lost(layer("fc2", "fc3"), 0.5, 2)),
    `With fc2 or fc3 alone reduced, ${both} minimal`,
  );
  equal(
    titleOf(lost(["fc1 removed", "fc2 frozen", "fc3 frozen"], 0.5, 2)),
    "Synergy and random drop minimally in the same 3 of 6 cases",
  );
});

/** Synergy’s drop is minimal in some cases, random’s in others. */
const apart = (synergy: readonly string[], random: readonly string[]) => (cell: Cell) =>
  lost(cell.strategy === "random" ? random : synergy, 0.5, 2)(cell);

Deno.test("title: synergy and random in different cases, opposed ones included", () => {
  const cases = LAYERS.flatMap((layer) => [`${layer} removed`, `${layer} frozen`]);
  equal(
    titleOf(apart(cases.slice(2), ["fc2 frozen"])),
    "Synergy’s drop is minimal in 4 of 6 cases, random’s in 1",
  );
  equal(
    titleOf(apart(cases, [])),
    "Synergy’s drop is minimal in 6 of 6 cases, random’s in none",
  );
  equal(
    titleOf(apart([], cases.slice(0, 2))),
    "Synergy’s drop is minimal in none of 6 cases, random’s in 2",
  );
  const { svg } = figure2ByLayerFigure(resultOf(apart(["fc1 removed"], ["fc2 removed"])));
  const note =
    "Minimal drop: fc1 removed (synergy, MI model and MI mixture); fc2 removed (random).";
  ok(words(textsOf(svg)[1]!).includes(note), words(textsOf(svg)[1]!));
});

Deno.test("the subtitle has the strategies without any minimal drop", () => {
  const { svg } = figure2ByLayerFigure(resultOf(apart(["fc1 removed"], [])));
  const subtitle = words(textsOf(svg)[1]!);
  ok(subtitle.includes("fc1 removed (synergy, MI model and MI mixture); none (random)."), subtitle);
});

Deno.test("title: an interval around the limit shows nothing", () => {
  const around = ({ network }: Cell) => 0.9 + 0.5 * (network - 1);
  equal(
    titleOf(around),
    "Synergy’s and random’s drops are not shown minimal with one layer reduced",
  );
});

Deno.test("title: one network goes by the drop and says so", () => {
  const { title, svg } = figure2ByLayerFigure(resultOf(() => 0.5, { networks: 1 }));
  equal(
    title,
    "In network 0, synergy’s and random’s drops are minimal with any one layer reduced",
  );
  equal(
    titleOf(lost(["fc2 frozen"], 0.5, 2), { networks: 1 }),
    "In network 0, synergy’s and random’s drops are minimal only with fc2 frozen",
  );
  const subtitle = words(textsOf(svg)[1]!);
  ok(
    subtitle.includes("Minimal: at most 1 point below") && !subtitle.includes("interval"),
    subtitle,
  );
  ok(!subtitle.includes("with one layer reduced:"));
});

Deno.test("title: without synergy the first strategy, without random synergy alone", () => {
  const only = (...strategies: NonNullable<Invention["strategies"]>) => ({
    strategies,
    arms: arms.map((arm) => ({ ...arm, strategies })),
  });
  ok(titleOf(() => 0.5, only("random", "mi-model")).startsWith("Random’s drop is minimal"));
  const synergy = only("synergy");
  equal(titleOf(() => 0.5, synergy), "Synergy’s drop is minimal with any one layer reduced");
  equal(titleOf(() => 2, synergy), "Synergy loses over 1 point with any one layer reduced");
  equal(
    titleOf(lost(["fc1 removed", "fc2 frozen"], 0.5, 2), synergy),
    "Synergy’s drop is minimal in 2 of 6 single-layer cases",
  );
});

Deno.test("the drops are those of the verdicts, layer by layer", () => {
  const result = resultOf(lost(["fc2 frozen"], 0.5, 2), { arms: ARMS });
  const { estimates } = byLayerFinding(result, "k*")!;
  deepEqual(
    estimates.map(({ label }) => label),
    ["synergy", "random"].flatMap((strategy) =>
      ["removed", "frozen"].flatMap((removal) =>
        LAYERS.map((layer) => `whole network − ${strategy}, ${layer} ${removal}`)
      )
    ),
  );
  const reading = { size: "k*", removal: "frozen", layers: "fc2" } as const;
  const [part] = judgeSubnetworkClaim("minimal change", result, reading).parts;
  deepEqual(estimates[4]!.mean, part!.estimate.mean);
  equal(accuracyDrop(result, { ...reading, strategy: "synergy" }).difference.mean, 0.5);
});

Deno.test("the subtitle has the headlines of the other claims", () => {
  const better = resultOf(({ strategy }) => strategy === "synergy" ? 0.5 : 2);
  const subtitle = words(textsOf(figure2ByLayerFigure(better).svg)[1]!);
  ok(subtitle.includes("“Lowest accuracy drop” with one layer reduced: reproduced."), subtitle);
  ok(subtitle.includes("“MI methods similar to random” with one layer reduced: reproduced."));
  const worse = resultOf(({ strategy, removal }) =>
    strategy === "synergy" && removal === "zero" ? 2 : 1
  );
  const other = words(textsOf(figure2ByLayerFigure(worse).svg)[1]!);
  ok(
    other.includes(
      "depends on the treatment of other neurons (undecided: frozen; contradicted: removed)",
    ),
    other,
  );
});

Deno.test("a place for all layers and for each, a panel for every removal, the paper’s strategies", () => {
  const { svg, csv } = figure2ByLayerFigure(resultOf(() => 1));
  const texts = textsOf(svg);
  for (
    const text of ["all", ...LAYERS, "Other neurons removed", "Other neurons frozen", "MI mixture"]
  ) {
    ok(texts.includes(text), text);
  }
  ok(!texts.includes("magnitude"));
  const rows = csvRows(csv);
  equal(rows.length, 4 * 2 * 4 * 3);
  const mean = (layers: string) =>
    rows.find((row) => row["layers"] === layers)!["test_accuracy_percent"];
  deepEqual([mean("all"), mean("fc1")], ["93", "95"]);
});

Deno.test("without one layer at a time there is a title and no drawing", () => {
  const { title, csv, description } = figure2ByLayerFigure(resultOf(() => 1, { arms: [] }));
  equal(title, "No layer lost neurons alone");
  ok(description.includes("oneLayerAtATime"));
  deepEqual(csvRows(csv), []);
  throws(() => figure2ByLayerFigure(invented({ networks: 0 })), PlotError);
});
