import { strictEqual as equal } from "node:assert/strict";
import { normalQuantile } from "../../lib/information/mod.ts";
import { close, reference } from "./reference.ts";

Deno.test("Φ⁻¹ is SciPy's ndtri to 1e-11, into both tails", () => {
  for (const [p, quantile] of reference.special_functions.ndtri) {
    close(normalQuantile(p), quantile, 1e-11, `Φ⁻¹(${p})`);
  }
});

Deno.test("Φ⁻¹ is infinite at 0 and 1 and undefined outside", () => {
  equal(normalQuantile(0), -Infinity);
  equal(normalQuantile(1), Infinity);
  equal(normalQuantile(-0.1), NaN);
  equal(normalQuantile(1.1), NaN);
});
