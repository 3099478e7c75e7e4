/** The layers that the searches of wide layers are measured on, all trained here. */
import { type Dataset, loadEmbeddedMnist, loadNamedDataset } from "../../lib/data/mod.ts";
import { inputSize } from "../../lib/data/dataset.ts";
import {
  discreteTarget,
  gaussianSystem,
  layerVariables,
  type SearchSpace,
  searchSpace,
} from "../../lib/information/mod.ts";
import {
  activations,
  initialParameters,
  mlp,
  type NetworkParameters,
} from "../../lib/models/mod.ts";
import { networkSeeds, resolveConfig } from "../../lib/paper/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { fusedTrainer } from "../../lib/training/fused/mod.ts";

/** A layer, ready to be searched. */
export interface Instance {
  readonly name: string;
  readonly space: SearchSpace;
}

/** Root of all seeds here. */
const SEED = 7;

/** A network of such widths and its initial parameters; `index` is its position in the order of seeds. */
function initialNetwork(dataset: Dataset, widths: readonly number[], seed: number, index: number) {
  const spec = mlp([inputSize(dataset.input), ...widths, dataset.classes.length]);
  const seeds = networkSeeds({ seed }, index);
  const random = randomSource(seeds.initialisation);
  return { spec, seeds, initial: initialParameters(spec, "default", random) };
}

type Network = ReturnType<typeof initialNetwork>;

async function trained(
  dataset: Dataset,
  { spec, seeds, initial }: Network,
  epochs: number,
): Promise<NetworkParameters> {
  const [network] = await fusedTrainer().train({
    spec,
    dataset,
    hyperparameters: { epochs, batchSize: 32, learningRate: 0.01 },
    batchSeed: seeds.batches,
    jobs: [{ name: "network", initial }],
    metrics: "last-epoch",
  });
  return network!.parameters;
}

/** The spaces of the hidden layers on the test samples, with the class and without. */
function layerSpaces(dataset: Dataset, { spec }: Network, parameters: NetworkParameters) {
  const { test } = dataset.parts;
  const target = discreteTarget(test.labels);
  return activations(spec, parameters, test).filter(({ layer }) => layer.role === "hidden")
    .map((one) => {
      const variables = layerVariables(one);
      const space = (own: typeof target | undefined) =>
        searchSpace(gaussianSystem(variables, own, { degenerate: "drop" }));
      return {
        layer: one.layer.name,
        withClass: () => space(target),
        alone: () => space(undefined),
      };
    });
}

/** The 60 layers of the networks of the preset `embedded`: 10 networks, before and after training, with the class. */
export async function embeddedLayers(networks: number = 10): Promise<Instance[]> {
  const dataset = await loadEmbeddedMnist();
  const { epochs, hiddenWidths, seed } = resolveConfig("embedded");
  const found: Instance[] = [];
  for (let index = 0; index < networks; index++) {
    const network = initialNetwork(dataset, hiddenWidths, seed, index);
    const final = await trained(dataset, network, epochs);
    for (
      const [state, parameters] of [["untrained", network.initial], ["trained", final]] as const
    ) {
      for (const { layer, withClass } of layerSpaces(dataset, network, parameters)) {
        found.push({ name: `network ${index}, ${layer}, ${state}`, space: withClass() });
      }
    }
  }
  return found;
}

/** The layers of a 784-100-100-100-10 network after 30 epochs on the full MNIST, with the class and without. */
export async function layersOf100(): Promise<Instance[]> {
  const dataset = await loadNamedDataset("mnist");
  const network = initialNetwork(dataset, [100, 100, 100], SEED, 0);
  const final = await trained(dataset, network, 30);
  return layerSpaces(dataset, network, final).flatMap(({ layer, withClass, alone }) => [
    { name: `${layer} with y`, space: withClass() },
    { name: `${layer} without y`, space: alone() },
  ]);
}

/** The layers of an untrained 784-512-512-512-10 network on the test images of MNIST, with the class. */
export async function layersOf512(): Promise<Instance[]> {
  const dataset = await loadNamedDataset("mnist");
  const network = initialNetwork(dataset, [512, 512, 512], SEED, 0);
  return layerSpaces(dataset, network, network.initial).map(({ layer, withClass }) => ({
    name: `${layer} with y`,
    space: withClass(),
  }));
}
