/** The digits that benchmarks train on. */
import { type Dataset, loadEmbeddedMnist, loadNamedDataset } from "../lib/data/mod.ts";

/** The full MNIST where the variable `MNIST_DIR` names its folder, else the embedded digits. */
export async function benchDigits(): Promise<Dataset> {
  return Deno.env.get("MNIST_DIR") ? await loadNamedDataset("mnist") : await loadEmbeddedMnist();
}
