/** Strategies and kinds of sub-networks stay apart: by colour, by marker and by stroke. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { STRATEGY_STYLES } from "../../../../lib/paper/subnetworks/figures/styles.ts";
import { LOTTERY_KINDS } from "../../../../lib/paper/subnetworks/figures/accuracy_by_size.ts";
import { STRATEGIES, STRATEGY_NAMES } from "../../../../lib/selection/strategies.ts";
import { colourDistance, contrast, type Vision, VISIONS } from "../../../figures/colour_vision.ts";

/** Strategies that vary another one, which has the same colour. */
const VARIED = {
  "synergy-without-label": "synergy",
  "random-live": "random",
  "synergy-greedy": "synergy",
} as const;

const families = {
  strategies: STRATEGY_NAMES.filter((strategy) => !(strategy in VARIED))
    .map((strategy) => STRATEGY_STYLES[strategy]),
  kinds: LOTTERY_KINDS,
};

Deno.test("every strategy has a look", () => {
  deepEqual(Object.keys(STRATEGY_STYLES), [...STRATEGIES.names]);
});

Deno.test("a strategy that varies another one has its colour, and a marker and a stroke of its own", () => {
  for (const [strategy, varied] of Object.entries(VARIED)) {
    const own = STRATEGY_STYLES[strategy as keyof typeof VARIED];
    equal(own.colour, STRATEGY_STYLES[varied].colour);
    ok(own.dashes !== STRATEGY_STYLES[varied].dashes);
  }
  const all = Object.values(STRATEGY_STYLES);
  equal(new Set(all.map(({ symbol }) => symbol)).size, all.length);
});

for (const [name, looks] of Object.entries(families)) {
  Deno.test(`${name} are told apart for every kind of vision, and have markers of their own`, () => {
    equal(new Set(looks.map(({ symbol }) => symbol)).size, looks.length);
    for (const vision of Object.keys(VISIONS) as Vision[]) {
      looks.forEach(({ colour }, at) => {
        ok(contrast(colour, "#ffffff") >= 4.5, colour);
        for (const other of looks.slice(0, at)) {
          const distance = colourDistance(colour, other.colour, vision);
          ok(distance >= 20, `${colour} and ${other.colour}: ${distance.toFixed(1)} for ${vision}`);
        }
      });
    }
  });
}
