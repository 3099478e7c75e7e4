import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import type { Figure1Result, LayerExtremes, LayerResult } from "../../lib/experiments/mod.ts";
import {
  judgeLayerClaim,
  layerClaimRows,
  layerClaims,
  layerClaimSentence,
} from "../../lib/experiments/mod.ts";

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
): Figure1Result {
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
  return { networks, samples: 100, targetEntropy: 2.3, renamings: 0 };
}

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
  for (const layer of ["fc3", "fc_out"] as const) {
    Deno.test(`${name}, ${layer} as the last layer: ${verdict}`, () => {
      const other = layer === "fc3" ? "fc_out" : "fc3";
      const claim = judgeLayerClaim(
        invented({ fc1, [layer]: last, [other]: fc1 }),
        { last: layer },
      );
      equal(claim.verdict, verdict);
    });
  }
}

Deno.test("the reason names sides, intervals and units", () => {
  const { reason } = judgeLayerClaim(invented({ fc1: above, fc3: around }), { last: "fc3" });
  equal(
    reason,
    "in fc1 redundancy outweighs synergy (d = 1.44 bits, 95 % interval 1.08 to 1.80 bits); " +
      "in fc3 neither outweighs the other (d = 0.05 bits, 95 % interval −3.54 to 3.64 bits).",
  );
});

Deno.test("trained minus untrained can turn a verdict round", () => {
  const result = invented({ fc1: above, fc3: below }, { fc1: [2, 2.1, 1.9], fc3: [-2, -2, -2.1] });
  equal(judgeLayerClaim(result, { last: "fc3" }).verdict, "reproduced");
  equal(
    judgeLayerClaim(result, { last: "fc3", networks: "difference" }).verdict,
    "not reproduced",
  );
});

Deno.test("exact and greedy extremes are judged apart", () => {
  const result = invented({ fc1: above, fc3: below });
  equal(judgeLayerClaim(result, { last: "fc3", search: "exact" }).verdict, "partly reproduced");
});

Deno.test("every reading is judged, each in one sentence", () => {
  const result = invented({ fc1: above, fc3: below, fc_out: around });
  const sentences = layerClaims(result).map(layerClaimSentence);
  equal(sentences.length, 8);
  equal(new Set(sentences).size, 8);
  ok(sentences[0]!.startsWith(
    "fc3 as the last layer, trained networks, greedy search: reproduced; in fc1 ",
  ));
  equal(layerClaims(invented({ fc1: above, fc_out: below })).length, 4);
});

Deno.test("rows give d with its interval in bits, and no interval for one network", () => {
  const [row] = layerClaimRows(layerClaims(invented({ fc1: above, fc3: below })));
  deepEqual(row, {
    last: "fc3",
    networks: "trained",
    search: "greedy",
    verdict: "reproduced",
    first: "1.44 (1.08 to 1.80)",
    lastLayer: "−1.44 (−1.80 to −1.08)",
  });
  equal(layerClaimRows(layerClaims(invented({ fc1: [1], fc3: [-1] })))[0]!.first, "1.44");
});

Deno.test("a layer that is not there is named", () => {
  throws(() => judgeLayerClaim(invented({ fc1: above }), { last: "fc3" }), /no layer fc3/);
});
