import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import {
  type Claim,
  claimRows,
  claimSentence,
  claimTable,
  judgeSubnetworkClaim,
  subnetworkClaims,
} from "../../../lib/paper/mod.ts";
import { FROZEN_FINAL, ON_VALIDATION } from "../../../lib/paper/claims/subnetworks.ts";
import { csvText } from "../../../lib/studies/table.ts";
import { headlineOf, variantText } from "../../../lib/studies/verdict.ts";
import { csvRows } from "../../figures/csv_checks.ts";
import {
  ARMS,
  type Cell,
  compared,
  invented,
  LONG_UPDATES,
  type Plan,
  shifted,
  UPDATES,
  WHOLE,
} from "../subnetworks/invented.ts";

function planned(plan: Plan) {
  const strategies = {
    synergy: shifted(WHOLE, -0.5),
    random: shifted(WHOLE, -1),
    "mi-model": shifted(WHOLE, -1),
    "mi-mixture": shifted(WHOLE, -1),
  };
  return compared(WHOLE, strategies, plan);
}

const LOWEST = "lowest accuracy drop";
const readings = (claims: readonly Claim[]) =>
  claims.filter(({ control }) => control === undefined);
const variants = (claims: readonly Claim[], name = LOWEST) =>
  claims.filter(({ quotation }) => quotation.name === name).map(variantText);

Deno.test("all layers at once: removed and frozen by greedy search, removed by exact search", () => {
  const plan = { sizes: [8, "k* exact", "k*"], removals: ["frozen", "zero"] } as const;
  const claims = subnetworkClaims(planned(plan));
  deepEqual(variants(claims), [
    "reduced layers: all hidden; treatment of other neurons: removed; search: greedy; updates: 93,750",
    "reduced layers: all hidden; treatment of other neurons: frozen; search: greedy; updates: 93,750",
    "reduced layers: all hidden; treatment of other neurons: removed; search: exact; updates: 93,750",
  ]);
  deepEqual(claims.map(({ quotation }) => quotation.name), [
    ...new Array(3).fill(LOWEST),
    ...new Array(3).fill("MI methods similar to random"),
    // Of synergy, and of the three baselines.
    ...new Array(12).fill("minimal change"),
  ]);
  equal(new Set(claims.map(claimSentence)).size, 18);
});

/** Sub-networks of every arm, those that `worse` names 40 points below the others. */
const everyArm = (worse: (cell: Cell) => boolean, arms = ARMS) =>
  invented({
    whole: WHOLE,
    longWhole: shifted(WHOLE, 1),
    arms,
    sizes: ["k*", "k* exact"],
    removals: ["zero", "frozen"],
    accuracy: (cell) => (worse(cell) ? 50 : 90) + 0.1 * (cell.network % 3),
  });

const shortArms = ARMS.filter(({ updates }) => updates === undefined);

Deno.test("one layer at a time, removed and frozen, is a reading; controls stand beside", () => {
  const claims = subnetworkClaims(everyArm(() => false, shortArms));
  const own = readings(claims);
  deepEqual(variants(own).slice(3), [
    "reduced layers: fc1 alone; treatment of other neurons: removed; search: greedy; updates: 93,750",
    "reduced layers: fc1 alone; treatment of other neurons: frozen; search: greedy; updates: 93,750",
    "reduced layers: fc2 alone; treatment of other neurons: removed; search: greedy; updates: 93,750",
    "reduced layers: fc2 alone; treatment of other neurons: frozen; search: greedy; updates: 93,750",
    "reduced layers: fc3 alone; treatment of other neurons: removed; search: greedy; updates: 93,750",
    "reduced layers: fc3 alone; treatment of other neurons: frozen; search: greedy; updates: 93,750",
  ]);
  const controls = (name: string) =>
    claims.flatMap(({ control, quotation }) => quotation.name === name ? control ?? [] : []);
  const all = [
    "neurons chosen on training activations",
    "another batch order",
    FROZEN_FINAL,
    "synergy without the label",
    "random among live neurons",
  ];
  deepEqual(controls(LOWEST), all);
  deepEqual(
    controls("MI methods similar to random"),
    all.filter((one) => !one.startsWith("synergy")),
  );
  deepEqual(controls("minimal change"), [
    ...all.filter((one) => !one.startsWith("random")),
    ...["random neurons", "MI model", "MI mixture"].flatMap((name) =>
      new Array(9).fill(`${name} by the same criterion`)
    ),
  ]);
});

Deno.test("with a longer training, that reading makes the headline; the others are short training", () => {
  const result = everyArm(({ strategy, updates }) =>
    strategy === "synergy" && updates === LONG_UPDATES
  );
  const claims = subnetworkClaims(result);
  deepEqual(variants(readings(claims)), [
    "reduced layers: all hidden; treatment of other neurons: removed; search: greedy; updates: 187,500",
  ]);
  const own = claims.filter(({ quotation }) => quotation.name === LOWEST);
  equal(headlineOf(readings(own)), "contradicted");
  const short = own.filter(({ control }) => control === "short training, 93,750 updates");
  equal(short.length, 9);
  ok(short.every(({ verdict }) => verdict === "undecided"));
  // The drop is that from the whole network of the same training.
  const drop = readings(claims).find(({ quotation }) => quotation.name === "minimal change")!;
  const [first] = drop.estimates[0]!.values!;
  equal(first!.toFixed(6), (shifted(WHOLE, 1)[0]! - 50).toFixed(6));
});

const CONTROLS: Readonly<Record<string, (cell: Cell) => boolean>> = {
  "neurons chosen on training activations": ({ selection, strategy }) =>
    selection === "training" && strategy === "synergy",
  "another batch order": ({ batchOrder, strategy }) =>
    batchOrder === "other" && strategy === "synergy",
  [FROZEN_FINAL]: ({ removal, strategy }) => removal === "frozen-final" && strategy === "synergy",
  "synergy without the label": ({ strategy }) => strategy === "synergy-without-label",
  "random among live neurons": ({ strategy }) => strategy === "random-live",
};

for (const [control, worse] of Object.entries(CONTROLS)) {
  Deno.test(`the control “${control}” is judged by its own sub-networks, and alone`, () => {
    const claims = subnetworkClaims(everyArm(worse, shortArms))
      .filter(({ quotation }) => quotation.name === LOWEST);
    const own = control.startsWith("random") ? "partly reproduced" : "contradicted";
    for (const claim of claims) {
      equal(
        claim.verdict,
        claim.control === control ? own : "undecided",
        claim.control ?? "reading",
      );
    }
  });
}

Deno.test("minimal change of the baselines by the same criterion: a control each, over the same readings", () => {
  // Random alone loses little with fc2 frozen, and MI mixture at k* of all layers, removed, by the longer training.
  const lossless = ({ strategy, layers, removal, updates }: Cell) =>
    strategy === "random"
      ? layers === "fc2" && removal === "frozen"
      : strategy === "mi-mixture" && updates === LONG_UPDATES;
  const verdictsOf = (arms: typeof ARMS, updates: number) => {
    const result = invented({
      arms,
      sizes: ["k*", "k* exact"],
      removals: ["zero", "frozen"],
      accuracy: (cell) => lossless(cell) ? 95.5 : 94,
    });
    // Fewer than the paper's, or as many.
    const rows = result.rows.map((row) => row.updates === UPDATES ? { ...row, updates } : row);
    const own = subnetworkClaims({ ...result, rows, updates })
      .filter(({ quotation }) => quotation.name === "minimal change");
    return (name: string) =>
      own.filter(({ control = "" }) => control.startsWith(`${name} by the same criterion`));
  };
  const short = verdictsOf(shortArms, UPDATES);
  for (const name of ["random neurons", "MI model", "MI mixture"]) {
    const own = short(name);
    deepEqual(variants(own, "minimal change").length, 9);
    equal(
      headlineOf(own),
      name === "random neurons"
        ? "depends on the reduced layers and the treatment of other neurons (1 reproduced: fc2 alone, frozen; " +
          "8 contradicted)"
        : "contradicted",
    );
  }
  const long = verdictsOf(ARMS, 500);
  const mixture = Map.groupBy(long("MI mixture"), ({ control }) => control);
  deepEqual([...mixture].map(([control, own]) => [control, own.length, headlineOf(own)]), [
    ["MI mixture by the same criterion", 1, "reproduced"],
    ["MI mixture by the same criterion (short training, 500 updates)", 9, "contradicted"],
  ]);
});

Deno.test("one layer at a time is judged by its own sub-networks", () => {
  const claims = subnetworkClaims(everyArm(
    ({ layers, removal, strategy }) =>
      layers === "fc2" && removal === "frozen" && strategy !== "synergy",
    shortArms,
  ));
  const own = readings(claims).filter(({ quotation }) => quotation.name === LOWEST);
  deepEqual(
    own.filter(({ verdict }) => verdict !== "undecided").map(({ choices, verdict }) => [
      choices["reduced layers"],
      choices["treatment of other neurons"],
      verdict,
    ]),
    [["fc2 alone", "frozen", "reproduced"]],
  );
  equal(
    headlineOf(own),
    "depends on the reduced layers and the treatment of other neurons (1 reproduced: fc2 alone, frozen; " +
      "8 undecided)",
  );
});

Deno.test("only variants that the first criteria judged have a verdict by them", () => {
  const claims = subnetworkClaims(everyArm(() => false, shortArms));
  const former = claims.filter((claim) => claim.former !== undefined);
  deepEqual([
    ...new Set(former.map(({ choices, control }) => `${choices["reduced layers"]} ${control}`)),
  ], [
    "all hidden undefined",
  ]);
  equal(former.length, 9);
});

Deno.test("only variants that the result has are judged", () => {
  deepEqual(variants(subnetworkClaims(planned({ sizes: ["k*"], removals: ["frozen"] }))), [
    "reduced layers: all hidden; treatment of other neurons: frozen; search: greedy; updates: 93,750",
  ]);
  deepEqual(subnetworkClaims(planned({ sizes: [4, 8] })), []);
  deepEqual(subnetworkClaims(compared(WHOLE, {}, { fresh: WHOLE })), []);
  deepEqual(subnetworkClaims(compared([], {})), []);
});

Deno.test("neurons chosen on validation data are a control; its sentence has variant, verdict and reason", () => {
  const claim = subnetworkClaims(planned({ selection: "validation" }), ON_VALIDATION).at(-1)!;
  equal(claim.control, "neurons chosen on validation data");
  equal(claim.former, "reproduced");
  equal(
    claimSentence(claim),
    "minimal change (control: neurons chosen on validation data; reduced layers: all hidden; treatment of other neurons: " +
      "removed; search: greedy; updates: 93,750; neurons chosen on: validation data): reproduced; the synergistic sub-network is 0.50 points below the whole " +
      "network (0.42 to 0.58): at most 1 point below; by the same criterion: random, MI model and MI " +
      "mixture undecided; 95 % interval, over 10 networks.",
  );
});

Deno.test("a study that chooses on validation data alone has readings", () => {
  const [first] = subnetworkClaims(planned({ selection: "validation" }));
  equal(first!.control, undefined);
  equal(first!.choices["neurons chosen on"], "validation data");
});

Deno.test("a control names its own strategies", () => {
  const claims = subnetworkClaims(everyArm(() => false, shortArms));
  const about = (control: string, name: string) =>
    claims.find((claim) => claim.control === control && claim.quotation.name === name)!;
  ok(
    about("random among live neurons", "MI methods similar to random").statement.includes(
      "of random, live",
    ),
  );
  ok(
    about("synergy without the label", "minimal change").reason
      .startsWith("the sub-network of synergy without label is "),
  );
});

Deno.test("a variant at a number of neurons says the number", () => {
  const result = planned({ sizes: [8] });
  const { choices, statement } = judgeSubnetworkClaim(LOWEST, result, { size: 8, removal: "zero" });
  equal(choices.search, "8 neurons per layer");
  ok(statement.endsWith("with 8 neurons per layer"), statement);
});

Deno.test("a row per part, with what stands beside its interval", () => {
  const claims = subnetworkClaims(planned({}));
  const rows = claimRows(claims);
  deepEqual(rows.map(({ part, outcome }) => `${part}: ${outcome}`), [
    "synergy − random (points): established",
    "synergy − MI model (points): established",
    "synergy − MI mixture (points): established",
    "MI model − random (points): established",
    "MI mixture − random (points): established",
    "synergy − random (points): beside the claim",
    "whole network − synergy (points): established",
    "whole network − random (points): open",
    "whole network − MI model (points): open",
    "whole network − MI mixture (points): open",
  ]);
  deepEqual(rows.at(-4), {
    claim: "minimal change",
    control: "",
    variant:
      "reduced layers: all hidden; treatment of other neurons: removed; search: greedy; updates: 93,750",
    verdict: "reproduced",
    former: "reproduced",
    part: "whole network − synergy (points)",
    estimate: "0.50 (0.42 to 0.58), 95 %",
    median: "0.50",
    above: "10 of 10",
    bootstrap: "0.44 to 0.56",
    outcome: "established",
  });
});

Deno.test("the table of claims has every choice, number and outcome in columns of their own", () => {
  const claims = subnetworkClaims(everyArm(() => false));
  const rows = csvRows(csvText(claimTable(claims)));
  equal(rows.length, claims.reduce((sum, { parts }) => sum + parts.length, 0));
  const choices = new Set(claims.flatMap((claim) => Object.keys(claim.choices)));
  const header = Object.keys(rows[0]!);
  for (
    const name of [
      "reduced layers",
      "treatment of other neurons",
      "search",
      "updates",
      "neurons chosen on",
      "batch order",
    ]
  ) {
    ok(choices.has(name) && header.includes(name.replaceAll(" ", "_")), name);
  }
  const similar = rows.find(({ claim, part }) =>
    claim === "MI methods similar to random" && part === "synergy − random"
  )!;
  equal(similar.outcome, "");
  equal(Number(similar.smallest_margin), Math.max(-Number(similar.lower), Number(similar.upper)));
  equal(similar.networks, "10");
});

Deno.test("a claim without comparisons has no rows", () => {
  const claims = subnetworkClaims(compared(WHOLE, { synergy: WHOLE }));
  deepEqual(claims.map(({ verdict }) => verdict), ["not tested", "not tested", "reproduced"]);
  equal(claimRows(claims).length, 1);
});
