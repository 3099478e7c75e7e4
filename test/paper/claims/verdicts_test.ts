import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import {
  allVerdicts,
  judgeTrainingClaim,
  layerClaims,
  layerClaimSentence,
  subnetworkClaims,
  subnetworkClaimSentence,
} from "../../../lib/paper/mod.ts";
import { flat, inventedLayers } from "../layers/invented.ts";
import { inventedResult } from "../training/figures/invented_results.ts";
import { compared, shifted, WHOLE } from "../subnetworks/invented.ts";

const training = inventedResult({ networks: 3, epochs: 2 });
const layers = { fc1: { exact: flat(2, -1, 4) }, fc_out: { exact: flat(1, -3, 4) } };
const figure1 = inventedLayers([layers, layers, layers]);
const strategies = {
  synergy: shifted(WHOLE, -0.5),
  random: shifted(WHOLE, -1),
  "mi-model": shifted(WHOLE, -1),
  "mi-mixture": shifted(WHOLE, -2),
};
const figure2 = compared(WHOLE, strategies, { removals: ["zero", "frozen"] });
const figure2Validation = compared(WHOLE, strategies, { selection: "validation" });

Deno.test("every claim of every experiment in every reading, in the order of the notebooks", () => {
  const rows = allVerdicts({ training, figure1, figure2, figure2Validation });
  deepEqual(
    rows.map(({ section, verdict }) => `${section} ${verdict}`),
    [
      `3.1 ${judgeTrainingClaim(training).verdict}`,
      // There is one hidden layer, so it is no last one beside a first one.
      ...Array(4).fill("4.1 undecided"),
      "4.1 reproduced",
      "4.1 reproduced",
      "4.1 not reproduced",
      "4.1 not reproduced",
      "4.2 reproduced",
      "4.2 reproduced",
      "4.2 reproduced",
      "4.2 partly reproduced",
      "4.2 partly reproduced",
      "4.2 partly reproduced",
      "1 reproduced",
      "1 reproduced",
      "1 reproduced",
    ],
  );
  equal(new Set(rows.map(({ claim }) => claim)).size, 5);
  equal(new Set(rows.map(({ claim, reading }) => claim + reading)).size, rows.length);
});

Deno.test("readings and reasons are those of the claims themselves", () => {
  const rows = allVerdicts({ training, figure1, figure2 });
  const sentences = rows.map(({ reading, verdict, reason }) => `${reading}: ${verdict}; ${reason}`);
  deepEqual(sentences.slice(1), [
    ...layerClaims(figure1).map(layerClaimSentence),
    ...subnetworkClaims(figure2).map((claim) =>
      subnetworkClaimSentence(claim).slice(claim.name.length + ", ".length)
    ),
  ]);
});

Deno.test("a claim that nothing can judge is undecided, not left out", () => {
  const rows = allVerdicts({
    training: { ...training, runs: [] },
    figure1: inventedLayers([]),
    figure2: compared([], {}),
  });
  deepEqual(
    rows.map(({ section, verdict }) => `${section} ${verdict}`),
    ["3.1 undecided", "4.1 undecided", "4.2 undecided", "4.2 undecided", "1 undecided"],
  );
});
