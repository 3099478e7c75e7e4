import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { resolveConfig } from "../../../lib/paper/config.ts";
import { networkId } from "../../../lib/paper/training/network_artifact.ts";
import { mlp, type NetworkSpec } from "../../../lib/models/mod.ts";
import type { Json } from "../../../lib/system/artifacts/mod.ts";
import { fusedTrainer } from "../../../lib/training/fused/mod.ts";
import { toyDataset } from "../../toy_dataset.ts";
import { permitted } from "../../permitted.ts";

Deno.test("a key has the widths of a perceptron, and all of any other network", permitted, () => {
  const work = { dataset: toyDataset(), trainer: fusedTrainer() };
  const inputsOf = (spec: NetworkSpec) =>
    networkId(resolveConfig("smoke"), spec, 0, work).inputs as Record<string, Json>;
  const { widths, ...others } = inputsOf(mlp([12, 6, 4]));
  deepEqual(widths, [12, 6, 4]);
  const unbiased = mlp([12, 6, 4], { outputBias: false });
  deepEqual(inputsOf(unbiased), { ...others, network: unbiased });
});
