import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { exactCost } from "../../lib/search/cost/cost.ts";
import {
  ConfigError,
  CONTROLS,
  openContext,
  openRunner,
  requireStudy,
  resolveConfig,
  type SearchingStudy,
  studyCost,
  type StudyRequest,
} from "../../lib/paper/mod.ts";
import { inFolder } from "../in_folder.ts";
import { withVariables } from "../with_variables.ts";
import { permitted } from "../permitted.ts";

const GIB = 2 ** 30;
const limits = { maxSeconds: 1800, maxBytes: 4 * GIB };

function request(hiddenWidths: number[], changes: Partial<StudyRequest> = {}): StudyRequest {
  const config = {
    ...resolveConfig("smoke", { permutations: 0 }),
    subnetworkSizes: [4, "k*" as const],
    hiddenWidths,
  };
  return { config, classes: 10, workers: 1, ...changes };
}

/** The message of the refusal; `undefined` where a study may begin. */
function refusalOf(study: SearchingStudy, asked: StudyRequest): string | undefined {
  try {
    requireStudy(study, asked, limits);
    return undefined;
  } catch (error) {
    ok(error instanceof ConfigError);
    return error.message;
  }
}

Deno.test("figure 1 is refused where the tables of all workers do not fit, with what does", () => {
  for (const widths of [[20, 20, 20], [24], [26, 26]]) {
    equal(refusalOf("layers", request(widths)), undefined, `${widths}`);
  }
  // 16 · 2²⁷ bytes are 2 GiB, and some for the levels.
  equal(refusalOf("layers", request([20, 27], { workers: 1 })), undefined);
  match(
    refusalOf("layers", request([20, 27], { workers: 2 }))!,
    new RegExp(
      "^Figure 1 searches all multiplets of fc2, which has 27 units: about \\d+ min in each network, " +
        "and 2\\.0 GiB for each of 2 workers\\. At most 30 min, 4\\.0 GiB for all workers, 30 units are " +
        "allowed\\. Possible: layers of at most 26 units; layers of at most 27 units with " +
        "--workers 1; training alone \\(train\\); figure 2 alone \\(retrain-subnetworks\\)$",
    ),
  );
  match(
    refusalOf("layers", request([31]))!,
    /fc1, which has 31 units.* at most 27 units; training/,
  );
});

Deno.test("tests of extremes add an exact search per permutation, and can be left out", () => {
  const asked = (permutations: number, width = 20) => {
    const { config, ...rest } = request([width], { classes: 1 });
    return { ...rest, config: { ...config, networks: 1, permutations } };
  };
  const searches = (permutations: number) =>
    (studyCost("layers", asked(permutations)).multiplets -
      studyCost("layers", asked(0)).multiplets) /
    exactCost([{ variables: 20 }]).multiplets;
  // Searched eight at a time, and then one half of the samples.
  equal(Math.round(searches(16)), 17);
  equal(Math.round(searches(19)), 25);
  equal(studyCost("subnetworks", asked(19)).seconds, studyCost("subnetworks", asked(0)).seconds);
  equal(refusalOf("layers", asked(0, 26)), undefined);
  match(refusalOf("layers", asked(9999, 26))!, /no tests of extremes \(--set permutations=0\)/);
});

Deno.test("there are no more workers than layers of all networks", () => {
  const { config } = request([27]);
  const asked = { config: { ...config, networks: 1 }, classes: 10, workers: 64 };
  match(refusalOf("layers", asked)!, /for each of 2 workers/);
});

Deno.test("the output layer counts in figure 1, not in figure 2", () => {
  const asked = request([20], { classes: 40 });
  // Narrower hidden layers are no help.
  match(
    refusalOf("layers", asked)!,
    /of fc_out, which has 40 units: .*Possible: training alone \(train\); figure 2 alone \(retrain-subnetworks\)$/,
  );
  equal(refusalOf("subnetworks", asked), undefined);
});

Deno.test("a search that takes too long is refused, however small its tables", () => {
  const wide = request([20, 300]);
  match(
    refusalOf("subnetworks", wide)!,
    /^Figure 2 .* of fc2, which has 300 units: about [\d.]+ hours in/,
  );
  match(
    refusalOf("subnetworks", wide)!,
    /Possible: layers of at most 2\d\d units; training alone \(train\)$/,
  );
  equal(refusalOf("subnetworks", request([20, 100])), undefined);
});

Deno.test("k* of the exact search is refused with a layer of more than 24 neurons", () => {
  const asked = (hiddenWidths: number[], sizes: StudyRequest["config"]["subnetworkSizes"]) => {
    const { config } = request(hiddenWidths);
    return refusalOf("subnetworks", request([], { config: { ...config, subnetworkSizes: sizes } }));
  };
  equal(asked([24, 20], [4, "k* exact"]), undefined);
  equal(asked([20, 25], [4, "k*"]), undefined);
  equal(
    asked([20, 25], [4, "k*", "k* exact"]),
    'Sub-networks of size "k* exact" need an exact search of all hidden layers, and fc2 has 25 units; ' +
      "layers of at most 24 are searched exactly. Possible: --set 'subnetworkSizes=[4,\"k*\"]', whose " +
      "multiplets the greedy search chooses; or hidden layers of at most 24 units",
  );
  match(asked([25], ["k* exact"])!, /subnetworkSizes=\["k\*"\]/);
});

Deno.test("figure 1 searches each layer under 14 targets, and under 4 before training", () => {
  const { config } = request([20]);
  const one = { config: { ...config, networks: 1 }, classes: 20, workers: 1 };
  const { multiplets, bytes } = studyCost("layers", one);
  const exact = exactCost([{ variables: 20 }]);
  // The tables of one search at a time; the finds of all.
  ok(bytes >= exact.bytes && bytes < exact.bytes + 18 * 20 * 1024, `${bytes}`);
  // Two layers, four encodings in two states; greedy compares C(20, k) up to 6, and two ends above.
  const greedy = (multiplets / 2 - 18 * exact.multiplets) / 8;
  equal(greedy, 20 + 190 + 1140 + 4845 + 15_504 + 38_760 + 2 * (14 * 15) / 2);
});

Deno.test("each arm of figure 2 that chooses neurons anew adds its searches; none makes a layer too wide", () => {
  const cost = (changes: Partial<StudyRequest["config"]>) => {
    const plain = { controls: [], oneLayerAtATime: false, longTrainingEpochs: null };
    const config = { ...request([20, 20]).config, networks: 1, ...plain, ...changes };
    return studyCost("subnetworks", request([], { config }));
  };
  const { multiplets } = cost({});
  const greedy = cost({ controls: ["training-activations"] }).multiplets - multiplets;
  equal(greedy, 2 * (20 + 190 + 1140 + 4845 + 15_504 + 38_760 + 2 * (14 * 15) / 2));
  const searches = (changes: Partial<StudyRequest["config"]>) =>
    (cost(changes).multiplets - multiplets) / greedy;
  equal(searches({ controls: ["synergy-without-label"] }), 2);
  equal(searches({ controls: ["random-live"], oneLayerAtATime: true }), 1);
  equal(searches({ controls: CONTROLS, oneLayerAtATime: true }), 3);
  equal(searches({ controls: CONTROLS, oneLayerAtATime: true, subnetworkSizes: [4] }), 0);
  equal(cost({ longTrainingEpochs: 99 }).multiplets, 2 * multiplets);
  ok(cost({ longTrainingEpochs: 99 }).seconds > cost({}).seconds);
});

Deno.test("a layer of any width is refused in numbers", () => {
  for (const width of [1023, 1024, 1100, 65_536]) {
    const message = refusalOf("layers", request([width]))!;
    match(message, /10\^\d+ years in each network/);
    ok(!/NaN|undefined/.test(message), message);
  }
});

Deno.test("networks and layers add up; workers share the time and have memory of their own", () => {
  for (const study of ["layers", "subnetworks"] as const) {
    const alone = studyCost(study, request([18, 20]));
    const config = { ...request([18, 20]).config, networks: 6 };
    const more = studyCost(study, request([], { config }));
    ok(Math.abs(more.seconds - 2 * alone.seconds) < 1e-9 * more.seconds);
    const shared = studyCost(study, request([18, 20], { workers: 2 }));
    ok(
      Math.abs(shared.seconds * Math.min(2, navigator.hardwareConcurrency) - alone.seconds) < 1e-9,
    );
    equal(shared.bytes, 2 * alone.bytes);
  }
});

Deno.test(
  "a study that cannot be done is not opened, and trains nothing",
  permitted,
  () =>
    inFolder((folder) =>
      withVariables({ MULTIPLET_DATA: folder }, async () => {
        const config = resolveConfig("smoke", { hiddenWidths: [31, 20, 20] });
        using runner = openRunner({ workers: 1 });
        const layers = openContext(config, runner, { study: "layers" });
        await rejects(layers, /^ConfigError: Figure 1 .* fc1, which has 31 units/);
        await rejects(openContext(config, runner, { study: "subnetworks" }), /"k\* exact"/);
        const { dataset } = await openContext(config, runner);
        equal(dataset.classes.length, 10);
        deepEqual([...Deno.readDirSync(folder)], []);
      })
    ),
);

Deno.test("a study takes at least as long as its longest job, however many workers there are", () => {
  const request = (hiddenWidths: number[], workers: number) => ({
    config: {
      ...resolveConfig("smoke", { permutations: 0 }),
      ...{ networks: 1, hiddenWidths, subnetworkSizes: [3] },
    },
    classes: 2,
    workers,
  });
  const seconds = (study: "layers" | "subnetworks", widths: number[], workers: number) =>
    studyCost(study, request(widths, workers)).seconds;
  // One wide layer is the work of one worker; in figure 2 so is one network.
  ok(seconds("layers", [22, 4], 2) > 0.95 * seconds("layers", [22, 4], 1));
  equal(seconds("subnetworks", [18, 18], 2), seconds("subnetworks", [18, 18], 1));
  // Layers alike are shared.
  const alike = seconds("layers", [18, 18, 18, 18], 2) / seconds("layers", [18, 18, 18, 18], 1);
  equal(alike < 0.6, navigator.hardwareConcurrency > 1);
});
