import { throws } from "node:assert/strict";
import { rejectUnknownOptions, requireChoice } from "../../../lib/system/checks/options.ts";

class OwnError extends Error {
  override readonly name = "OwnError";
}

Deno.test("an option that is not known is an error of the caller's kind, with those that are", () => {
  const options: { ties?: string; seed?: number } = JSON.parse('{"ties": "index", "tie": 1}');
  throws(
    () => rejectUnknownOptions(OwnError, "rank", options, ["ties", "seed"]),
    new OwnError('rank has no option "tie"; it takes ties, seed'),
  );
  rejectUnknownOptions(OwnError, "rank", { ties: "index" }, ["ties"]);
  // What every object inherits is no option that is known.
  const inherited: { ties?: string } = JSON.parse('{"toString": 1}');
  throws(() => rejectUnknownOptions(OwnError, "rank", inherited, ["ties"]), /option "toString"/);
});

Deno.test("a value that is no choice is an error of the caller's kind, with the choices", () => {
  throws(
    () => requireChoice(OwnError, "ties", "first", ["index", "average"]),
    new OwnError("ties must be one of index, average, got first"),
  );
  throws(() => requireChoice(OwnError, "ties", undefined, ["index"]), OwnError);
  requireChoice(OwnError, "ties", "average", ["index", "average"]);
});
