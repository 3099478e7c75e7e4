import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { type Artifact, type ArtifactId, ArtifactStore } from "../../lib/system/artifacts/mod.ts";
import { withholdValidation } from "../../lib/data/parts.ts";
import { type ExperimentConfig, validationConfig } from "../../lib/paper/mod.ts";
import { NotKeptError, type RunOptions } from "../../lib/studies/mod.ts";
import {
  retrainSubnetworks,
  searchLayers,
  toyConfig,
  trainNetworks,
  withWorkbench,
  type Workbench,
} from "./toy_experiment.ts";
import { permitted } from "../permitted.ts";

const config: ExperimentConfig = { ...toyConfig, strategies: ["synergy", "random"] };
const aside = validationConfig(config);

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
      const other = { ...workbench, dataset: withholdValidation(workbench.dataset, 5) };
      const read = async (
        { store }: Pick<Workbench, "store"> = workbench,
        watch: RunOptions = {},
      ) => {
        await searchLayers(config, { ...workbench, store, keptOnly: true, ...watch });
        await retrainSubnetworks(config, { ...workbench, store, keptOnly: true, ...watch });
        await retrainSubnetworks(aside, { ...other, store, keptOnly: true, ...watch });
      };
      await rejects(read(), /^NotKeptError: The store lacks network 0$/);
      await trainNetworks(config, workbench);
      await rejects(read(), /^NotKeptError: The store lacks the search of fc1 in network 0$/);
      await searchLayers(config, workbench);
      await rejects(read(), /^NotKeptError: The store lacks the choice of neurons in network 0$/);
      await retrainSubnetworks(config, workbench);
      await rejects(read(), /^NotKeptError: The store lacks network 0$/);
      await retrainSubnetworks(aside, other);

      const watched = new WatchedStore(workbench.store.root);
      const counts = new Map<string, number>();
      await read({ store: watched }, {
        onProgress: ({ stage, last }) => {
          equal(last?.kept, true);
          counts.set(stage, (counts.get(stage) ?? 0) + 1);
        },
      });
      const found = (kind: string) => new Set(watched.found.get(kind)).size;
      const kept = (kind: string) => [...Deno.readDirSync(join(workbench.store.root, kind))].length;
      const kinds = [
        ...["network", "layer", "layer-encodings", "rank-bias", "layer-significance"],
        ...["independent-extremes", "layer-analysis", "selection", "retraining"],
      ];
      for (const kind of kinds) {
        equal(found(kind), kept(kind), kind);
      }
      deepEqual(Object.fromEntries(counts), {
        // Both studies of the first configuration read its networks.
        networks: kept("network") + 2,
        layers: kept("layer"),
        "label encodings": kept("layer-encodings"),
        "biases of the ranks": kept("rank-bias"),
        "tests of extremes": kept("layer-significance"),
        "extremes of independent columns": kept("independent-extremes"),
        analyses: kept("layer-analysis"),
        "choices of neurons": kept("selection"),
        "re-trainings": kept("retraining"),
      });

      const [any] = [...Deno.readDirSync(join(workbench.store.root, "retraining"))];
      await Deno.remove(join(workbench.store.root, "retraining", any!.name), { recursive: true });
      await rejects(
        read(),
        (error) =>
          error instanceof NotKeptError && /lacks a sub-network of network \d/.test(error.message),
      );
    }),
);
