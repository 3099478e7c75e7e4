import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { figure2ByLayerFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { accuracyDrop, judgeSubnetworkClaim } from "../../../../lib/paper/claims/subnetworks.ts";
import { byLayerFinding } from "../../../../lib/paper/claims/arm_findings.ts";
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

Deno.test("title: in which layers the drop of synergy is minimal", () => {
  equal(titleOf(() => 0.5), "Synergy’s drop is minimal with any one layer reduced");
  equal(titleOf(() => 2), "Synergy loses more than 1 point with any one layer reduced");
  equal(
    titleOf(lost(["fc2 frozen"], 0.5, 2)),
    "Synergy’s drop is minimal with fc2 frozen, not shown elsewhere",
  );
  equal(
    titleOf(lost(["fc1 removed", "fc2 frozen"], 0.5, 2)),
    "Synergy’s drop is minimal in 2 of 6 single-layer cases",
  );
  equal(
    titleOf(lost(["fc1 removed", "fc2 frozen", "fc3 frozen"], 0.5, 2)),
    "Synergy’s drop is minimal in 3 of 6 single-layer cases",
  );
});

Deno.test("title: an interval around the limit shows nothing", () => {
  const around = ({ network }: Cell) => 0.9 + 0.5 * (network - 1);
  equal(titleOf(around), "Synergy’s drop is not shown to be minimal with one layer reduced");
});

Deno.test("title: one network goes by the drop and says so", () => {
  const { title, svg } = figure2ByLayerFigure(resultOf(() => 0.5, { networks: 1 }));
  equal(title, "In network 0, synergy’s drop is minimal with any one layer reduced");
  equal(
    titleOf(lost(["fc2 frozen"], 0.5, 2), { networks: 1 }),
    "In network 0, synergy’s drop is minimal only with fc2 frozen",
  );
  const subtitle = words(textsOf(svg)[1]!);
  ok(
    subtitle.includes("Minimal: at most 1 point below") && !subtitle.includes("interval"),
    subtitle,
  );
  ok(!subtitle.includes("with one layer reduced:"));
});

Deno.test("title: without synergy the first strategy", () => {
  const strategies: Invention["strategies"] = ["random", "mi-model"];
  const own = arms.map((arm) => ({ ...arm, strategies: strategies! }));
  ok(titleOf(() => 0.5, { strategies, arms: own }).startsWith("Random’s drop is minimal"));
});

Deno.test("the drops are those of the verdicts, layer by layer", () => {
  const result = resultOf(lost(["fc2 frozen"], 0.5, 2), { arms: ARMS });
  const { estimates } = byLayerFinding(result, "k*")!;
  deepEqual(estimates.map(({ label }) => label.split(", ")[1]), [
    ...LAYERS.map((layer) => `${layer} removed`),
    ...LAYERS.map((layer) => `${layer} frozen`),
  ]);
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
