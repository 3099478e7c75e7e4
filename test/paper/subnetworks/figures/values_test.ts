import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { drawsNote, estimatesOf } from "../../../../lib/paper/subnetworks/figures/values.ts";
import { STRATEGY_STYLES } from "../../../../lib/paper/subnetworks/figures/styles.ts";
import { invented } from "../invented.ts";

const { synergy, random } = STRATEGY_STYLES;
/** Random neurons: draw 0 has 90 %, draw 1 has 95 % when rewound, 50 % when fresh; synergy one more a network. */
const result = invented({
  networks: 2,
  sizes: [8],
  strategies: ["synergy", "random"],
  removals: ["zero"],
  accuracy: ({ strategy, start, draw, network }) =>
    start === "fresh" ? 50 : strategy === "random" ? 90 + 5 * draw : 93 + network,
});

Deno.test("estimates: means over networks of the means over draws, with the rows behind them", () => {
  const [first, second, ...none] = estimatesOf(result, { sizes: [4, 8] });
  deepEqual(none, []);
  deepEqual([first!.style, first!.column, first!.mean], [synergy, "Other neurons removed", 93.5]);
  deepEqual(second!.values.map(({ network, value, draws }) => [network, value, draws]), [
    [0, 92.5, 2],
    [1, 92.5, 2],
  ]);
  const { strategy, size, removal, start, sizes, whole } = second!.values[0]!;
  deepEqual([strategy, size, removal, start, sizes, whole], [
    ...["random", 8, "zero", "rewound"],
    [8, 8, 8],
    96,
  ]);
});

Deno.test("differences are of the same network, without what is subtracted", () => {
  const differences = estimatesOf(result, { sizes: [8], minus: random });
  deepEqual(differences.map(({ strategy, values }) => [strategy, values.map((one) => one.value)]), [
    ["synergy", [0.5, 1.5]],
  ]);
  const fresh = { ...random, start: "fresh" } as const;
  const rewound = estimatesOf(result, { sizes: [8], kinds: [random], minus: fresh });
  deepEqual(rewound.map(({ mean }) => mean), [42.5]);
});

Deno.test("columns can be ablations", () => {
  const ablated = estimatesOf(result, { sizes: [8], kinds: [random], columns: [{ column: "a" }] });
  deepEqual(ablated.map(({ column, removal }) => [column, removal]), [["a", undefined]]);
  equal(ablated[0]!.values[0]!.draws, 2);
});

Deno.test("draws are mentioned where there are several", () => {
  const [own] = estimatesOf(result, { sizes: [8], kinds: [random] });
  equal(drawsNote(own!.values), "Random: mean over 2 draws per network.");
  equal(drawsNote([]), "");
});
