/** What the study of wide layers says, for results of every outcome. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import {
  ladderMissesFinding,
  leastRedundantNote,
  notTestedHere,
  searchesFinding,
  targetAtBestFinding,
  widthFinding,
  widthRows,
} from "../../../lib/beyond/wide/findings.ts";
import {
  dependenceBySizeFinding,
  dependenceFinding,
  structureFinding,
  structureRows,
} from "../../../lib/beyond/wide/structure_findings.ts";
import { WIDE_PRESETS } from "../../../lib/beyond/wide/config.ts";
import { layerClaims } from "../../../lib/paper/claims/layers.ts";
import {
  greedyAheadNote,
  greedyFinding,
  greedyGaps,
} from "../../../lib/paper/claims/layer_findings.ts";
import { retrainingResult } from "../../../lib/paper/subnetworks/result.ts";
import { headlineOf } from "../../../lib/studies/verdict.ts";
import { inventedWide, type InventedWideLayer, networksOf, ofWidth } from "./invented.ts";

const redundant: InventedWideLayer = { max: (k) => k / 4, min: (k) => -k / 16 };
const synergistic: InventedWideLayer = { max: (k) => k / 16, min: (k) => -k / 4 };
const even: InventedWideLayer = { max: (k) => k / 8, min: (k) => -k / 8 };

Deno.test("the claim about layers is judged by the greedy and the ladder search, untrained networks by the ladder alone", () => {
  const all = { fc1: redundant, fc2: redundant, fc3: synergistic, fc_out: synergistic };
  const claims = layerClaims(inventedWide(30, networksOf(4, all)));
  const own = claims.filter(({ control, verdict }) =>
    control === undefined && verdict !== "not tested"
  );
  equal(headlineOf(own), "reproduced");
  deepEqual([...new Set(own.map(({ choices }) => choices["search"]))], [
    "greedy",
    "ladder",
    "exhaustive",
  ]);
  // The ladder search does not compare all multiplets of six neurons.
  deepEqual(
    own.filter(({ choices }) => choices["size range"] === "2 to 6").map(({ choices }) =>
      choices["search"]
    ),
    ["exhaustive", "ladder", "exhaustive", "ladder"],
  );
  const untrained = claims.filter(({ control }) => control === "untrained networks");
  deepEqual([...new Set(untrained.map(({ choices }) => choices["search"]))], ["ladder"]);
  equal(headlineOf(untrained), "reproduced");
  const change = claims.filter(({ control }) => control === "change by training");
  equal(headlineOf(change), "undecided");
});

Deno.test("label encodings that were not searched are not tested, for either last layer", () => {
  const claims = layerClaims(
    inventedWide(12, networksOf(2, { fc1: even, fc2: even, fc_out: even })),
  );
  const untested = claims.filter(({ verdict }) => verdict === "not tested");
  deepEqual(untested.map(({ choices }) => [choices["label encoding"], choices["last layer"]]), [
    ["none", "fc2"],
    ["none", "fc_out"],
    ["class-conditional model", "fc2"],
    ["class-conditional model", "fc_out"],
    ["one-hot", "fc2"],
    ["one-hot", "fc_out"],
  ]);
  for (const { reason } of untested) match(reason, /^not tested by this preset/);
});

Deno.test("what greedy misses: gaps have a sign, and searches that greedy wins are counted", () => {
  const behind = { ...redundant, gap: (k: number) => k > 6 && k < 20 ? 0.5 : 0 };
  const missed = greedyGaps(inventedWide(20, networksOf(2, { fc1: behind, fc_out: even })));
  // Sizes 7 to 19 of fc1 and 7 to 9 of fc_out, both ends, two networks; greedy misses in fc1 alone.
  const { statement, estimates } = greedyFinding(missed);
  equal(
    statement.replaceAll("\u00a0", " "),
    "Ladder search beats greedy search in 81.3 % of cases above k = 6",
  );
  equal(estimates[0]!.label, "missed, of 64 searches");
  match(
    greedyAheadNote(missed),
    /in 0 of these searches\. At 6 neurons, .*misses the extreme in 0 of 8 searches/,
  );

  const ahead = { ...redundant, gap: (k: number) => k === 6 || k === 8 ? -0.1 : 0 };
  const won = greedyGaps(inventedWide(20, networksOf(2, { fc1: ahead, fc_out: even })));
  match(
    greedyAheadNote(won),
    /in 4 of these searches\. At 6 neurons, where greedy.*misses the extreme in 4 of 8 searches/,
  );
  const six = ladderMissesFinding(inventedWide(20, networksOf(2, { fc1: ahead, fc_out: even })));
  equal(
    six.statement,
    "At 6 neurons, where greedy search compares all multiplets, the ladder search misses the smallest Ω in 2 of 4 " +
      "layers, by up to 0.10 bits (fc1); the largest Ω in 2 of 4 layers, by up to 0.10 bits (fc1)",
  );
  deepEqual(six.estimates.map(({ mean }) => mean), [50, 50]);
  // Without multiplets of six neurons nothing is said of them.
  const all = inventedWide(20, networksOf(2, { fc1: ahead, fc_out: even }));
  const others = { ...all, rows: all.rows.filter(({ size }) => size !== 6) };
  equal(
    ladderMissesFinding(others).statement,
    "Not tested: no layer has multiplets of 6 neurons that the ladder search does not compare",
  );
  match(greedyAheadNote(greedyGaps(others)), /^Greedy has .* in 4 of these searches\.$/);
  match(ladderMissesFinding(inventedWide(5, [{ fc1: even }])).statement, /in 0 of 1 layers; /);
  // What the ladder search compares as a whole says nothing about what it finds otherwise.
  const rows = inventedWide(20, networksOf(2, { fc1: even, fc_out: even })).rows.map((row) =>
    row.layer === "fc_out" ? { ...row, proven: true } : row
  );
  const enumerated = { ...inventedWide(20, networksOf(2, { fc1: even, fc_out: even })), rows };
  match(ladderMissesFinding(enumerated).statement, /in 0 of 2 layers; .* in 0 of 2 layers$/);
  match(greedyAheadNote(greedyGaps(enumerated)), /misses the extreme in 0 of 4 searches/);
  equal(Math.round(1000 * Math.min(...won.map(({ gap }) => gap)) / Math.LN2), -100);
});

Deno.test("the width reverses an end, decides about it, or changes nothing", () => {
  const at = (width: number, fc1: InventedWideLayer, count = 4) =>
    ofWidth(width, inventedWide(width, networksOf(count, { fc1, fc2: redundant, fc_out: even })));
  const said = (...widths: Parameters<typeof widthFinding>[0]) => widthFinding(widths).statement;
  equal(
    said(at(12, synergistic), at(20, redundant)),
    "The width reverses which end of Ω dominates fc1",
  );
  equal(
    said(at(12, even), at(20, redundant)),
    "The width decides whether an end of Ω significantly dominates fc1",
  );
  equal(
    said(at(12, redundant), at(20, redundant)),
    "Over all sizes below n, each layer is dominated by the same end of Ω at every width, or by none",
  );
  const both = (width: number) =>
    ofWidth(width, inventedWide(width, networksOf(4, { fc1: redundant, fc2: redundant })));
  equal(
    said(both(12), both(20)),
    "Over all sizes below n, redundancy dominates every layer at every width",
  );
  const synergy = (width: number) =>
    ofWidth(width, inventedWide(width, networksOf(4, { fc1: synergistic, fc2: synergistic })));
  equal(
    said(synergy(12), synergy(20)),
    "Over all sizes below n, synergy dominates every layer at every width",
  );
  equal(said(at(12, even)), "Not tested by this preset: networks of one width were trained");
  match(said(at(12, synergistic, 1), at(20, redundant, 1)), /^In network 0, the width reverses/);
  deepEqual(
    widthRows([at(12, redundant), at(20, redundant)]).map(({ layer, width }) =>
      `${layer} ${width}`
    ),
    [
      "fc1 12",
      "fc1 20",
      "fc2 12",
      "fc2 20",
      "fc_out 12",
      "fc_out 20",
    ],
  );
  // What was not searched at a width has empty cells and no estimate.
  const { layers, ...narrow } = at(12, redundant);
  const kept = { ...layers, rows: layers.rows.filter(({ layer }) => layer !== "fc2") };
  const widths = [{ ...narrow, layers: kept }, at(20, redundant)];
  const [first, second] = widthRows(widths).filter(({ layer }) => layer === "fc2");
  deepEqual(first, {
    layer: "fc2",
    width: 12,
    d: "",
    untrained: "",
    small: "",
    best: "",
    missed: "",
  });
  ok(Object.values(second!).every((text) => text !== ""));
  deepEqual(
    widthFinding(widths).estimates.map(({ label }) => label).filter((label) => /fc2/.test(label)),
    ["d of fc2, width 20"],
  );
});

Deno.test("structure: pairs have no triangles; without an optimum of the ladder search nothing is compared", () => {
  // The smallest Ω is that of a pair.
  const pair: InventedWideLayer = { max: (k) => k / 4, min: (k) => -10 + k };
  const pairs = inventedWide(12, networksOf(2, { fc1: pair, fc_out: even }));
  deepEqual(structureFinding(pairs), {
    statement: "No hidden layer has a synergistic optimum of three",
    estimates: [],
  });
  match(dependenceFinding(pairs).statement, /^At k\*, the largest R² of a member is /);
  const cells = structureRows(pairs).filter(({ layer }) => layer === "fc1").map((row) => [
    row.size,
    row.rSquared.replace(/ .*/, ""),
    row.frustrated.replace(/ .*/, ""),
  ]);
  // The triangles of the whole layer are known, those of a pair are not.
  deepEqual(cells.slice(0, 2), [["2", "90.00", ""], ["2", "60.00", ""]]);
  const rows = pairs.rows.filter(({ search }) => search === "greedy");
  const greedy = { ...pairs, rows };
  equal(dependenceFinding(greedy).statement, "No hidden layer has a synergistic optimum");
  equal(targetAtBestFinding(greedy).statement, "No layer has a synergistic optimum");
  deepEqual(structureRows(greedy), []);
});

Deno.test("structure: means at the size of the smallest Ω, by layer and over all", () => {
  // The smallest Ω has seven neurons, which is irreducible, others above are not.
  const dip: InventedWideLayer = {
    max: (k) => k,
    min: (k) => -8 + Math.abs(k - 7),
    rSquared: 0.8,
    frustrated: 0.7,
    irreducible: (k) => k <= 7,
  };
  const result = inventedWide(20, networksOf(3, { fc1: dip, fc_out: { ...dip, frustrated: 0.5 } }));
  const { statement, estimates } = structureFinding(result);
  equal(
    statement.replaceAll("\u00a0", " "),
    "Synergy at k*: 70.0 % of triangles frustrated (whole layer 60.0 %, max Ω 40.0 %)",
  );
  // The output layer is left out of the means.
  deepEqual(estimates.map(({ mean }) => Math.round(mean)), [70, 60, 40]);
  const dependence = dependenceFinding(result);
  equal(
    dependence.statement.replaceAll("\u00a0", " "),
    "At k*, the largest R² of a member is 80.0 % in the multiplet with the smallest Ω, 70.0 % in random ones, 50.0 % in " +
      "the one with the largest Ω",
  );
  deepEqual(dependence.estimates.map(({ mean }) => Math.round(mean)), [80, 70, 50]);
  equal(
    dependenceBySizeFinding(result).statement,
    "The multiplet with the smallest Ω is more dependent than random ones up to k = 20 in fc1 (R²)",
  );
  const less = inventedWide(20, networksOf(3, { fc1: { ...dip, less: -0.1 }, fc_out: dip }));
  match(dependenceBySizeFinding(less).statement, /is less dependent from k = 2 in fc1 on \(R²\)$/);
  const alike = inventedWide(20, networksOf(3, { fc1: { ...dip, less: 0 }, fc_out: dip }));
  match(dependenceBySizeFinding(alike).statement, /is about as dependent as random ones$/);
  const labels = targetAtBestFinding(result);
  equal(
    labels.statement.replaceAll("\u00a0", " "),
    "In the multiplet with the smallest Ω, of size k*, the labels contribute 10.0 % in fc1 and 10.0 % in fc_out of " +
      "|Ω(X)| + |Δ|",
  );
  deepEqual(labels.estimates.map(({ mean }) => Math.round(mean)), [10, 10]);
  const rows = structureRows(result).map((row) => [
    row.layer,
    row.multiplets,
    row.size,
    ...[row.estimate, row.rSquared, row.frustrated, row.irreducible].map((text) =>
      text.replace(/ .*/, "")
    ),
  ]);
  deepEqual(rows, [
    ["fc1", "smallest Ω", "7", "−8.00", "80.00", "70.00", "7.00"],
    ["fc1", "largest Ω", "7", "7.01", "50.00", "40.00", ""],
    ["fc1", "random (triangles: whole layer)", "7", "", "70.00", "60.00", ""],
    ["fc_out", "smallest Ω", "7", "−8.00", "80.00", "50.00", "7.00"],
    ["fc_out", "largest Ω", "7", "7.01", "50.00", "20.00", ""],
    ["fc_out", "random (triangles: whole layer)", "7", "", "70.00", "40.00", ""],
  ]);
});

Deno.test("what a preset leaves out is said", () => {
  const fashion = notTestedHere(WIDE_PRESETS.fashion);
  for (const words of ["frozen neurons", "iterative magnitude pruning"]) {
    ok(fashion.includes(words), words);
    ok(!notTestedHere(WIDE_PRESETS.embedded).includes(words), words);
  }
  const alone = notTestedHere({ ...WIDE_PRESETS.fashion, otherWidths: [] });
  deepEqual(alone.filter((words) => !fashion.includes(words)), ["other widths of the layers"]);
  ok(!fashion.includes("Fashion-MNIST"));
  ok(notTestedHere(WIDE_PRESETS.embedded).includes("Fashion-MNIST"));
});

Deno.test("both searches are compared by paired accuracies at k*", () => {
  const same = { size: "k* ladder", removal: "zero", start: "rewound", draw: 0 } as const;
  const measured = { kept: [[0, 2]], trainAccuracy: 0.97, testLoss: 0.2 };
  const result = (difference: number, strategies = ["synergy", "synergy-greedy"] as const) =>
    retrainingResult(
      {
        layers: [{ name: "fc1", role: "hidden", units: 4, columnsPerUnit: 1 }],
        strategies: ["synergy"],
        selection: "test",
        sizeSearch: "ladder",
        classes: 10,
        updates: 500,
      },
      [0.9, 0.92, 0.91].map((accuracy, index) => ({
        index,
        trainAccuracy: 0.98,
        testAccuracy: 0.96,
        testLoss: 0.15,
        bestSizes: { greedy: [3], ladder: [2] },
        retrainings: strategies.map((strategy, at) => (
          {
            ...same,
            ...measured,
            strategy,
            testAccuracy: accuracy - at * (difference + index / 1000),
          }
        )),
        ablations: [],
      })),
    );
  match(searchesFinding(result(0.02)).statement, /^Synergy by the ladder search is better than/);
  match(searchesFinding(result(-0.02)).statement, /^Synergy by the ladder search is worse than/);
  match(searchesFinding(result(0)).statement, /^No significant difference|better|worse/);
  match(searchesFinding({ ...result(0), rows: [] }).statement, /^Not tested by this preset/);
  // One network has a difference without an interval.
  const { rows } = result(0.02);
  const one = { ...result(0.02), networks: [0], rows: rows.filter(({ network }) => network === 0) };
  equal(
    searchesFinding(one).statement,
    "In network 0, synergy by the ladder search − synergy by the greedy search is 2.00 points",
  );
});

Deno.test("a fixed size at which the smallest Ω is above 0 is told, layer by layer", () => {
  const above = { ...redundant, min: (k: number) => k - 10 };
  const result = inventedWide(30, networksOf(3, { fc1: above, fc2: redundant, fc_out: even }));
  equal(leastRedundantNote(result, 5), "");
  equal(leastRedundantNote(result, "k* ladder"), "");
  equal(
    leastRedundantNote(result, 25),
    "The smallest Ω that was found for 25 neurons is above 0 in fc1 in 3 of 3 networks: there, “synergy” keeps the " +
      "least redundant neurons.",
  );
});
