/** A checkout to run tasks in: this one's tasks, permissions and library, and data of its own. */
import { join } from "node:path";
import { inFolder } from "../in_folder.ts";
import { type Ended, pathWithDeno, runDeno } from "../processes.ts";
import { ROOT } from "../sources.ts";
import { withoutCoverage } from "../without_coverage.ts";

withoutCoverage();

/** A checkout in a folder of its own. */
export interface Checkout {
  readonly root: string;
  /** Runs Deno in it, with variables of the environment. */
  deno(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
}

/** Variables that would lead out of the checkout, or choose a configuration. */
const UNSET = Object.fromEntries(
  [
    ...["CIFAR_DIR", "FASHION_MNIST_DIR", "MNIST_DIR", "MULTIPLET_DATA"],
    ...["PRESET", "OVERRIDES", "WORKERS"],
  ].map((name) => [name, ""]),
);

/** Runs a test with a checkout, which is removed afterwards. */
export function withCheckout(test: (checkout: Checkout) => Promise<void>): Promise<void> {
  return inFolder(async (root) => {
    for (const name of ["deno.json", "deno.lock"]) {
      await Deno.copyFile(join(ROOT, name), join(root, name));
    }
    for (const name of ["lib", "sweeps", "test"]) {
      await Deno.symlink(join(ROOT, name), join(root, name));
    }
    await Deno.mkdir(join(root, "data"));
    await test({
      root,
      deno: (args, env = {}) =>
        runDeno(args, { cwd: root, env: { ...UNSET, PATH: pathWithDeno(), ...env } }),
    });
  });
}
