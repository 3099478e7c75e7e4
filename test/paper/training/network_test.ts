import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { provideContext, resolveConfig } from "../../../lib/paper/mod.ts";
import { NETWORK, networkInput } from "../../../lib/paper/training/network.ts";
import { mlp, type NetworkSpec } from "../../../lib/models/mod.ts";
import { Runner } from "../../../lib/studies/mod.ts";
import { ArtifactStore, type Json } from "../../../lib/system/artifacts/mod.ts";
import { fusedTrainer } from "../../../lib/training/fused/mod.ts";
import { toyDataset } from "../../toy_dataset.ts";
import { permitted } from "../../permitted.ts";

Deno.test("a key has the widths of a perceptron, and all of any other network", permitted, () => {
  using runner = new Runner({ store: new ArtifactStore("unused") });
  const context = provideContext(runner, { dataset: toyDataset(), trainer: fusedTrainer() });
  const input = networkInput(resolveConfig("smoke"), context, 0);
  const inputsOf = (spec: NetworkSpec) =>
    NETWORK.identify({ ...input, spec }) as Record<string, Json>;
  const { widths, ...others } = inputsOf(mlp([12, 6, 4]));
  deepEqual(widths, [12, 6, 4]);
  const unbiased = mlp([12, 6, 4], { outputBias: false });
  deepEqual(inputsOf(unbiased), { ...others, network: unbiased });
});
