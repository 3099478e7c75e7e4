/** What results begin with: the bytes of the data sets, and the seeds of everything that is drawn. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { loadEmbeddedMnist, loadNamedDataset, takeSamples } from "../../lib/data/mod.ts";
import { withholdValidation } from "../../lib/data/parts.ts";
import { networkSeeds, resolveConfig } from "../../lib/paper/mod.ts";
import { deriveSeed } from "../../lib/system/random/mod.ts";
import pinned from "./inputs.json" with { type: "json" };
import { permitted, variable } from "../permitted.ts";

Deno.test("the fingerprints of the digits are the pinned ones", permitted, async () => {
  const { fingerprints } = pinned;
  const embedded = await loadEmbeddedMnist();
  equal(embedded.fingerprint, fingerprints["mnist-embedded"]);
  const smoke = takeSamples(embedded, { train: 2000, test: 1000 });
  equal(smoke.fingerprint, fingerprints["mnist-embedded, smoke"]);
  const aside = withholdValidation(smoke, deriveSeed(1, "validation"));
  equal(aside.fingerprint, fingerprints["mnist-embedded, smoke, validation set aside"]);
});

const folder = variable("MNIST_DIR");

Deno.test({
  name: "the fingerprint of the full MNIST is the pinned one",
  ignore: !folder,
  fn: async () => {
    const { fingerprint } = await loadNamedDataset("mnist", { folder: folder!, download: false });
    equal(fingerprint, pinned.fingerprints.mnist);
  },
});

Deno.test("every path of the seed tree leads to the pinned seed", () => {
  const seeds = Object.keys(pinned.seeds).map((path) => {
    const [root, ...rest] = path.split("/");
    return [path, deriveSeed(Number(root), ...rest)];
  });
  deepEqual(Object.fromEntries(seeds), pinned.seeds);
  deepEqual(networkSeeds(resolveConfig("smoke"), 0), {
    initialisation: pinned.seeds["1/network/0/initialisation"],
    batches: pinned.seeds["1/network/0/batches"],
  });
});
