import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { subnetworkAccuracies, UnpairedNetworksError } from "../../../lib/paper/mod.ts";
import { inventedFigure2 } from "./invented_figure2.ts";

const choice = { size: "k*", removal: "zero" } as const;

Deno.test("one accuracy per network in the order of the result, the mean of draws where there are several", () => {
  const result = inventedFigure2([96, 97], { synergy: [50, 75], random: [25, 50] });
  deepEqual(result.networks[1]!.retrainings.map(({ testAccuracy }) => testAccuracy), [
    0.75,
    0.53,
    0.47,
  ]);
  deepEqual(subnetworkAccuracies(result, { ...choice, strategy: "synergy" }), [0.5, 0.75]);
  deepEqual(subnetworkAccuracies(result, { ...choice, strategy: "random" }), [0.25, 0.5]);
});

Deno.test("rewound and fresh, sizes and removals are told apart", () => {
  const result = inventedFigure2([96], { random: [25] }, { fresh: [75] });
  const random = { ...choice, strategy: "random" } as const;
  deepEqual(subnetworkAccuracies(result, { ...random, start: "rewound" }), [0.25]);
  deepEqual(subnetworkAccuracies(result, { ...random, start: "fresh" }), [0.75]);
  equal(subnetworkAccuracies(result, { ...random, size: "k* exact" }), undefined);
  equal(subnetworkAccuracies(result, { ...random, removal: "frozen" }), undefined);
});

Deno.test("what no network has is undefined, also without networks", () => {
  equal(
    subnetworkAccuracies(inventedFigure2([96], {}), { ...choice, strategy: "synergy" }),
    undefined,
  );
  equal(
    subnetworkAccuracies(inventedFigure2([], {}), { ...choice, strategy: "synergy" }),
    undefined,
  );
});

Deno.test("what only some networks have is an error that names the others", () => {
  const whole = inventedFigure2([96, 97, 98], { synergy: [50, 75, 60] });
  const [first, ...others] = whole.networks;
  const damaged = {
    ...whole,
    networks: [first!, ...others.map((network) => ({ ...network, retrainings: [] }))],
  };
  throws(
    () => subnetworkAccuracies(damaged, { ...choice, strategy: "synergy" }),
    (error: Error) =>
      error instanceof UnpairedNetworksError &&
      /: 1, 2 lack the re-training of synergy at size k\* \(zero, rewound\)/.test(error.message),
  );
});
