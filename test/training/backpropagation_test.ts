import { ok } from "node:assert/strict";
import { initialParameters, mlp } from "../../lib/models/mod.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import { plainGradients, plainLoss, toPlain } from "./backpropagation.ts";

Deno.test("the float64 oracle agrees with central differences to 1e-7 relative", () => {
  const widths = [12, 7, 5, 4];
  const random = randomSource(3);
  const layers = toPlain(widths, initialParameters(mlp(widths), "he", random));
  layers.forEach(({ biases }) => biases.forEach((_, j) => biases[j] = uniform(random) - 0.5));
  const batch = Array.from({ length: 6 }, (_, row) => ({
    input: Array.from({ length: 12 }, () => uniform(random)),
    label: row % 4,
  }));
  const gradients = plainGradients(layers, batch);

  // ReLU has a kink at 0; with h = 1e-5 no pre-activation of this seed crosses it. The error of a
  // central difference is about h² + ε/h, 1e-10: relative to the largest gradient, far below 1e-7.
  const h = 1e-5;
  const numeric = (values: number[], at: number) => {
    const kept = values[at]!;
    values[at] = kept + h;
    const up = plainLoss(layers, batch);
    values[at] = kept - h;
    const down = plainLoss(layers, batch);
    values[at] = kept;
    return (up - down) / (2 * h);
  };
  let difference = 0;
  let size = 0;
  layers.forEach(({ weights, biases }, l) => {
    const compare = (exact: number, estimate: number) => {
      difference = Math.max(difference, Math.abs(exact - estimate));
      size = Math.max(size, Math.abs(exact));
    };
    weights.forEach((row, i) =>
      row.forEach((_, j) => compare(gradients[l]!.weights[i]![j]!, numeric(row, j)))
    );
    biases.forEach((_, j) => compare(gradients[l]!.biases[j]!, numeric(biases, j)));
  });
  ok(size > 0.01, `gradients are there: largest ${size}`);
  ok(difference / size < 1e-7, `relative difference ${difference / size}`);
});
