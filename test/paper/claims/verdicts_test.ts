import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import {
  allClaims,
  allVerdicts,
  judgeTrainingClaim,
  layerClaims,
  subnetworkClaims,
} from "../../../lib/paper/mod.ts";
import { verdictRow } from "../../../lib/paper/claims/claim.ts";
import { labelDependenceFinding } from "../../../lib/paper/claims/shared_neurons.ts";
import { decimal } from "../../../lib/statistics/words.ts";
import { claimSummaries, variantText } from "../../../lib/studies/verdict.ts";
import { flat, inventedLayers } from "../layers/invented.ts";
import { inventedResult } from "../training/figures/invented_results.ts";
import { ARMS, compared, invented, shifted, WHOLE } from "../subnetworks/invented.ts";

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

Deno.test("every claim of every experiment in every variant, in the order of the notebooks", () => {
  const rows = allVerdicts({ training, figure1, figure2, figure2Validation });
  deepEqual(
    claimSummaries(rows).map(({ section, headline, controls }) => [
      section,
      headline,
      controls.map(({ name, headline }) => `${name}: ${headline}`),
    ]),
    [
      ["3.1", judgeTrainingClaim(training).verdict, []],
      // There is one hidden layer, so that it is no last one beside a first one: only the output layer is judged. Before
      // training the invented layers are the same, so that training changes nothing.
      ["4.1", "reproduced", ["untrained networks: reproduced", "change by training: undecided"]],
      ["4.2", "reproduced", ["neurons chosen on validation data: reproduced"]],
      ["4.2", "mixed", ["neurons chosen on validation data: mixed"]],
      ["1", "reproduced", [
        "random neurons by the same criterion: undecided",
        "MI model by the same criterion: undecided",
        "MI mixture by the same criterion: contradicted",
        "neurons chosen on validation data: reproduced",
      ]],
    ],
  );
  equal(new Set(rows.map(({ claim }) => claim)).size, 5);
  equal(
    new Set(rows.map((row) => `${row.claim} ${row.control} ${variantText(row)}`)).size,
    rows.length,
  );
});

Deno.test("rows are those of the claims themselves", () => {
  const results = { training, figure1, figure2 };
  const claims = allClaims(results);
  deepEqual(allVerdicts(results), claims.map(verdictRow));
  deepEqual(claims.slice(1), [...layerClaims(figure1), ...subnetworkClaims(figure2)]);
});

Deno.test("beside the control without the label: the direct comparison with synergy, and the overlap of both", () => {
  const arms = ARMS.filter(({ updates }) => updates === undefined);
  const results = { training, figure1, figure2: invented({ sizes: ["k*"], arms }) };
  const noted = allClaims(results).filter(({ note }) => note?.startsWith("Control "));
  deepEqual(noted.map(({ quotation, control }) => [quotation.name, control]), [
    ["lowest accuracy drop", "synergy without the label"],
  ]);
  const { statement, note, estimates } = labelDependenceFinding(results.figure2)!;
  equal(
    noted[0]!.note,
    `Control “synergy without the label”: ${statement}, by chance ${
      decimal(estimates[1]!.mean)
    }. ${note}`,
  );
  ok(note.includes("accuracy: ") && statement.includes("(Jaccard index "));
});

Deno.test("a claim that nothing can judge is not tested, and not left out", () => {
  const rows = allVerdicts({
    training: { ...training, runs: [] },
    figure1: inventedLayers([]),
    figure2: compared([], {}),
  });
  deepEqual(
    rows.map(({ section, verdict }) => `${section} ${verdict}`),
    ["3.1", "4.1", "4.2", "4.2", "1"].map((section) => `${section} not tested`),
  );
  ok(claimSummaries(rows).every(({ headline }) => headline === "not tested by this preset"));
});
