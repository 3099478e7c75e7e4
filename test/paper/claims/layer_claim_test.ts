import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import {
  judgeLayerClaim,
  LAYER_FINDINGS,
  layerClaimRows,
  layerClaims,
  layerClaimSentence,
} from "../../../lib/paper/mod.ts";
import { figure1Figure, untrainedFigure } from "../../../lib/paper/figures.ts";
import { words } from "../../figures/svg_checks.ts";
import { flat, inventedLayers, withBalance } from "../layers/invented.ts";

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
    const claim = judgeLayerClaim(withBalance({ fc1, fc2: fc1, fc3: last, fc_out: fc1 }), HIDDEN);
    equal(claim.verdict, verdict);
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
  const claims = layerClaims(withBalance({ fc1: above, fc_out: below }));
  deepEqual(claims.map(({ verdict }) => verdict).slice(0, 4), Array(4).fill("undecided"));
  ok(claims[0]!.reason.startsWith("fc1 is the first and the last hidden layer"));
  equal(claims[4]!.verdict, "reproduced");
});

Deno.test("a layer of two neurons has no d: undecided, not judged", () => {
  const two = { exact: flat(0, 0, 1) };
  const result = inventedLayers([1, 2, 3].map(() => (
    { fc1: { exact: flat(2, -1) }, fc2: two, fc_out: { exact: flat(1, -2) } }
  )));
  const { verdict, reason } = judgeLayerClaim(result, HIDDEN);
  equal(verdict, "undecided");
  ok(
    reason.endsWith("fc2 has fewer than three neurons that can be analysed, so d is not defined."),
  );
  equal(layerClaimRows([judgeLayerClaim(result, HIDDEN)])[0]!.lastLayer, "");
});

Deno.test("the reason names sides, intervals and units", () => {
  const { reason } = judgeLayerClaim(
    withBalance({ fc1: above, fc3: around, fc_out: around }),
    HIDDEN,
  );
  equal(
    reason,
    "redundancy dominates fc1 (d = 1.00 bits, 95 % interval 0.75 to 1.25 bits); " +
      "neither significantly dominates fc3 (d = 0.03 bits, 95 % interval −2.45 to 2.52 bits).",
  );
});

Deno.test("the change by training is worded as a change, and can turn a verdict round", () => {
  const result = withBalance(
    { fc1: above, fc3: below, fc_out: around },
    { fc1: [2, 2.1, 1.9], fc3: [-2, -2, -2.1] },
  );
  equal(judgeLayerClaim(result, HIDDEN).verdict, "reproduced");
  const change = judgeLayerClaim(result, { last: "hidden", networks: "difference" });
  equal(change.verdict, "not reproduced");
  ok(
    change.reason.startsWith(
      "training shifts fc1 towards synergy (change of d: −1.00 bits, 95 % interval ",
    ),
    change.reason,
  );
  ok(layerClaimSentence(change).startsWith("fc3 as the last layer, change by training, greedy "));
});

Deno.test("exact and greedy extremes are judged apart", () => {
  const layer = { greedy: flat(1, -9), exact: flat(9, -1) };
  const redundant = { exact: flat(2, -1) };
  const result = inventedLayers([1, 2].map(() => (
    { fc1: redundant, fc3: layer, fc_out: redundant }
  )));
  equal(judgeLayerClaim(result, HIDDEN).verdict, "reproduced");
  equal(judgeLayerClaim(result, { last: "hidden", search: "exact" }).verdict, "partly reproduced");
});

Deno.test("every reading is judged, each in one sentence", () => {
  const result = withBalance({ fc1: above, fc3: below, fc_out: around });
  const sentences = layerClaims(result).map(layerClaimSentence);
  equal(sentences.length, 8);
  equal(new Set(sentences).size, 8);
  ok(sentences[0]!.startsWith(
    "fc3 as the last layer, trained networks, greedy search: reproduced; redundancy dominates fc1 ",
  ));
});

Deno.test("rows give d with its interval in bits, and no interval for one network", () => {
  const [row] = layerClaimRows(
    layerClaims(withBalance({ fc1: above, fc3: below, fc_out: around })),
  );
  deepEqual(row, {
    last: "fc3",
    networks: "trained networks",
    search: "greedy",
    verdict: "reproduced",
    first: "1.00 (0.75 to 1.25)",
    lastLayer: "−1.00 (−1.25 to −0.75)",
  });
  equal(
    layerClaimRows(layerClaims(withBalance({ fc1: [1], fc3: [-1], fc_out: [1] })))[0]!.first,
    "1.00",
  );
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
      equal(claim.verdict, several ? verdicts[holds.filter(Boolean).length] : "undecided");
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
