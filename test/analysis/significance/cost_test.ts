/** The announced seconds of tests of significance. */
import { ok, strictEqual as equal } from "node:assert/strict";
import type { AnalysisOptions } from "../../../lib/analysis/mod.ts";
import {
  drawSeconds,
  significanceSeconds,
  type TestedSystem,
} from "../../../lib/analysis/significance/cost.ts";
import { NO_SEARCH } from "../../../lib/analysis/options.ts";
import {
  discreteTarget,
  gaussianCopula,
  gaussianSystem,
  toVariables,
} from "../../../lib/information/mod.ts";
import { SEARCHES } from "../../../lib/search/mod.ts";
import { mixedSignals } from "../../mixed_signals.ts";

function tested(
  { variables = 12, samples = 200, search = "exact", ...options }: AnalysisOptions & {
    readonly variables?: number;
    readonly samples?: number;
    readonly search?: string;
  } = {},
): TestedSystem {
  const { features, labels } = mixedSignals({ variables, samples });
  const all = toVariables(features);
  const { encoding, calls, islands, top } = options;
  const system = gaussianSystem(all, discreteTarget(labels), { encoding });
  const request = { search: SEARCHES.get(search), calls, islands, top };
  return { variables: all, system, request, options };
}

const searchOf = ({ system, request: { search, calls, islands } }: TestedSystem) =>
  search.cost(system.shape, { calls, islands }).seconds;

function near(found: number, expected: number): void {
  ok(Math.abs(found / expected - 1) < 1e-9, `${found}, expected ${expected}`);
}

Deno.test("each draw has a search; permuted targets share the table of the variables", () => {
  const exact = tested();
  ok(drawSeconds(exact, "columns") > searchOf(exact));
  const ladder = tested({ search: "ladder", calls: 50, islands: 1 });
  ok(drawSeconds(ladder, "target") > searchOf(ladder));
  // Of 18 variables, the search takes nearly all of a draw.
  const large = tested({ variables: 18, samples: 100 });
  const [target, columns] = [drawSeconds(large, "target"), drawSeconds(large, "columns")];
  ok(target < 0.9 * searchOf(large) && target > 0.5 * searchOf(large), `${target}`);
  ok(columns < 1.2 * searchOf(large), `${columns}`);
});

Deno.test("draws, and threads that can make them, count; other methods have one thread", () => {
  const seconds = (draws: number, options: Parameters<typeof tested>[0] = {}) =>
    significanceSeconds({ tests: ["target", "max"], draws }, tested(options));
  near(seconds(200), 2 * seconds(100));
  near(seconds(200, { workers: 2 }), seconds(100));
  near(seconds(100, { workers: 2, estimator: gaussianCopula() }), seconds(100));
});

Deno.test("the ladder of the default budget is searched once more with that of the tests", () => {
  const [own, reduced] = [{ calls: 100, islands: 1 }, {}].map((budget) =>
    tested({ search: "ladder", variables: 30, ...budget })
  );
  const asked = { tests: ["max"], draws: 50 } as const;
  near(
    significanceSeconds(asked, reduced!),
    significanceSeconds(asked, own!) + searchOf(own!),
  );
});

Deno.test("a split is the search of a half and a bootstrap, which grows with rows and multiplets", () => {
  const asked = { tests: ["split"], draws: 19 } as const;
  const seconds = (options: Parameters<typeof tested>[0]) =>
    significanceSeconds(asked, tested(options));
  const ladders = [10, 500].map((calls) => tested({ search: "ladder", calls, islands: 1 }));
  const [few, many] = ladders.map((one) => significanceSeconds(asked, one));
  near(many! - few!, searchOf(ladders[1]!) - searchOf(ladders[0]!));
  ok(seconds({ samples: 12_000 }) > 2 * seconds({ samples: 400 }));
  ok(seconds({ top: 50 }) > 2 * seconds({}));
  // Of given multiplets, all rows are drawn; without a search nothing else is.
  const multiplets = [[0, 1, 2], [3, 4]];
  const given = tested({ multiplets });
  const alone = { ...given, request: { ...given.request, search: NO_SEARCH } };
  near(
    significanceSeconds(asked, given),
    significanceSeconds(asked, tested()) + significanceSeconds(asked, alone),
  );
  equal(significanceSeconds(asked, { ...alone, options: {} }), 0);
  // Their own columns alone are drawn.
  const wide = tested({ variables: 40, samples: 4000, search: "ladder", multiplets });
  const ofGiven = significanceSeconds(asked, {
    ...wide,
    request: { ...wide.request, search: NO_SEARCH },
  });
  ok(ofGiven < significanceSeconds(asked, tested({ samples: 8000 })), `${ofGiven}`);
});
