/** What is said of feature maps: every outcome, from invented results. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import {
  averagingFinding,
  averagingRows,
  bestMapsRows,
  mapsBalanceFinding,
  mapsFindings,
  mapsMinimumFinding,
  mapsTrainingFinding,
  repeatingMapsRows,
  rulesFinding,
  sharedMapsFinding,
} from "../../../lib/beyond/maps/findings.ts";
import {
  mapsAccuracyRows,
  mapsStrategiesFinding,
  resolutionNote,
} from "../../../lib/beyond/maps/subnetwork_findings.ts";
import { type InventedLayer, type InventedMaps, inventedMaps } from "./invented.ts";
import { retrained } from "./retrained.ts";

/** Maps with a balance d of about `d` bits, differing a little between networks. */
const withBalance = (
  d: number,
  network: number,
  more: Partial<InventedMaps> = {},
): InventedMaps => ({
  max: () => 1 + (d + 0.01 * network) / 2,
  min: () => -1 + (d + 0.01 * network) / 2,
  ...more,
});
const both = (mean: InventedMaps, components = mean): InventedLayer => ({ mean, components });

Deno.test("the balance by both rules: the same, different, and none", () => {
  const of = (conv1: [number, number], conv2: [number, number]) =>
    mapsBalanceFinding(inventedMaps(4, (network) => [
      both(withBalance(conv1[0], network), withBalance(conv1[1], network)),
      both(withBalance(conv2[0], network), withBalance(conv2[1], network)),
    ])).statement;
  equal(of([1, 1], [1, 1]), "By means and by components of maps, redundancy dominates both layers");
  equal(
    of([1, -1], [-1, -1]),
    "By means of maps, redundancy dominates conv1 and synergy dominates conv2; by components, synergy dominates both layers",
  );
  const unclear = inventedMaps(4, (network) => {
    const own = withBalance(network % 2 === 0 ? 1 : -1, 0);
    return [both(own), both(own)];
  });
  match(
    mapsBalanceFinding(unclear).statement,
    /neither end of Ω significantly dominates any layer/,
  );
});

Deno.test("the change by training, by both rules", () => {
  const changed = inventedMaps(4, (network) => [
    both(withBalance(0, network, { change: 0.5 + 0.01 * network }), withBalance(0, network)),
    both(withBalance(0, network, { change: -0.5 - 0.01 * network }), withBalance(0, network)),
  ]);
  equal(
    mapsTrainingFinding(changed).statement,
    "By means, training shifts conv1 towards redundancy and shifts conv2 towards synergy; by components, training does not " +
      "significantly shift either layer",
  );
});

Deno.test("min Ω under training, by both rules: higher, lower, and neither", () => {
  const of = (conv1: number, conv2: number, components = [conv1, conv2]) =>
    mapsMinimumFinding(inventedMaps(4, (network) => {
      const own = (change: number) =>
        withBalance(0, network, { change: change === 0 ? 0 : change + 0.01 * network });
      return [both(own(conv1), own(components[0]!)), both(own(conv2), own(components[1]!))];
    }));
  equal(
    of(0.5, 0.25).statement,
    "After training, min Ω is higher than before in conv1 and conv2, by means and by components",
  );
  equal(
    of(0.5, -0.25, [0, 0]).statement,
    "After training, min Ω is higher than before in conv1 and lower than before in conv2 by means, and not significantly different by " +
      "components",
  );
  // The change is added to Ω after training, and subtracted before.
  deepEqual(of(0.5, 0.25).estimates.map(({ mean }) => mean.toFixed(3)), [
    "0.515",
    "0.265",
    "0.515",
    "0.265",
  ]);
});

Deno.test("maps with one value on many images are counted, and those with it on nearly all are named", () => {
  const rows = repeatingMapsRows(inventedMaps(3, (network) => {
    const [first, other] = [0.998, 0.5, 0.05].map((repeated) =>
      withBalance(0, network, { repeated })
    ).slice(network, network + 2);
    return [both(first!), both(other ?? first!)];
  }));
  deepEqual(rows.map(({ layer, state, often, mostly }) => [layer, state, often, mostly]), [
    ["conv1", "trained", "2 of 18", "map 0 of network 0 (99.8 %)"],
    ["conv1", "untrained", "2 of 18", "map 0 of network 0 (99.8 %)"],
    ["conv2", "trained", "1 of 24", "none"],
    ["conv2", "untrained", "1 of 24", "none"],
  ]);
});

Deno.test("without multiplets, the findings on them say that there is nothing to judge", () => {
  const { by, ...result } = inventedMaps(2, (network) => {
    const own = withBalance(0, network);
    return [both(own), both(own)];
  });
  const wholeLayers = (of: typeof by.mean) => (
    { ...of, rows: of.rows.filter(({ end }) => end === undefined) }
  );
  const empty = {
    ...result,
    by: { mean: wholeLayers(by.mean), components: wholeLayers(by.components) },
  };
  const findings = mapsFindings(empty).filter(({ statement }) => !/classifier/.test(statement));
  deepEqual(findings.map(({ statement }) => statement), [
    "No layer has the three maps needed to compare redundancy with synergy",
    "No layer has enough maps to compare the balance of both rules",
    "No change by training can be judged",
    "No change of min Ω by training can be judged",
    "No layer has multiplets of maps to compare",
  ]);
  for (const { estimates } of findings) deepEqual(estimates, []);
});

Deno.test("averaging: less than components, as much as the first, and more", () => {
  const of = (mean: number, components: number | null, first = components) =>
    inventedMaps(4, (network) => [
      both(
        withBalance(0, network, { single: mean }),
        withBalance(0, network, { single: components, first }),
      ),
      both(withBalance(0, network, { single: 0.2 })),
    ]);
  const finding = averagingFinding(of(0.25, 1, 0.2));
  equal(
    finding.statement.replaceAll("\u00a0", " "),
    "What a classifier finds of the class in the mean of a map, compared with its 4 components: 25.0 % in conv1 and no " +
      "significant difference in conv2; compared with its first component: 125.0 % in conv1 and no significant difference in " +
      "conv2",
  );
  deepEqual(finding.estimates.map(({ mean }) => mean.toFixed(9)), [
    "-0.750000000",
    "0.050000000",
    "0.000000000",
    "0.000000000",
  ]);
  const [row] = averagingRows(of(0.25, 1, 0.2));
  deepEqual([row!.mean, row!.first, row!.components].map((text) => text.slice(0, 4)), [
    "0.25",
    "0.20",
    "1.00",
  ]);
  equal(row!.meanShare, "10.0");
  equal(row!.componentShare, "60.0");
  // Without an estimate of one part, the maps do not count.
  equal(averagingRows(of(0.25, null))[0]!.mean, "not estimated");
  const none = inventedMaps(2, (network) => {
    const own = withBalance(0, network, { single: null });
    return [both(own), both(own)];
  });
  match(averagingFinding(none).statement, /^Not tested: the images of a class are too few/);
});

Deno.test("an estimate of some networks says of how many", () => {
  const some = inventedMaps(3, (network) => {
    const own = withBalance(0, network);
    const first = network === 0 ? { single: null, noHalf: true } : {};
    return [both(own, { ...own, ...first }), both(own)];
  });
  const [averaging] = averagingRows(some);
  // In all maps together, each part has the networks that have an estimate of it.
  deepEqual([averaging!.allMeans, averaging!.allComponents], [
    "1.00 (1.00 to 1.00)",
    "1.00 (1.00 to 1.00), 2 of 3 networks",
  ]);
  match(averaging!.mean, /, 2 of 3 networks$/);
  const best = bestMapsRows(some);
  deepEqual(best.map(({ below }) => below), [
    "3 of 3",
    "3 of 3",
    "2 of 3 (1 not estimated)",
    "3 of 3",
  ]);
  deepEqual(best.map(({ otherHalf }) => otherHalf.endsWith(", 2 of 3 networks")), [
    false,
    false,
    true,
    false,
  ]);
});

Deno.test("the relative balance does not depend on the scale of Ω", () => {
  const scaled = (factor: number, network: number): InventedMaps => ({
    max: (size) => factor * (2 + 0.01 * network + size / 10),
    min: (size) => -factor * (1 + size / 20),
  });
  const same = inventedMaps(4, (network) => [
    both(scaled(1, network), scaled(10, network)),
    both(scaled(1, network), scaled(3, network)),
  ]);
  match(rulesFinding(same).statement, /does not differ significantly/);
  for (const { mean } of rulesFinding(same).estimates) ok(Math.abs(mean) < 1e-12);
  const other = inventedMaps(4, (network) => [
    both(withBalance(1, network), withBalance(-1, network)),
    both(withBalance(0, 0), withBalance(0.5, network)),
  ]);
  equal(
    rulesFinding(other).statement,
    "By components, the relative balance is more towards synergy in conv1 and more towards redundancy in conv2 than by means",
  );
});

Deno.test("shared maps: all of them, and as many as by chance", () => {
  const alike = inventedMaps(3, (network) => {
    const own = withBalance(0, network);
    return [both(own), both(own)];
  });
  match(
    sharedMapsFinding(alike).statement,
    /share 100\.0\s% of the maps of max Ω .* 100\.0\s% of the maps of min Ω/,
  );
  const apart = inventedMaps(3, (network) => {
    const own = withBalance(0, network);
    return [both(own, { ...own, begin: 3 }), both(own, { ...own, begin: 4 })];
  });
  ok(sharedMapsFinding(apart).estimates.every(({ mean }) => mean < 75));
});

Deno.test("the most synergistic multiplet of each layer, with the other half", () => {
  const rows = bestMapsRows(inventedMaps(3, (network) => {
    const own = withBalance(0, network);
    return [both(own), both(own)];
  }));
  deepEqual(rows.map(({ layer, rule, maps }) => [layer, rule, maps]), [
    ["conv1", "mean", 6],
    ["conv2", "mean", 8],
    ["conv1", "4 components", 6],
    ["conv2", "4 components", 8],
  ]);
  equal(rows[0]!.size, "2.0 (2 to 2)");
  equal(rows[0]!.below, "3 of 3");
});

Deno.test("strategies at one size, and what few networks cannot tell", () => {
  const statement = (better: number, spread: number) =>
    mapsStrategiesFinding(retrained(better, spread), "k* ladder").statement;
  equal(statement(2, 0.1), "With k* maps, synergy is better than random");
  equal(statement(-2, 0.1), "With k* maps, synergy is worse than random");
  equal(statement(0.5, 3), "With k* maps, no significant difference between synergy and random");
  match(
    mapsStrategiesFinding(retrained(1, 1), "half").statement,
    /^Not tested by this preset: no sub-networks of half of the maps$/,
  );
  match(
    resolutionNote(retrained(0.5, 3)),
    /^With 5 networks, intervals of differences reach ±5\.89 to ±5\.89 points/,
  );
  equal(resolutionNote(retrained(1, 1, 1)), "");
  const [row] = mapsAccuracyRows(retrained(2, 0.1));
  deepEqual([row!.size, row!.strategy, row!.kept], ["k* maps", "synergy", "2 and 3"]);
  match(row!.againstWhole, /^−8\.00 /);
});
