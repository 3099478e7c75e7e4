import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { balanceBySizeFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { balanceBySizeFinding } from "../../../../lib/paper/claims/layer_balance.ts";
import { LAYER_FINDINGS } from "../../../../lib/paper/mod.ts";
import { PALETTE } from "../../../../lib/figures/kit/theme.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { words } from "../../../figures/svg_checks.ts";
import { type Ends, flat, inventedLayers } from "../invented.ts";

/** max Ω + min Ω of these sizes from 2 on; the last size, of all neurons, has none. */
const ends = (...balances: number[]): Ends => (
  {
    redundancy: [...balances.map((value) => value + 1), 0],
    synergy: [...balances.map(() => -1), 0],
  }
);

/** Networks with these balances after training, each a little different, and `before` training. */
const layersOf = (
  layers: Readonly<Record<string, readonly number[]>>,
  before: readonly number[] = [0.5, 0.5],
  changes: readonly number[] = [-0.01, 0, 0.01],
) =>
  inventedLayers(changes.map((change) =>
    Object.fromEntries(
      Object.entries(layers).map(([name, balances]) => [name, {
        exact: ends(...balances.map((value) => value + change)),
        untrained: ends(...before.map((value) => value + change)),
      }]),
    )
  ));
const figure = (...of: Parameters<typeof layersOf>) => balanceBySizeFigure(layersOf(...of));
const titleOf = (...of: Parameters<typeof layersOf>) => words(figure(...of).title);

const rising = [-1, 0, 1];
const falling = [1, 0, -1];

Deno.test("title: in which layers small and large multiplets differ, and how", () => {
  equal(
    titleOf({ fc1: rising, fc2: [1, 1, 1], fc3: rising }),
    "Synergy dominates small multiplets, redundancy large ones, in fc1 and fc3",
  );
  equal(
    titleOf({ fc1: falling, fc2: [0, 1, 0] }),
    "Redundancy dominates small multiplets, synergy large ones, in fc1",
  );
  equal(
    titleOf({ fc1: falling, fc2: rising }),
    "Synergy and redundancy each dominate some sizes in both layers",
  );
  equal(
    titleOf({ fc1: [-1, 1, -1], fc2: [1, 1, 1] }),
    "Synergy and redundancy each dominate some sizes in fc1",
  );
});

Deno.test("title: no layer, where a side is missing or its interval includes 0", () => {
  const none = "No layer has sizes significantly dominated by synergy and others by redundancy";
  equal(titleOf({ fc1: [1, 1, 1], fc2: [-1, -1, 0] }), none);
  equal(titleOf({ fc1: rising }, rising, [-3, 0, 3]), none);
});

Deno.test("title: one network goes by the sign and says so", () => {
  equal(
    titleOf({ fc1: rising }, rising, [0]),
    "In network 0, synergy dominates small multiplets, redundancy large ones, in fc1",
  );
  equal(
    titleOf({ fc1: [1, 1] }, rising, [0]),
    "In network 0, no layer has sizes dominated by synergy and others by redundancy",
  );
});

Deno.test("the estimates are the largest and the smallest balance of the layers that change", () => {
  const { estimates } = balanceBySizeFinding(layersOf({ fc1: [1, 1, 1], fc2: [-1, -2, 0, 3, 2] }));
  deepEqual(
    estimates.map(({ label, mean, unit }) => [label, Number(mean.toFixed(6)), unit]),
    [
      ["max Ω + min Ω of 5 neurons of fc2", 3, "bits"],
      ["max Ω + min Ω of 3 neurons of fc2", -2, "bits"],
    ],
  );
  deepEqual(estimates[0]!.interval!.map((end) => end.toFixed(3)), ["2.975", "3.025"]);
  const statements = LAYER_FINDINGS.map((finding) => finding(layersOf({ fc1: rising })).statement);
  ok(statements.includes("Synergy dominates small multiplets, redundancy large ones, in fc1"));
});

/** The text of the subtitle, without its lines. */
const textOf = (svg: string) => words(svg).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

Deno.test("the subtitle names the sizes of these layers, and what holds before training", () => {
  const text = textOf(figure({ fc1: [-1, -1, 0, -1, 1], fc2: [1, 1, 1] }, rising).svg);
  ok(
    text.includes(
      "Intervals after training, not corrected for the number of sizes: fc1 below 0 at k = 2 to 3, 5, above 0 at " +
        "k = 6. Before training, fc1 below 0 at k = 2, above 0 at k = 4; fc2 below 0 at k = 2, above 0 at k = 4.",
    ),
    text,
  );
  const none = figure({ fc1: [1, 1], fc2: [0, 0] });
  ok(!textOf(none.svg).includes("Intervals after training"));
  ok(textOf(none.svg).includes("Before training, no layer has sizes significantly dominated by"));
  ok(
    words(none.description).includes(
      "fc1 above 0 at k = 2 to 3. fc2 on no side of 0 at any size.",
    ),
  );
});

Deno.test("dots are coloured by side, and the lines of untrained networks by another colour", () => {
  const { svg } = figure({ fc1: [-1, -1, 0, 1] }, [0.5, 0.5, 0.5]);
  const count = (colour: string) => svg.split(`fill="${colour}"`).length - 1;
  // One more of each in the key.
  equal(count(PALETTE.synergy), 2 + 1);
  equal(count(PALETTE.redundancy), 1 + 1);
  const dashed = new RegExp(`<path d="M0,0H24" stroke="${PALETTE.fresh}"[^>]*stroke-dasharray`);
  ok(dashed.test(svg), "the key has the colour of the line");
  ok(svg.split(`stroke="${PALETTE.fresh}"`).length > 2, "the line has it");
});

Deno.test("exact by default, greedy when asked", () => {
  const layer = { exact: ends(...rising), greedy: ends(1, 1, 1) };
  const result = inventedLayers([{ fc1: layer }]);
  ok(balanceBySizeFigure(result).title.includes("synergy dominates small"));
  ok(balanceBySizeFigure(result, { search: "greedy" }).title.includes("no layer"));
});

Deno.test("CSV: a row for every network, layer and size below n, before and after training", () => {
  const rows = csvRows(figure({ fc1: [-1, 2], fc2: [1, 1] }, [0.5, 0.25]).csv);
  equal(rows.length, 2 * 2 * 2 * 3);
  const { max_plus_min_o_information_bits: balance, ...rest } = rows[1]!;
  equal(Number(balance).toFixed(6), "-1.000000");
  deepEqual(rest, { search: "exact", state: "trained", network: "1", layer: "fc1", size: "2" });
  const before = rows.filter(({ state, network }) => state === "untrained" && network === "0");
  deepEqual(
    before.map((row) => Number(row["max_plus_min_o_information_bits"]).toFixed(2)),
    ["0.49", "0.24", "0.49", "0.24"],
  );
});

Deno.test("layers of two neurons have nothing to compare", () => {
  const tiny = inventedLayers([{ fc1: { exact: flat(0, 0, 1) } }]);
  ok(balanceBySizeFinding(tiny).statement.startsWith("No layer has the three neurons"));
  throws(() => balanceBySizeFigure(tiny), /without any multiplet/);
  throws(() => balanceBySizeFigure(inventedLayers([])), PlotError);
});
