/** The engines of `deno task bench:training-peers`, and how a contestant is started. */
import { fileURLToPath } from "node:url";

/** The engines. */
export type Engine = "ours" | "C" | "JAX" | "PyTorch" | "tfjs";

/** Commands of engines, without arguments. */
export type Commands = Readonly<Record<Engine, () => Promise<readonly string[]>>>;

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Options of gcc. Without the last one gcc 12 makes slower, scalar code of the C source. */
export const GCC_OPTIONS = ["-O3", "-msse4.2", "-fno-loop-unroll-and-jam"];

/**
 * The commands; that of C compiles its program first.
 *
 * @param python an interpreter with the packages of `peers/requirements.txt`
 * @param folder where the compiled program can be written
 */
export function engineCommands(python: string, folder: string): Commands {
  const deno = [Deno.execPath(), "run", "-A"];
  return {
    ours: () => Promise.resolve([...deno, file("kernel_contestant.ts")]),
    C: async () => [await compile(folder)],
    JAX: () => Promise.resolve([python, file("../peers/sgd_jax.py")]),
    PyTorch: () => Promise.resolve([python, file("../peers/sgd_torch.py")]),
    tfjs: () => Promise.resolve([...deno, file("tfjs_contestant.ts")]),
  };
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
