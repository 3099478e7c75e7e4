import { strictEqual as equal, throws } from "node:assert/strict";
import { fromNats, INFORMATION_UNITS, InformationError } from "../../lib/information/mod.ts";

Deno.test("1 bit = ln 2 nats", () => {
  equal(fromNats(Math.LN2, "bits"), 1);
  equal(fromNats(-3 * Math.LN2, "bits"), -3);
  equal(fromNats(0.25, "nats"), 0.25);
});

Deno.test("other units are refused", () => {
  for (const unit of ["hartleys", "toString"]) {
    throws(
      () => fromNats(1, JSON.parse(`"${unit}"`)),
      (error) =>
        error instanceof InformationError &&
        error.message === `Unknown unit "${unit}", use ${INFORMATION_UNITS.join(" or ")}`,
    );
  }
});
