/** Errors of inputs in words of the options. */
import { strictEqual as equal } from "node:assert/strict";
import {
  type DegenerateColumn,
  DegenerateColumnsError,
  NotPositiveDefiniteError,
  toVariables,
} from "../../lib/information/mod.ts";
import { inputError } from "../../lib/request/errors.ts";
import type { Inputs } from "../../lib/request/inputs.ts";
import { SEARCH_WORDS } from "../../lib/request/request.ts";

/** Inputs of so many maps, each a variable. */
function inputsOf(maps: number): Inputs {
  const variables = toVariables({
    samples: 9,
    variables: maps,
    values: new Float64Array(9 * maps),
    names: Array.from({ length: maps }, (_, map) => `x${map}`),
  });
  return {
    ...{ target: undefined, groups: undefined, blocks: undefined, multiplets: undefined },
    variables,
    grouping: { name: "components", group: (own) => own },
  };
}

Deno.test("flawed components name their maps, three at most, and the way out", () => {
  const said = (flawed: readonly string[], maps: number) => {
    const columns = flawed.map((name, index): DegenerateColumn => (
      { index, name, reason: "constant", explanation: "all its values are 0" }
    ));
    const error = new DegenerateColumnsError("An analysis", columns);
    return inputError(error, inputsOf(maps), {})!.message;
  };
  const all = (names: readonly string[]) =>
    names.map((name) => `"${name}": all its values are 0`).join("; ");
  const drop = "To leave out such components, add --drop-degenerate; to leave out these maps, add";
  equal(
    said(["x1.0", "x1.1", "x3.0"], 5),
    `2 of 5 maps have components that cannot be analysed: ${all(["x1.0", "x3.0"])}. ` +
      `${drop} --without x1,x3`,
  );
  equal(
    said(["x0.1", "x1.0", "x3.0", "x4.0"], 5),
    "4 of 5 maps have components that cannot be analysed: " +
      `${all(["x0.1", "x1.0", "x3.0"])}; and 1 more. ${drop} --without LIST`,
  );
  equal(
    said(["x0.0", "x1.0"], 2),
    `2 of 2 maps have components that cannot be analysed: ${all(["x0.0", "x1.0"])}. No map is left`,
  );
});

Deno.test("a covariance without an inverse has a remedy, unless it was asked for", () => {
  const error = new NotPositiveDefiniteError({ index: 2, name: "x2" });
  const said = (degenerate: "drop" | "error") =>
    inputError(error, inputsOf(3), { degenerate })!.message;
  equal(said("error"), `${error.message}; to leave out such columns, add --drop-degenerate`);
  equal(said("drop"), error.message);
  const target = new NotPositiveDefiniteError({ index: 0, name: "target" });
  const ofTarget = (ties: "index" | "average") =>
    inputError(target, undefined, { ties })!.message.split(" ").slice(0, 9).join(" ");
  equal(ofTarget("index"), "Columns of the features determine the ranked label. With");
  equal(ofTarget("average"), "Columns of the features determine the ranked label linearly;");
});

Deno.test("an error that no input caused is not worded", () => {
  equal(inputError(new TypeError("x is not a function"), undefined, {}), undefined);
  equal(inputError("a text", undefined, {}), undefined);
});

Deno.test("a search is written as options", () => {
  const written = (request: Parameters<typeof SEARCH_WORDS.request>[0]) =>
    SEARCH_WORDS.request(request);
  equal(written({ search: "exact" }), "--search exhaustive");
  equal(
    written({ search: "annealing", sizes: [4, 2, 3, 6], calls: 500, islands: 2 }),
    "--search annealing --sizes 2-4,6 --calls 500 --islands 2",
  );
  equal(written({ search: "greedy", exhaustiveUpTo: 4 }), "--search greedy --exhaustive-up-to 4");
});
