/** Who takes part in `deno task bench:training-peers`, and how it is started. */
import { fileURLToPath } from "node:url";

/** One engine with one number of networks. */
export interface Entrant {
  readonly name: string;
  /** Networks that it trains at once on the same batches. */
  readonly networks: number;
  /** Epochs of one round: enough to take about half a second. */
  readonly epochs: number;
  readonly command: readonly string[];
  /**
   * How many times as long as our kernel with as many networks it should take, at least; absent for
   * the kernel itself.
   */
  readonly target?: number;
}

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const kernel = [Deno.execPath(), "run", "-A", file("kernel_contestant.ts")];

/** What gcc is told. Without the last option gcc 12 makes slower, scalar code of the C source. */
export const GCC_OPTIONS = ["-O3", "-msse4.2", "-fno-loop-unroll-and-jam"];

/**
 * All entrants; compiles the one in C.
 *
 * @param python an interpreter with the packages of `peers/requirements.txt`
 * @param folder where the training has been exported, with room for the compiled program
 */
export async function entrants(python: string, folder: string): Promise<Entrant[]> {
  const torch = [python, file("../peers/sgd_torch.py")];
  const jax = [python, file("../peers/sgd_jax.py")];
  const c = [await compile(folder)];
  const all: Entrant[] = [
    { name: "ours", networks: 1, epochs: 8, command: kernel },
    { name: "C", networks: 1, epochs: 8, command: c, target: 0.8 },
    { name: "JAX, jitted scan", networks: 1, epochs: 4, command: jax, target: 1.5 },
    { name: "PyTorch, eager", networks: 1, epochs: 1, command: torch, target: 6 },
    { name: "ours, 20 at once", networks: 20, epochs: 1, command: kernel },
    { name: "JAX, jitted scan, 20 by vmap", networks: 20, epochs: 1, command: jax, target: 1.1 },
  ];
  return all.map((entrant) => ({
    ...entrant,
    command: [...entrant.command, folder, `${entrant.networks}`],
  }));
}

/** The path of the compiled C program. */
async function compile(folder: string): Promise<string> {
  const program = `${folder}/sgd`;
  const source = file("../peers/sgd.c");
  const { success } = await new Deno.Command("gcc", {
    args: [...GCC_OPTIONS, "-o", program, source, "-lm"],
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`gcc does not compile ${source}; its messages are above`);
  return program;
}

/** What to put before a command to keep it on one core; nothing where `taskset` cannot do that. */
export async function pinning(): Promise<string[]> {
  const prefix = ["taskset", "--cpu-list", "1"];
  const [program, ...parameters] = prefix;
  const works = await new Deno.Command(program!, { args: [...parameters, "true"] }).output()
    .then(({ success }) => success, () => false);
  return works ? prefix : [];
}
