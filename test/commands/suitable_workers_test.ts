import { ok, strictEqual as equal } from "node:assert/strict";
import { suitableWorkers } from "../../lib/commands/suitable_workers.ts";

const cores = navigator.hardwareConcurrency;

Deno.test("more than 5 million multiplets of all sizes together take all cores", () => {
  equal(suitableWorkers(59, { sizes: [5] }), cores); // 5,006,386
  equal(suitableWorkers(58, { sizes: [5] }), 1); // 4,582,116
  equal(suitableWorkers(58, { sizes: [4, 5] }), cores); // 424,270 more
  equal(suitableWorkers(58, { sizes: [59] }), 1);
});

Deno.test("5 thousand are enough where they are scored one by one; blocks are variables", () => {
  equal(suitableWorkers(32, { sizes: [3] }), 1);
  equal(suitableWorkers(32, { sizes: [3], encoding: "copula" }), 1);
  equal(suitableWorkers(32, { sizes: [3], encoding: "model" }), 1); // 4,960
  equal(suitableWorkers(33, { sizes: [3], encoding: "model" }), cores); // 5,456
  const blocks = Array.from({ length: 32 }, (_, i) => [i, i + 32]);
  equal(suitableWorkers(64, { sizes: [3], blocks }), 1);
  equal(suitableWorkers(66, { sizes: [3], blocks: [...blocks, [64, 65]] }), cores);
});

Deno.test("sizes that there are not, or hardly, take no time to count", () => {
  const started = performance.now();
  const sizes = Array.from({ length: 999_999 }, (_, i) => i + 2);
  equal(suitableWorkers(6, { sizes }), 1);
  equal(suitableWorkers(1_000_000, { sizes }), cores);
  equal(suitableWorkers(1_000_000, { sizes: Array(10_000).fill(1_000_000) }), 1);
  ok(performance.now() - started < 10_000);
});
