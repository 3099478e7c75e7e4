import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import {
  judgeLayerClaim,
  layerClaimRows,
  layerClaims,
  layerClaimSentence,
  type LayerExtremes,
  type LayerResult,
  type LayerSearchResult,
} from "../../../lib/paper/mod.ts";
import type { Layer } from "../../../lib/models/mod.ts";

/** Extremes of sizes 2..4 with max Ω + min Ω = `dominance` nats at every size but the last. */
function extremes(dominance: number): LayerExtremes[] {
  const scored = (oInformation: number) => ({
    multiplet: [0, 1],
    oInformation,
    featuresOInformation: 0,
    targetContribution: 0,
  });
  return [2, 3, 4].map((size) => ({
    size,
    synergy: scored(size === 4 ? -50 : -1),
    // The last size is one multiplet at both ends; it must not count.
    redundancy: scored(size === 4 ? -50 : 1 + dominance),
  }));
}

/** One value of d per network and layer, in nats, for trained and untrained networks. */
function invented(
  trained: Record<string, number[]>,
  untrained: Record<string, number[]> = {},
): LayerSearchResult {
  const count = Object.values(trained)[0]!.length;
  const networks = Array.from({ length: count }, (_, index) => ({
    index,
    layers: Object.entries(trained).map(([layer, values]) => {
      const before = extremes(untrained[layer]?.[index] ?? 0);
      const own = extremes(values[index]!);
      return {
        layer,
        exact: own.map((one) => ({ ...one, synergy: { ...one.synergy, oInformation: -9 } })),
        greedy: own,
        untrained: { exact: before, greedy: before },
      } as unknown as LayerResult;
    }),
  }));
  const layers = Object.keys(trained).map((name, at, all): Layer => {
    const role = at < all.length - 1 ? "hidden" : "output";
    return { name, role, units: 20, columnsPerUnit: 1 };
  });
  return { layers, networks, samples: 100, targetEntropy: 2.3, renamings: 0 };
}

const HIDDEN = { last: "hidden" } as const;

const above = [1, 1.1, 0.9];
const below = [-1, -1.1, -0.9];
const around = [-1, 1, 0.1];

const cases: [string, number[], number[], string][] = [
  ["both hold", above, below, "reproduced"],
  ["only the first holds", above, around, "partly reproduced"],
  ["only the last holds", around, below, "partly reproduced"],
  ["the opposite of both", below, above, "not reproduced"],
  ["neither is clear", around, around, "not reproduced"],
  ["one network only", [1], [-1], "undecided"],
];

for (const [name, fc1, last, verdict] of cases) {
  Deno.test(`${name}, the last hidden layer as the last one: ${verdict}`, () => {
    const claim = judgeLayerClaim(invented({ fc1, fc2: fc1, fc3: last, fc_out: fc1 }), HIDDEN);
    equal(claim.verdict, verdict);
  });
  Deno.test(`${name}, the output layer as the last one: ${verdict}`, () => {
    const result = invented({ fc1, fc2: fc1, fc3: fc1, fc_out: last });
    equal(judgeLayerClaim(result, { last: "output" }).verdict, verdict);
  });
}

for (const hidden of [2, 3, 4, 7]) {
  Deno.test(`of ${hidden} hidden layers the last one is fc${hidden}`, () => {
    const layers = Array.from({ length: hidden }, (_, l) => [
      `fc${l + 1}`,
      l === 0 ? above : l === hidden - 1 ? below : around,
    ]);
    const result = invented({ ...Object.fromEntries(layers), fc_out: around });
    const claims = layerClaims(result);
    equal(claims.length, 8);
    const [literal] = claims;
    equal(literal!.verdict, "reproduced");
    deepEqual([literal!.first.layer, literal!.last.layer], ["fc1", `fc${hidden}`]);
    ok(layerClaimSentence(literal!).startsWith(`fc${hidden} as the last layer, `));
    equal(claims[4]!.last.layer, "fc_out");
  });
}

Deno.test("with one hidden layer, that reading is undecided and says why", () => {
  const claims = layerClaims(invented({ fc1: above, fc_out: below }));
  deepEqual(claims.map(({ verdict }) => verdict).slice(0, 4), Array(4).fill("undecided"));
  ok(claims[0]!.reason.startsWith("fc1 is the first and the last hidden layer"));
  equal(claims[4]!.verdict, "reproduced");
});

Deno.test("a layer of two neurons has no d: undecided, not judged", () => {
  const result = invented({ fc1: above, fc2: [NaN, NaN, NaN], fc_out: below });
  const { verdict, reason } = judgeLayerClaim(result, HIDDEN);
  equal(verdict, "undecided");
  ok(
    reason.endsWith("fc2 has fewer than three neurons that can be analysed, so d is not defined."),
  );
  equal(layerClaimRows([judgeLayerClaim(result, HIDDEN)])[0]!.lastLayer, "");
});

Deno.test("the reason names sides, intervals and units", () => {
  const { reason } = judgeLayerClaim(invented({ fc1: above, fc3: around, fc_out: around }), HIDDEN);
  equal(
    reason,
    "in fc1 redundancy outweighs synergy (d = 1.44 bits, 95 % interval 1.08 to 1.80 bits); " +
      "in fc3 neither outweighs the other (d = 0.05 bits, 95 % interval −3.54 to 3.64 bits).",
  );
});

Deno.test("trained minus untrained can turn a verdict round", () => {
  const result = invented(
    { fc1: above, fc3: below, fc_out: around },
    { fc1: [2, 2.1, 1.9], fc3: [-2, -2, -2.1] },
  );
  equal(judgeLayerClaim(result, HIDDEN).verdict, "reproduced");
  equal(
    judgeLayerClaim(result, { last: "hidden", networks: "difference" }).verdict,
    "not reproduced",
  );
});

Deno.test("exact and greedy extremes are judged apart", () => {
  const result = invented({ fc1: above, fc3: below, fc_out: around });
  equal(judgeLayerClaim(result, { last: "hidden", search: "exact" }).verdict, "partly reproduced");
});

Deno.test("every reading is judged, each in one sentence", () => {
  const result = invented({ fc1: above, fc3: below, fc_out: around });
  const sentences = layerClaims(result).map(layerClaimSentence);
  equal(sentences.length, 8);
  equal(new Set(sentences).size, 8);
  ok(sentences[0]!.startsWith(
    "fc3 as the last layer, trained networks, greedy search: reproduced; in fc1 ",
  ));
});

Deno.test("rows give d with its interval in bits, and no interval for one network", () => {
  const [row] = layerClaimRows(layerClaims(invented({ fc1: above, fc3: below, fc_out: around })));
  deepEqual(row, {
    last: "fc3",
    networks: "trained",
    search: "greedy",
    verdict: "reproduced",
    first: "1.44 (1.08 to 1.80)",
    lastLayer: "−1.44 (−1.80 to −1.08)",
  });
  equal(
    layerClaimRows(layerClaims(invented({ fc1: [1], fc3: [-1], fc_out: [1] })))[0]!.first,
    "1.44",
  );
});

Deno.test("networks that differ in their layers, or have no hidden one, are named", () => {
  const result = invented({ fc1: above, fc3: below, fc_out: around });
  const [first, second, third] = result.networks;
  const shorter = { ...second!, layers: second!.layers.slice(0, 1) };
  throws(
    () => judgeLayerClaim({ ...result, networks: [first!, shorter, third!] }, HIDDEN),
    /Network 1 has no layer fc3/,
  );
  throws(() => judgeLayerClaim(invented({ fc_out: above }), HIDDEN), /layers \[fc_out\]/);
  deepEqual(layerClaims({ ...result, networks: [] }), []);
});
