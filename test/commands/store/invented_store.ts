/** Stores with networks and results that nobody computed. */
import { join } from "node:path";
import { ArtifactStore, type Json } from "../../../lib/system/artifacts/mod.ts";
import { scanStore } from "../../../lib/system/artifacts/scan.ts";
import { type Inventory, takeInventory } from "../../../lib/commands/store/inventory.ts";
import { inFolder } from "../../in_folder.ts";

/** Fingerprint of the data set of invented networks. */
export const FINGERPRINT = "d".repeat(64);

/** What an invented network may differ in. */
export interface NetworkChange {
  readonly epochs?: number;
  readonly fingerprint?: string;
  readonly sidecar?: Json;
  readonly day?: number;
}

/** A note beside a network of the preset `embedded`. */
export const EMBEDDED = {
  preset: "embedded",
  dataset: "mnist-embedded",
  samples: null,
  selection: "test",
  hiddenWidths: [20, 20, 20],
  initialisation: "default",
  epochs: 50,
  batchSize: 32,
  learningRate: 0.01,
  seed: 1,
  trainer: "fused",
} as const;

const bytes = (count: number) => new Uint8Array(count).fill(7);
const noted = (seconds: number, day: number) => ({
  seconds,
  finished: `2026-03-0${day}T12:00:00.000Z`,
});

/** A store that can be filled with invented artifacts. */
export interface InventedStore {
  readonly root: string;
  readonly store: ArtifactStore;
  /** Stores network `index` of 1,000 bytes; its key. */
  network(index: number, change?: NetworkChange): Promise<string>;
  /** Stores a result of 100 bytes of a network; its folder. */
  result(kind: string, network: string, index?: number): Promise<string>;
  look(): Promise<Inventory>;
}

/** Runs a test with an empty store that is in a folder `runs`. */
export function withInventedStore(
  test: (store: InventedStore, data: string) => Promise<void>,
): Promise<void> {
  return inFolder(async (data) => {
    const root = join(data, "runs");
    await Deno.mkdir(root);
    const store = new ArtifactStore(root);
    await test({
      root,
      store,
      network: async (index, change = {}) => {
        const { epochs = 50, fingerprint = FINGERPRINT, day = 1 } = change;
        const inputs = {
          dataset: fingerprint,
          widths: [784, 20, 20, 20, 10],
          initialisation: "default",
          hyperparameters: { epochs, batchSize: 32, learningRate: 0.01 },
          trainer: "fused",
          revision: `${"e".repeat(64)}/1`,
          seed: 1,
          index,
        };
        const { sidecar = { ...noted(2, day), config: { ...EMBEDDED, epochs } } } = change;
        const files = { "final/weights.bin": bytes(900), "history.json": bytes(100) };
        return (await store.write({ kind: "network", inputs }, files, sidecar)).key;
      },
      result: async (kind, network, index = 0) => {
        const id = { kind, inputs: { network, index } };
        return (await store.write(id, { "result.json": bytes(100) }, noted(0.5, 2))).folder;
      },
      look: async () => takeInventory(await scanStore(root)),
    }, data);
  });
}
