/**
 * Makes the files of the demonstration: the first hidden layer of the paper's network on 2,000 digits, and their labels. Run it
 * to write `lib/explorer/demonstration` anew.
 */
import { loadEmbeddedMnist } from "../../lib/data/mod.ts";
import { activations, initialParameters, mlp } from "../../lib/models/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { fusedTrainer } from "../../lib/training/fused/mod.ts";

/** Passes over the 8,000 digits for training: as many updates as the paper has. */
const EPOCHS = 375;

/** An array as NumPy's format 1.0 has it, little-endian. */
function npy(descr: "<f4" | "|u1", shape: readonly number[], values: ArrayBufferView): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`;
  const start = 10;
  const length = Math.ceil((start + header.length + 1) / 64) * 64 - start;
  const file = new Uint8Array(start + length + values.byteLength);
  file.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, length & 0xff, length >> 8]);
  file.set(new TextEncoder().encode(`${header.padEnd(length - 1)}\n`), start);
  file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start + length);
  return file;
}

if (import.meta.main) {
  const dataset = await loadEmbeddedMnist();
  const { test } = dataset.parts;
  const spec = mlp([784, 20, 20, 20, 10]);
  const [network] = await fusedTrainer().train({
    spec,
    dataset,
    hyperparameters: { epochs: EPOCHS, batchSize: 32, learningRate: 0.01 },
    batchSeed: 1,
    jobs: [{ name: "demonstration", initial: initialParameters(spec, "default", randomSource(1)) }],
  });
  const { preActivations } = activations(spec, network!.parameters, test)[0]!;
  const folder = new URL("../../lib/explorer/demonstration/", import.meta.url);
  await Deno.writeFile(new URL("fc1.npy", folder), npy("<f4", [test.count, 20], preActivations));
  await Deno.writeFile(
    new URL("labels.npy", folder),
    npy("|u1", [test.count], Uint8Array.from(test.labels)),
  );
  console.log(`Test accuracy ${network!.history.at(-1)!.testAccuracy}`);
}
