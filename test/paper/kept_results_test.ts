import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { type Artifact, type ArtifactId, ArtifactStore } from "../../lib/system/artifacts/mod.ts";
import { withholdValidation } from "../../lib/data/parts.ts";
import { NotKeptError } from "../../lib/paper/crew.ts";
import { readKeptResults } from "../../lib/paper/kept_results.ts";
import {
  analyseNetworks,
  type ExperimentConfig,
  retrainSubnetworks,
  trainNetworks,
  validationConfig,
  type Workbench,
} from "../../lib/paper/mod.ts";
import { toyConfig, withWorkbench } from "./toy_experiment.ts";
import { permitted } from "../permitted.ts";

const config: ExperimentConfig = { ...toyConfig, strategies: ["synergy", "random"] };

/** The workbench of a configuration, with samples that it chooses neurons on. */
const opener = (workbench: Workbench) => ({ selection }: ExperimentConfig): Promise<Workbench> => {
  if (selection === "test") return Promise.resolve(workbench);
  return Promise.resolve({ ...workbench, dataset: withholdValidation(workbench.dataset, 5) });
};

/** A store that notes the keys of what is found in it, by kind. */
class WatchedStore extends ArtifactStore {
  readonly found = new Map<string, string[]>();

  override async read(
    id: ArtifactId,
    flawOf?: (artifact: Artifact) => string | undefined,
  ): Promise<Artifact | undefined> {
    const artifact = await super.read(id, flawOf);
    if (artifact) this.found.set(id.kind, [...this.found.get(id.kind) ?? [], artifact.key]);
    return artifact;
  }
}

Deno.test(
  "what a configuration asks for is read to the last unit, and whatever is missing is named",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const open = opener(workbench);
      const read = () => readKeptResults(config, open);
      await rejects(read(), /^NotKeptError: The store lacks network 0$/);

      const training = await trainNetworks(config, workbench);
      await rejects(read(), /^NotKeptError: The store lacks the search of layer fc1 of a network$/);
      await analyseNetworks(config, training, workbench);
      await rejects(read(), /^NotKeptError: The store lacks the choice of neurons in a network$/);
      await retrainSubnetworks(config, training, workbench);
      await rejects(read(), /^NotKeptError: The store lacks network 0$/);

      const aside = validationConfig(config);
      const other = await open(aside);
      await retrainSubnetworks(aside, await trainNetworks(aside, other), other);
      const watched = new WatchedStore(workbench.store.root);
      const units = await readKeptResults(config, opener({ ...workbench, store: watched }));
      for (const [kind, keys] of watched.found) {
        equal(new Set(keys).size, keys.length, `a ${kind} was read twice`);
      }
      const found = (kind: string) => watched.found.get(kind)!.length;
      deepEqual(units, {
        networks: found("network"),
        layers: found("layer"),
        selections: found("selection"),
        retrainings: found("retraining"),
      });
      const kept = (kind: string) => [...Deno.readDirSync(join(workbench.store.root, kind))].length;
      deepEqual(units, {
        networks: kept("network"),
        layers: kept("layer"),
        selections: kept("selection"),
        retrainings: kept("retraining"),
      });
      deepEqual(units.networks, 4);

      const [any] = [...Deno.readDirSync(join(workbench.store.root, "retraining"))];
      await Deno.remove(join(workbench.store.root, "retraining", any!.name), { recursive: true });
      await rejects(
        read(),
        (error) =>
          error instanceof NotKeptError && /lacks a sub-network of network \d/.test(error.message),
      );
    }),
);
