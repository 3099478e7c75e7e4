/**
 * The reference data follow from their published generator: a Lehmer generator
 * s ← 48271·s mod (2³¹ − 1), u = s/(2³¹ − 1), and g = (((u₁ + u₂) + …) + u₁₂) − 6.
 */
import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { reference } from "./reference.ts";

Deno.test("the reference data are those of the generator, bit by bit", () => {
  let s = 12345;
  const uniform = () => (s = (48271 * s) % 2147483647) / 2147483647;
  const gauss = () => {
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum - 6;
  };
  const x: number[][] = [[], [], [], [], [], []];
  const label: number[] = [];
  for (let sample = 0; sample < 200; sample++) {
    const [z0, z1, z2, z3, z4, z5, z6] = Array.from({ length: 7 }, gauss) as [
      ...[number, number, number, number, number, number, number],
    ];
    const x2 = 0.8 * z0 + 0.6 * z2;
    const w = z5 + 0.3 * z1;
    const row = [z0, z1, x2, (z0 + z1) + 0.5 * z3, (0.7 * z0 + 0.7 * x2) + 0.5 * z4, (w * w) * w];
    row.forEach((value, j) => x[j]!.push(value));
    const side = (z0 + z1) - 0.5 * z6;
    label.push(side < -0.6 ? 0 : side < 0.6 ? 1 : 2);
  }
  deepEqual(x, reference.data.x);
  deepEqual(label, reference.data.label);
});
