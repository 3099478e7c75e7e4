import { match, ok, strictEqual as equal } from "node:assert/strict";
import { exactCost } from "../../../lib/search/cost/cost.ts";
import { aboutText, bytesText, costText, durationText } from "../../../lib/search/cost/refusal.ts";
import { type SearchCost, searchCost, type SearchRequest } from "../../../lib/search/mod.ts";

const WIDE = [1023, 1024, 1100, 65_536];

/** A space of each encoding: one conditional covariance, one per class, no target, blocks. */
const shapes = (variables: number) => [
  { variables },
  { variables, terms: 10 },
  { variables, hasTarget: false },
  { variables, widths: Array.from({ length: variables }, (_, j) => 1 + j % 2) },
];

function requireNumbers(cost: SearchCost, name: string): void {
  for (const [key, value] of Object.entries(cost)) ok(value > 0, `${key} of ${name}: ${value}`);
  ok(!/NaN|undefined/.test(costText(cost)), costText(cost));
}

for (const variables of WIDE) {
  Deno.test(`the costs of ${variables} variables are numbers, infinite ones at most`, () => {
    for (const shape of shapes(variables)) {
      const requests: SearchRequest[] = [
        { search: "exact" },
        { search: "exact", sizes: [1, 2, variables], top: 7 },
        { search: "greedy", top: 7 },
        ...[1, 2, 3, variables >> 1, variables - 1, variables].map((size) =>
          ({ search: "exhaustive", sizes: [size], top: 7 }) as const
        ),
      ];
      for (const request of requests) {
        requireNumbers(searchCost(shape, request), `${variables}, ${JSON.stringify(request)}`);
      }
      // The features of the second one are filled already: nothing, infinitely often.
      requireNumbers(exactCost([shape, shape]), `two of ${variables}`);
    }
    const without = { variables, hasTarget: false };
    ok(exactCost([without, without]).seconds > 1e290);
  });
}

Deno.test("what takes infinitely long is told in words", () => {
  equal(aboutText(Infinity), "more than 10^291 years");
  equal(durationText(Infinity), "more than 10^291 years");
  equal(bytesText(Infinity), "more than 10^299 GiB");
  match(
    costText(searchCost({ variables: 65_536 }, { search: "exact" })),
    /^more than 10\^308 multiplets, more than 10\^291 years on one core, more than 10\^299 GiB$/,
  );
});
