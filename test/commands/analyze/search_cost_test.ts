import {
  deepStrictEqual as deepEqual,
  match,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { SEARCH_WORDS } from "../../../lib/request/request.ts";
import { announceCost } from "../../../lib/commands/analyze_options.ts";
import { requireAffordable, searchLimits } from "../../../lib/search/cost/limits.ts";
import { refusalText } from "../../../lib/search/cost/refusal.ts";
import { searchCost, SearchCostError } from "../../../lib/search/mod.ts";

function announced(cost: Parameters<typeof announceCost>[0]): string {
  let text = "";
  announceCost(cost, { isTerminal: false, write: (line) => text += line });
  return text;
}

Deno.test("a search of more than five seconds is told before it begins, with its cost", () => {
  const cost = searchCost({ variables: 20 }, { search: "exact" });
  equal(announced({ ...cost, seconds: 5 }), "");
  equal(
    announced({ ...cost, seconds: 75, workers: 2 }),
    "searching 10^6 multiplets, about 1 min on 2 workers, 16 MiB\n",
  );
});

Deno.test("what follows a search is told with it, and another estimator without a search", () => {
  const cost = searchCost({ variables: 20 }, { search: "exact" });
  const rescoring = { estimator: "ksg", multiplets: 10, draws: 10, seconds: 70 };
  equal(
    announced({ ...cost, seconds: 80, rescoring, significance: { seconds: 9 } }),
    "searching 10^6 multiplets, about 1 min on one core, 16 MiB; of it the tests of significance about 9 s; " +
      "of it 10 multiplets by ksg about 1 min\n",
  );
  const none = { ...cost, multiplets: 0, seconds: 70, rescoring };
  equal(announced(none), "measuring 10 multiplets by ksg, about 1 min on one core\n");
  equal(announced({ ...none, seconds: 5 }), "");
});

Deno.test("a request in the options of the command line", () => {
  deepEqual(
    [
      { search: "exact", sizes: [2, 3] },
      { search: "exact" },
      { search: "exhaustive", sizes: [5, 2, 3, 7, 7] },
      { search: "greedy", sizes: [40], exhaustiveUpTo: 4 },
      { search: "greedy", exhaustiveUpTo: 3 },
    ].map((request) => Reflect.apply(SEARCH_WORDS.request, undefined, [request])),
    [
      "--search exact --sizes 2-3",
      "--search exhaustive",
      "--search exhaustive --sizes 2-3,5,7",
      "--search greedy --sizes 40 --exhaustive-up-to 4",
      "--search greedy --exhaustive-up-to 3",
    ],
  );
});

Deno.test("a refused search of all sizes has the name of its option", () => {
  throws(
    () => requireAffordable([{ variables: 60 }], { search: "exact" }, searchLimits()),
    (error) => {
      if (!(error instanceof SearchCostError)) return false;
      match(error.message, /^An exact search of 60 variables /);
      match(refusalText(error.refusal, SEARCH_WORDS), /^An exhaustive search of 60 variables /);
      return true;
    },
  );
});
