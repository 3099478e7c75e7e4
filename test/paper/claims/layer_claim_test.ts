import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import {
  claimRows,
  claimSentence,
  judgeLayerClaim,
  LAYER_FINDINGS,
  layerClaimRows,
  layerClaims,
} from "../../../lib/paper/mod.ts";
import { judged } from "../../../lib/paper/claims/claim.ts";
import { balancePoints } from "../../../lib/paper/claims/layer_balance.ts";
import { LAYER_CLAIM } from "../../../lib/paper/claims/layers.ts";
import { figure1Figure, untrainedFigure } from "../../../lib/paper/figures.ts";
import { headlineOf, variantText } from "../../../lib/studies/verdict.ts";
import { words } from "../../figures/svg_checks.ts";
import { flat, inventedLayers, withBalance } from "../layers/invented.ts";

const HIDDEN = { last: "hidden" } as const;

const above = [1, 1.1, 0.9];
const below = [-1, -1.1, -0.9];
const around = [-1, 1, 0.1];
const higher = [3, 3.1, 2.9];

const cases: [string, number[], number[], string, string][] = [
  ["both hold", above, below, "reproduced", "reproduced"],
  [
    "only the first holds, and the contrast is opposed",
    above,
    higher,
    "mixed",
    "partly reproduced",
  ],
  ["only the first holds, and the last is opposed", higher, above, "mixed", "partly reproduced"],
  [
    "only the first holds, nothing is opposed",
    higher,
    around,
    "partly reproduced",
    "partly reproduced",
  ],
  ["only the last holds", around, below, "partly reproduced", "partly reproduced"],
  ["the opposite of both", below, above, "contradicted", "not reproduced"],
  ["the opposite of the last", around, above, "contradicted", "not reproduced"],
  ["nothing is clear", around, around.toReversed(), "undecided", "not reproduced"],
  ["one network only", [1], [-1], "undecided", "undecided"],
];

for (const [name, fc1, last, verdict, former] of cases) {
  Deno.test(`${name}, the last hidden layer as the last one: ${verdict}`, () => {
    const claim = judgeLayerClaim(withBalance({ fc1, fc2: fc1, fc3: last, fc_out: fc1 }), HIDDEN);
    deepEqual([claim.verdict, claim.former], [verdict, former]);
  });
  Deno.test(`${name}, the output layer as the last one: ${verdict}`, () => {
    const result = withBalance({ fc1, fc2: fc1, fc3: fc1, fc_out: last });
    equal(judgeLayerClaim(result, { last: "output" }).verdict, verdict);
  });
}

for (const hidden of [2, 3, 4, 7]) {
  Deno.test(`of ${hidden} hidden layers the last one is fc${hidden}`, () => {
    const layers = Array.from({ length: hidden }, (_, l) => [
      `fc${l + 1}`,
      l === 0 ? above : l === hidden - 1 ? below : around,
    ]);
    const result = withBalance({ ...Object.fromEntries(layers), fc_out: around });
    const [literal] = layerClaims(result);
    equal(literal!.verdict, "reproduced");
    deepEqual(literal!.parts.map(({ estimate }) => estimate.label), [
      "d of fc1",
      `d of fc${hidden}`,
      `d, fc${hidden} − fc1`,
      ...Array.from({ length: hidden - 2 }, (_, between) => `d of fc${between + 2}`),
    ]);
    ok(
      claimSentence(literal!).startsWith(
        `redundant first, synergistic last layer (size range: all below n; last layer: fc${hidden}; ` +
          "label encoding: ordinal; search: exhaustive): reproduced; redundancy dominates fc1 ",
      ),
      claimSentence(literal!),
    );
  });
}

Deno.test("with one hidden layer, that reading is not tested and says why", () => {
  const claims = layerClaims(withBalance({ fc1: above, fc_out: below }));
  const lastHidden = claims.filter(({ choices }) => choices["last layer"] === "fc1");
  ok(lastHidden.length > 0 && lastHidden.every(({ verdict }) => verdict === "not tested"));
  ok(lastHidden[0]!.reason.startsWith("fc1 is the first and the last hidden layer"));
  equal(headlineOf(claims.filter(({ control }) => control === undefined)), "reproduced");
});

Deno.test("a layer of two neurons has no d: not tested", () => {
  const two = { exact: flat(0, 0, 1) };
  const result = inventedLayers([1, 2, 3].map(() => (
    { fc1: { exact: flat(2, -1) }, fc2: two, fc_out: { exact: flat(1, -2) } }
  )));
  const claim = judgeLayerClaim(result, HIDDEN);
  equal(claim.verdict, "not tested");
  ok(
    claim.reason.endsWith(
      "fc2 has fewer than three neurons that can be analysed, so d is not defined.",
    ),
  );
  deepEqual(claimRows([claim]), []);
  const both = inventedLayers([1, 2].map(() => ({ fc1: two, fc2: two, fc_out: two })));
  ok(
    judgeLayerClaim(both, HIDDEN).reason.startsWith(
      "fc1 and fc2 have fewer than three neurons that can be analysed, so ",
    ),
  );
  // Nothing to compare, before training either.
  const claims = layerClaims(both);
  ok(claims.length > 0);
  ok(claims.every(({ verdict, note }) => verdict === "not tested" && note === undefined));
  equal(
    claims.find(({ control }) => control === "change by training")!.statement,
    "No layer has the three neurons needed to compare redundancy with synergy",
  );
});

Deno.test("a layer of two neurons between the first and the last one is no part of the claim", () => {
  const result = inventedLayers([0, 0.1, -0.1].map((shift) => ({
    fc1: { exact: flat(2 + shift, -1) },
    fc2: { exact: flat(0, 0, 1) },
    fc3: { exact: flat(1 + shift, -2) },
    fc_out: { exact: flat(1, -1) },
  })));
  const claim = judgeLayerClaim(result, HIDDEN);
  equal(claim.verdict, "reproduced");
  deepEqual(claim.parts.map(({ estimate }) => estimate.label), [
    "d of fc1",
    "d of fc3",
    "d, fc3 − fc1",
  ]);
  const [untrained] = layerClaims(result).filter(({ control }) => control === "untrained networks");
  match(
    untrained!.note!,
    /^Untrained networks \(label encoding: ordinal; search: exhaustive\): d of fc1 = .*; d of fc3 = /,
  );
  ok(!untrained!.note!.includes("fc2"));
});

Deno.test("without any search, every label encoding is not tested, with the paper's choices", () => {
  const result = { ...withBalance({ fc1: above, fc2: below, fc_out: around }), rows: [] };
  const claims = layerClaims(result);
  deepEqual(
    claims.map(({ verdict, choices, statement }) => [verdict, choices["search"], statement]),
    ["ordinal", "none", "class-conditional model", "one-hot"].flatMap((encoding) =>
      Array(2).fill(
        ["not tested", "greedy", `Nothing was searched with the label encoding ${encoding}`],
      )
    ),
  );
});

Deno.test("the reason names sides, intervals and units of all three parts", () => {
  const { reason } = judgeLayerClaim(
    withBalance({ fc1: above, fc3: around, fc_out: around }),
    HIDDEN,
  );
  equal(
    reason,
    "redundancy dominates fc1 (d = 1.00 bits, 0.75 to 1.25, k = 2 to 3); neither significantly dominates " +
      "fc3 (d = 0.03 bits, −2.45 to 2.52, k = 2 to 3); no significant difference in d between fc3 and fc1 " +
      "(−0.97 bits, −3.35 to 1.42, k = 2 to 3); 95 % intervals over 3 networks; untrained networks by " +
      "the same criterion: undecided.",
  );
});

Deno.test("layers between the first and the last one stand beside the claim and decide nothing", () => {
  const beside = (fc2: number[], last: "hidden" | "output" = "hidden") => {
    const layers = { fc1: above, fc2, fc3: below, fc_out: below };
    const claim = judgeLayerClaim(withBalance(layers), { last });
    equal(claim.verdict, "reproduced");
    const parts = claim.parts.slice(3);
    ok(parts.every(({ outcome }) => outcome === undefined));
    for (const { words } of parts) ok(claim.reason.includes(`; ${words}; `), claim.reason);
    return parts.map(({ words }) => words);
  };
  const only = "of the initial layers, only the first is judged; fc2 (not judged): d = ";
  deepEqual(beside(above), [
    `${only}1.00 bits, 0.75 to 1.25, k = 2 to 3, so d > 0 would be established`,
  ]);
  deepEqual(beside(below), [
    `${only}−1.00 bits, −1.25 to −0.75, k = 2 to 3, so d > 0 would be opposed`,
  ]);
  deepEqual(beside(around), [
    `${only}0.03 bits, −2.45 to 2.52, k = 2 to 3, so d > 0 would be open`,
  ]);
  deepEqual(beside(above, "output").slice(1), [
    "fc3 (not judged): d = −1.00 bits, −1.25 to −0.75, k = 2 to 3, so d > 0 would be opposed",
  ]);
  const change = judgeLayerClaim(
    withBalance({ fc1: above, fc2: below, fc3: below, fc_out: below }),
    { last: "hidden", networks: "difference" },
  );
  ok(change.parts[3]!.words.endsWith(", k = 2 to 3, so change of d > 0 would be opposed"));
});

Deno.test("notes: unequal sizes of what is reproduced, and d of the untrained networks", () => {
  const notesOf = (sizes: number) => {
    const result = inventedLayers([0, 0.1, -0.1].map((shift) => ({
      fc1: { exact: flat(2 + shift, -1, 3) },
      fc2: { exact: flat(1 + shift, -1, 3) },
      fc_out: { exact: flat(1 + shift, -2, sizes) },
    })));
    const claims = layerClaims(result);
    return [...new Set(claims.flatMap(({ note }) => note ?? []))];
  };
  const untrained = "Untrained networks (label encoding: ordinal; search: exhaustive): " +
    "d of fc1 = 1.00 bits, 0.75 to 1.25, k = 2 to 3; d of fc2 = 0.00 bits, −0.25 to 0.25, k = 2 to 3; " +
    "d of fc_out = −1.00 bits, −1.25 to −0.75, k = ";
  deepEqual(notesOf(3), [`${untrained}2 to 3.`]);
  deepEqual(notesOf(2), [
    "“Reproduced” with fc_out as the last layer is over unequal sizes: d of fc1 is averaged over k = 2 to 3, " +
    "d of fc_out is averaged over k = 2.",
    `${untrained}2.`,
  ]);
});

Deno.test("the contrast is worded by its side", () => {
  const said = (fc1: number[], fc3: number[]) =>
    judgeLayerClaim(withBalance({ fc1, fc3, fc_out: around }), HIDDEN).parts[2]!;
  ok(said(above, below).words.startsWith("d is smaller in fc3 than in fc1 (−2.00 bits"));
  equal(said(above, below).outcome, "established");
  ok(said(below, above).words.startsWith("d is larger in fc3 than in fc1 (2.00 bits"));
  equal(said(below, above).outcome, "opposed");
  equal(said(around, around.toReversed()).outcome, "open");
});

Deno.test("the change by training is a control, worded as a change, and can turn a verdict round", () => {
  const result = withBalance(
    { fc1: above, fc3: below, fc_out: around },
    { fc1: [2, 2.1, 1.9], fc3: [-2, -2, -2.1] },
  );
  equal(judgeLayerClaim(result, HIDDEN).verdict, "reproduced");
  const change = judgeLayerClaim(result, { last: "hidden", networks: "difference" });
  deepEqual([change.verdict, change.control], ["contradicted", "change by training"]);
  ok(
    change.reason.startsWith(
      "training shifts fc1 towards synergy (change of d: −1.00 bits, ",
    ),
    change.reason,
  );
});

Deno.test("untrained networks are judged by the same criterion, as a control", () => {
  const result = withBalance({ fc1: below, fc3: above, fc_out: above }, { fc1: above, fc3: below });
  const claims = layerClaims(result);
  const untrained = claims.find(({ control, choices }) =>
    control === "untrained networks" && choices["last layer"] === "fc3"
  );
  equal(untrained!.verdict, "reproduced");
  equal(claims[0]!.verdict, "contradicted");
  equal(untrained!.former, undefined);
});

Deno.test("exact and greedy extremes are judged apart", () => {
  const layer = { greedy: flat(1, -9), exact: flat(9, -1) };
  const redundant = { exact: flat(2, -1) };
  const result = inventedLayers([1, 2].map(() => (
    { fc1: redundant, fc3: layer, fc_out: redundant }
  )));
  equal(judgeLayerClaim(result, HIDDEN).verdict, "reproduced");
  equal(judgeLayerClaim(result, { last: "hidden", search: "exact" }).verdict, "mixed");
});

/** A layer with max Ω + min Ω of choice at sizes 2, 3, …; there is one neuron more than the largest size. */
const bySize = (...balance: number[]) => (
  { redundancy: [...balance.map((value) => value + 5), 0], synergy: [...balance.map(() => -5), 0] }
);

Deno.test("sizes: all below n, those that all layers have, and up to 6; each once", () => {
  const sizesOf = (widths: readonly number[]) => {
    const names = ["fc1", "fc2", "fc_out"];
    const layers = widths.map((width, at) => [
      names[at],
      { exact: bySize(...new Array(width - 2).fill(1)) },
    ]);
    const network = Object.fromEntries(layers);
    const claims = layerClaims(inventedLayers([network, network]));
    return [
      ...new Set(
        claims.filter(({ choices }) => choices["label encoding"] !== "class-conditional model")
          .map(({ choices }) => `${choices["size range"]}, ${choices.search}`),
      ),
    ];
  };
  deepEqual(sizesOf([12, 12, 9]), [
    "all below n, greedy",
    "all below n, exact",
    "2 to 8, greedy",
    "2 to 8, exact",
    "2 to 6, exhaustive",
  ]);
  deepEqual(sizesOf([9, 9, 9]), [
    "all below n, greedy",
    "all below n, exact",
    "2 to 6, exhaustive",
  ]);
  deepEqual(sizesOf([9, 9, 4]), [
    "all below n, greedy",
    "all below n, exact",
    "2 to 3, exhaustive",
    "2 to 6, exhaustive",
  ]);
  // Up to six neurons both searches are exhaustive, so that their readings are one.
  deepEqual(sizesOf([5, 5, 5]), ["all below n, exhaustive"]);
});

Deno.test("the range of sizes can turn the verdict round, and the contrast takes sizes that both layers have", () => {
  const networks = [0, 0.1, -0.1].map((shift) => ({
    // n = 10: sizes 2 to 9; n = 8: sizes 2 to 7.
    fc1: { exact: bySize(...[2, 2, 2, 2, 2, 2, 90, 90].map((value) => value + shift)) },
    fc2: { exact: bySize(...[-1, -1, -1, -1, -1, 30].map((value) => value - shift)) },
    fc_out: { exact: flat(1, -1) },
  }));
  const result = inventedLayers(networks);
  const all = judgeLayerClaim(result, HIDDEN);
  const small = judgeLayerClaim(result, { last: "hidden", upTo: 6 });
  deepEqual([all.verdict, small.verdict], ["mixed", "reproduced"]);
  const means = (claim: typeof all) => claim.estimates.map(({ mean }) => mean.toFixed(6));
  // fc1: (6·2 + 2·90)/8; fc2: (−5 + 30)/6; the contrast over sizes 2 to 7: (5·(−3) + 28)/6.
  deepEqual(means(all), ["24.000000", "4.166667", "2.166667"]);
  deepEqual(means(small), ["2.000000", "-1.000000", "-3.000000"]);
  equal(all.former, "partly reproduced");
  equal(small.former, undefined);
  equal(variantText(small).split("; ")[0], "size range: 2 to 6");
  const [, , contrast] = all.parts;
  ok(contrast!.words.endsWith(", k = 2 to 7)") && all.parts[0]!.words.endsWith(", k = 2 to 9)"));
});

Deno.test("under the class-conditional model, sizes at which I(X; y) exceeds H(y) in any network do not count", () => {
  const layer = (...balance: number[]) => ({
    exact: bySize(...balance),
    model: bySize(...balance),
  });
  const result = inventedLayers([0, 0.1, -0.1].map((shift) => ({
    fc1: layer(2 + shift, 2, -50),
    fc3: layer(-2 + shift, -2, 70),
    fc_out: layer(1, 1, 1),
  })));
  const excessive = (from: number, network?: number) => ({
    ...result,
    rows: result.rows.map((row) => ({
      ...row,
      ...(row.encoding === "model" && {
        informationTogether: result.targetEntropy *
          (row.size >= from && row.network === (network ?? row.network) ? 1.5 : 0.5),
      }),
    })),
  });
  const judge = (from: number, network?: number) =>
    judgeLayerClaim(excessive(from, network), {
      last: "hidden",
      search: "exact",
      encoding: "model",
    });
  equal(judge(9).verdict, "contradicted");
  const limited = judge(4);
  equal(limited.verdict, "reproduced");
  equal(limited.choices["size range"], "all below n, where I(X; y) ≤ H(y)");
  ok(limited.parts[1]!.words.endsWith(", k = 2 to 3)"), limited.parts[1]!.words);
  deepEqual(
    judge(4, 1).estimates.map(({ mean }) => mean),
    limited.estimates.map(({ mean }) => mean),
  );
  const pairs = judge(3);
  equal(pairs.verdict, "not tested");
  ok(
    pairs.reason.startsWith(
      "fc1 and fc3: above k = 2 the estimate of I(X; y) exceeds H(y) in at least one network, and ",
    ),
  );
  const none = judge(2);
  equal(none.verdict, "not tested");
  ok(
    none.reason.startsWith(
      "fc1 and fc3: the estimate of I(X; y) exceeds H(y) at every size in at least one network, so ",
    ),
  );
  // Size 2 does not count in fc1, sizes 3 and 4 do not count in fc3: each has a d, of other sizes.
  const apart = inventedLayers([0, 0.1].map((shift) => ({
    fc1: { ...layer(2 + shift, 2, 2), modelTogether: (size) => size === 2 ? 3 : 1 },
    fc3: { ...layer(-2 + shift, -2, -2), modelTogether: (size) => size === 2 ? 1 : 3 },
    fc_out: layer(1, 1, 1),
  })));
  equal(
    judgeLayerClaim(apart, { last: "hidden", search: "exact", encoding: "model" }).reason,
    "fc1 and fc3 have no size in common that counts, so their d cannot be compared.",
  );
});

Deno.test("under the class-conditional model, a layer between is no part where only pairs count", () => {
  const layer = (d: number, largest: number) => ({
    exact: bySize(d, d, d),
    model: bySize(d, d, d),
    modelTogether: (size: number) => size > largest ? 3 : 1,
  });
  const partsWith = (largest: number) => {
    const result = inventedLayers([0, 0.1, -0.1].map((shift) => ({
      fc1: layer(2 + shift, 4),
      fc2: layer(1 + shift, largest),
      fc3: layer(-2 + shift, 4),
      fc_out: layer(1, 4),
    })));
    const options = { last: "hidden", search: "exact", encoding: "model" } as const;
    return judgeLayerClaim(result, options).parts.length;
  };
  deepEqual([partsWith(4), partsWith(3), partsWith(2)], [4, 4, 3]);
});

Deno.test("every variant is judged, each in one sentence; the first is nearest to the paper", () => {
  const claims = layerClaims(withBalance({ fc1: above, fc3: below, fc_out: around }));
  // Two last layers, four encodings; three kinds of networks; up to six neurons have one range and one search.
  equal(claims.length, 3 * 2 * 4);
  equal(
    new Set(claims.map((claim) => `${claim.control} ${variantText(claim)}`)).size,
    claims.length,
  );
  equal(claims[0]!.verdict, "reproduced");
});

Deno.test("rows give each part with interval, level, median, signs and bootstrap", () => {
  const [row, , contrast] = claimRows(
    layerClaims(withBalance({ fc1: above, fc3: below, fc_out: around })),
  );
  deepEqual(row, {
    claim: "redundant first, synergistic last layer",
    control: "",
    variant:
      "size range: all below n; last layer: fc3; label encoding: ordinal; search: exhaustive",
    verdict: "reproduced",
    former: "reproduced",
    part: "d of fc1 (bits)",
    estimate: "1.00 (0.75 to 1.25), 95 %",
    median: "1.00",
    above: "3 of 3",
    bootstrap: "0.90 to 1.10",
    outcome: "established",
  });
  equal(contrast!.part, "d, fc3 − fc1 (bits)");
  const single = layerClaims(withBalance({ fc1: [1], fc3: [-1], fc_out: [1] }));
  deepEqual(
    [claimRows(single)[0]!.estimate, claimRows(single)[0]!.bootstrap],
    ["1.00", ""],
  );
  ok(single[0]!.reason.includes("; one network has no interval; untrained networks "));
});

Deno.test("what untrained networks fulfil too is said beside each reading", () => {
  const result = withBalance(
    { fc1: above, fc3: below, fc_out: around },
    { fc1: above, fc3: below, fc_out: around },
  );
  const [first] = layerClaims(result);
  ok(
    first!.reason.endsWith("; untrained networks by the same criterion: reproduced."),
    first!.reason,
  );
  const untrained = judgeLayerClaim(result, { last: "hidden", networks: "untrained" });
  ok(!untrained.reason.includes("by the same criterion"));
});

Deno.test("without ranks the same multiplets are judged as a control, at sizes that every network has", () => {
  const wide = (d: number) => ({ exact: bySize(...new Array(7).fill(d)) });
  const result = inventedLayers([0, 0.1, -0.1].map((shift) => (
    { fc1: wide(1 + shift), fc2: wide(-1 + shift), fc_out: wide(1) }
  )));
  equal(layerClaims(result).filter(({ control }) => control?.includes("ranks")).length, 0);
  const rows = result.rows.map((row) => {
    const { state, encoding, search, network, size, layer, oInformation } = row;
    if (state !== "trained" || encoding !== "copula" || search !== "exact") return row;
    // One network lacks one size in one layer.
    if (network === 1 && size === 8 && layer === "fc2") return row;
    return { ...row, unrankedOInformation: oInformation! - Math.LN2 * (size === 8 ? 50 : 1) };
  });
  const claims = layerClaims({ ...result, rows });
  const own = claims.filter(({ control }) => control === "Ω without ranks, same multiplets");
  deepEqual(own.map(({ choices }) => `${choices["last layer"]}, ${choices["size range"]}`), [
    "fc2, all below n",
    "fc2, 2 to 6",
    "fc_out, all below n",
    "fc_out, 2 to 6",
  ]);
  // Both ends lose one bit: d of fc1 is 1 − 2 over sizes 2 to 7, and at size 8 1 − 100.
  const [first, last, contrast] = own[0]!.estimates;
  equal(first!.mean.toFixed(6), ((6 * -1 + -99) / 7).toFixed(6));
  equal(last!.mean.toFixed(6), "-3.000000");
  ok(own[0]!.parts[1]!.words.endsWith(", k = 2 to 7)"));
  ok(own[0]!.parts[1]!.words.startsWith("without ranks, d of fc2 is below 0 (d = −3.00 bits, "));
  ok(
    own[0]!.reason.endsWith(
      "; multiplets were chosen with ranks, and extremes without ranks were not searched.",
    ),
  );
  ok(!own.some(({ reason, statement }) => `${reason} ${statement}`.includes("dominates")));
  equal(contrast!.mean.toFixed(6), "-2.000000");
  equal(own[0]!.former, undefined);
  const ofRows = new Map(layerClaimRows(claims).map((row) => [row.reading, row.unranked]));
  equal(ofRows.get("fc2, all below n, ordinal, exact"), own[0]!.verdict);
  equal(ofRows.get("fc2, 2 to 6, ordinal, exhaustive"), own[1]!.verdict);
  // The greedy search has other multiplets, the other encodings another Ω.
  equal(ofRows.get("fc2, all below n, ordinal, greedy"), "");
  equal(ofRows.get("fc2, 2 to 6, none, exhaustive"), "");
});

Deno.test("a reading whose sizes are searched exhaustively has the controls of its choices, greedy or exact", () => {
  const layer = (d: number) => ({
    exact: bySize(...new Array(9).fill(d)),
    model: bySize(...new Array(9).fill(d)),
  });
  const result = inventedLayers([0, 0.1, -0.1].map((shift) => (
    { fc1: layer(1 + shift), fc2: layer(-1 + shift), fc_out: layer(1) }
  )));
  // After training the model finds too much from five neurons on, before training it never does.
  const rows = result.rows.map((row) => ({
    ...row,
    ...(row.encoding === "model" && {
      informationTogether: result.targetEntropy *
        (row.state === "trained" && row.size > 4 ? 1.5 : 0.5),
    }),
  }));
  const claims = layerClaims({ ...result, rows });
  const [reading] = layerClaimRows(claims).filter((row) =>
    row.reading.startsWith("fc2, all below n, where")
  );
  ok(reading!.reading.endsWith(", class-conditional model, exhaustive"), reading!.reading);
  equal(reading!.verdict, "reproduced");
  equal(reading!.untrained, "reproduced");
  const [untrained] = claims.filter(({ control, choices }) =>
    control === "untrained networks" && choices["label encoding"] === "class-conditional model"
  );
  equal(untrained!.choices["search"], "greedy");
});

Deno.test("networks without a hidden layer are an error, no networks have no claim", () => {
  throws(() => judgeLayerClaim(withBalance({ fc_out: above }), HIDDEN), /layers \[fc_out\]/);
  const result = withBalance({ fc1: above, fc3: below, fc_out: around });
  deepEqual(layerClaims({ ...result, networks: [] }), []);
});

/** All ways in which the d of two layers can lie, in several networks and in one. */
const sides = { above, below, around };
const outcomes = Object.values(sides).flatMap((fc1) =>
  Object.values(sides).flatMap((fc2) => [
    { fc1, fc2, fc_out: around },
    { fc1: fc1.slice(0, 1), fc2: fc2.slice(0, 1), fc_out: [1] },
  ])
);

/** What a text must contain to say of a layer that one end dominates it, or that training shifts it. */
const SAID = {
  trained: {
    redundancy: (layer: string) => `redundancy dominates [^;]*${layer}`,
    synergy: (layer: string) => `synergy dominates [^;]*${layer}`,
    neither: (layer: string) => `neither significantly dominates [^;]*${layer}`,
  },
  difference: {
    redundancy: (layer: string) =>
      `shifts ((?!shift|towards).)*${layer}((?!towards).)*towards redundancy`,
    synergy: (layer: string) =>
      `shifts ((?!shift|towards).)*${layer}((?!towards).)*towards synergy`,
    neither: (layer: string) => `does not significantly shift [^;]*${layer}`,
  },
} as const;

for (const networks of ["trained", "difference"] as const) {
  Deno.test(`titles and verdicts say the same of every layer: ${networks}`, () => {
    for (const layers of outcomes) {
      const result = withBalance(layers);
      const claim = judgeLayerClaim(result, { last: "hidden", networks });
      const title = words(
        (networks === "trained" ? figure1Figure(result) : untrainedFigure(result)).title,
      );
      const several = layers.fc1.length > 1;
      const sideOf = (values: readonly number[]) =>
        several && values === around ? "neither" : values[0]! > 0 ? "redundancy" : "synergy";
      for (const layer of ["fc1", "fc2"] as const) {
        for (const text of [title, claim.statement, claim.reason]) {
          // A title of several shifts does not name layers without a significant one.
          const spelled = text.replace(/both layers|any layer|all 3 layers/i, "fc1 and fc2");
          const said = Object.entries(SAID[networks])
            .filter(([, pattern]) => new RegExp(pattern(layer), "i").test(spelled))
            .map(([side]) => side);
          const silent = networks === "difference" && text !== claim.reason && said.length === 0;
          deepEqual(silent ? ["neither"] : said, [sideOf(layers[layer])], text);
        }
      }
      const holds = [sideOf(layers.fc1) === "redundancy", sideOf(layers.fc2) === "synergy"];
      const verdicts = ["not reproduced", "partly reproduced", "reproduced"];
      equal(claim.former, several ? verdicts[holds.filter(Boolean).length] : "undecided");
      equal(title.startsWith("In network 0, "), !several);
    }
  });
}

Deno.test("statements are short: at most 14 words of four layers, whatever they say", () => {
  const layers = ["fc1", "fc2", "fc3", "fc_out"];
  const all = Object.values(sides);
  for (let code = 0; code < all.length ** layers.length; code++) {
    const result = withBalance(Object.fromEntries(
      layers.map((name, at) => [name, all[Math.floor(code / all.length ** at) % all.length]!]),
    ));
    for (const finding of LAYER_FINDINGS) {
      const { statement, estimates } = finding(result);
      const count = words(statement).split(" ").length;
      ok(count <= 14, `${count} words: ${statement}`);
      ok(estimates.every(({ mean }) => Number.isFinite(mean)));
    }
  }
});

Deno.test("many layers are counted, not named", () => {
  const layers = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [`fc${at + 1}`, at < 5 ? above : at < 8 ? below : around]),
  );
  equal(
    LAYER_FINDINGS[0]!(withBalance(layers)).statement,
    "Redundancy dominates 5 of 9 layers; synergy dominates fc6, fc7 and fc8; neither " +
      "significantly dominates fc9",
  );
});

Deno.test("rows: one per reading, with its three parts and the verdicts on its controls", () => {
  const result = withBalance(
    { fc1: above, fc3: below, fc_out: around },
    { fc1: [2, 2.1, 1.9], fc3: [-2, -2, -2.1], fc_out: around },
  );
  const claims = layerClaims(result);
  const rows = layerClaimRows(claims);
  equal(rows.length, claims.filter(({ control }) => control === undefined).length);
  deepEqual(rows[0], {
    reading: "fc3, all below n, ordinal, exhaustive",
    first: "1.00 (0.75 to 1.25)",
    last: "−1.00 (−1.25 to −0.75)",
    contrast: "−2.00 (−2.50 to −1.50)",
    verdict: "reproduced",
    former: "reproduced",
    untrained: "reproduced",
    change: "contradicted",
    unranked: "",
  });
  const output = rows.find(({ reading }) => reading === "fc_out, all below n, none, exhaustive")!;
  deepEqual([output.verdict, output.former], ["partly reproduced", ""]);
  const alone = layerClaimRows([
    judgeLayerClaim(withBalance({ fc1: above, fc_out: below }), HIDDEN),
  ]);
  deepEqual(alone, [{
    reading: "fc1, all below n, ordinal, exhaustive",
    first: "",
    last: "",
    contrast: "",
    verdict: "not tested",
    former: "undecided",
    untrained: "",
    change: "",
    unranked: "",
  }]);
});

Deno.test("rows: a part without a unit and without values has its mean alone, and no statistics of values", () => {
  const [row] = claimRows([
    judged(
      { quotation: LAYER_CLAIM, choices: {}, statement: "a statement" },
      [{ estimate: { label: "share", mean: 0.5, unit: "" }, words: "half", outcome: "open" }],
      "no interval",
    ),
  ]);
  const { part, estimate, median, above, bootstrap, outcome } = row!;
  deepEqual([part, estimate, median, above, bootstrap, outcome], [
    "share",
    "0.50",
    "",
    "",
    "",
    "open",
  ]);
});

Deno.test("balance by size: sizes that each network has, none without networks", () => {
  const result = inventedLayers([
    { fc1: { exact: bySize(1, 2, 3) } },
    { fc1: { exact: bySize(3, 4, 5) } },
  ]);
  const points = (own: typeof result) => balancePoints(own, "fc1", { search: "exact" });
  deepEqual(
    points(result).map(({ size, values }) => [size, ...values.map((value) => value.toFixed(6))]),
    [
      [2, "1.000000", "3.000000"],
      [3, "2.000000", "4.000000"],
      [4, "3.000000", "5.000000"],
    ],
  );
  // The second network lacks size 3; or the whole layer.
  const { rows } = result;
  const without = rows.filter(({ network, size }) => network === 0 || size !== 3);
  deepEqual(points({ ...result, rows: without }).map(({ size }) => size), [2, 4]);
  const first = rows.filter(({ network }) => network === 0);
  deepEqual(points({ ...result, rows: first }), []);
  deepEqual(points({ ...result, networks: [] }), []);
});
