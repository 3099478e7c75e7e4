/** A checkout to run tasks in: this one's tasks, permissions and library, and data of its own. */
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inFolder } from "../in_folder.ts";
import { withoutCoverage } from "../without_coverage.ts";

withoutCoverage();

/** The folder of this checkout. */
export const PROJECT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A checkout in a folder of its own. */
export interface Checkout {
  readonly root: string;
  /** Runs Deno in it, with variables of the environment. */
  deno(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
}

/** Variables that would lead out of the checkout, or choose a configuration. */
const UNSET = Object.fromEntries(
  ["MNIST_DIR", "MULTIPLET_DATA", "PRESET", "OVERRIDES", "WORKERS"].map((name) => [name, ""]),
);

/** Runs a test with a checkout, which is removed afterwards. */
export function withCheckout(test: (checkout: Checkout) => Promise<void>): Promise<void> {
  return inFolder(async (root) => {
    for (const name of ["deno.json", "deno.lock"]) {
      await Deno.copyFile(join(PROJECT, name), join(root, name));
    }
    for (const name of ["lib", "test"]) await Deno.symlink(join(PROJECT, name), join(root, name));
    await Deno.mkdir(join(root, "data"));
    await test({
      root,
      deno: async (args, env = {}) => {
        const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
          args: [...args],
          cwd: root,
          env: {
            ...UNSET,
            PATH: `${dirname(Deno.execPath())}${delimiter}${Deno.env.get("PATH") ?? ""}`,
            NO_COLOR: "1",
            ...env,
          },
        }).output();
        const [told, noted] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
        return { code, stdout: told!, stderr: noted! };
      },
    });
  });
}
