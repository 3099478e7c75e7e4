/** The figures of the studies of feature maps. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { mapsFigure1 } from "../../../lib/beyond/maps/figures/figure1.ts";
import { mapsFigure2 } from "../../../lib/beyond/maps/figures/figure2.ts";
import { mapsOnImagesFigure } from "../../../lib/beyond/maps/figures/images.ts";
import { sharedMapsFigure } from "../../../lib/beyond/maps/figures/shared.ts";
import type { MapsResult } from "../../../lib/beyond/maps/result.ts";
import { PlotError } from "../../../lib/figures/kit/figure.ts";
import { initialParameters } from "../../../lib/models/mod.ts";
import { randomSource } from "../../../lib/system/random/mod.ts";
import { makeDataset } from "../../../lib/data/mod.ts";
import { csvRows } from "../../figures/csv_checks.ts";
import { testFigures } from "../../figures/figure_checks.ts";
import { imagesOf } from "../../toy_images.ts";
import { type InventedLayer, inventedMaps } from "./invented.ts";
import { retrained } from "./retrained.ts";

/** Ω that falls, then rises with the size, as in real layers. */
const layer = (depth: number, height: number, begin = 0): InventedLayer => {
  const own = (factor: number, begin: number) => ({
    max: (k: number) => factor * height * k,
    min: (k: number) => factor * (height * k - depth * Math.min(k, 4)),
    change: 0.2 * factor,
    begin,
  });
  return { mean: own(1, 0), components: own(2, begin) };
};
const result = inventedMaps(4, (network) => [
  layer(0.6 + network / 20, 0.4),
  layer(0.9 + network / 20, 0.5, 3),
]);

/** The same with parameters, which images pass. */
function withNetworks(channels: 1 | 3) {
  const shape = { height: 8, width: 8, channels };
  const parts = {
    train: imagesOf(shape, 10, "pixels"),
    test: imagesOf(shape, 40, "pixels", 2),
  };
  const classes = ["cat", "dog", "ship", "frog"];
  const dataset = makeDataset({
    name: "noise",
    description: "Noise.",
    input: { kind: "image", ...shape },
    classes,
    parts,
  });
  const spec = { ...result.training.spec, input: shape };
  const final = initialParameters(spec, "default", randomSource(1));
  const run = { index: 0, initial: final, final, history: [], accepted: true };
  const stored = { key: "", folder: "", seconds: NaN, machine: "" };
  const training = { ...result.training, spec, runs: [{ ...run, ...stored }] };
  return { dataset, own: { ...result, training } satisfies MapsResult };
}
const [grey, colours] = [withNetworks(1), withNetworks(3)];

testFigures(import.meta, {
  "figure 1": () => mapsFigure1(result),
  "figure 1, one network": () => mapsFigure1(inventedMaps(1, () => [layer(1, 0.4), layer(1, 0.5)])),
  "shared maps": () => sharedMapsFigure(result),
  "maps on grey images": () => mapsOnImagesFigure(grey.own, grey.dataset, { layer: "conv1" }),
  "maps on images in colours": () =>
    mapsOnImagesFigure(colours.own, colours.dataset, { layer: "conv2", rule: "mean" }),
  "figure 2": () => mapsFigure2(retrained(1, 0.4)),
});

Deno.test("CSV: figure 1 has both rules and states, and the other half of trained networks", () => {
  const rows = csvRows(mapsFigure1(result).csv);
  equal(rows.length, 4 * 2 * 2 * 2 * (5 + 7));
  deepEqual([...new Set(rows.map((row) => row.maps_as))], ["mean", "components"]);
  for (const row of rows) equal(row.other_half_bits !== "", row.training === "after");
});

Deno.test("CSV: shared maps lie between 0 and 1, with those expected of random multiplets", () => {
  const rows = csvRows(sharedMapsFigure(result).csv);
  // All maps together are the same multiplet.
  equal(rows.length, 4 * 2 * (4 + 6));
  ok(
    rows.every((row) => Number(row.shared_share) >= 0 && Number(row.expected_share_of_random) < 1),
  );
  ok(rows.filter((row) => row.layer === "conv1").every((row) => row.shared_share === "1"));
});

Deno.test("images of other channels, layers and networks are errors", () => {
  const { dataset, own } = grey;
  const draw = (layer: string, network?: number) => () =>
    mapsOnImagesFigure(own, dataset, { layer, network });
  throws(draw("fc_out"), PlotError);
  throws(draw("conv1", 3), /Cannot draw maps of conv1 in network 3/);
  const two = { ...dataset, input: { kind: "image", height: 8, width: 4, channels: 2 } } as const;
  throws(() => mapsOnImagesFigure(own, two, { layer: "conv1" }), /one or three channels/);
});
