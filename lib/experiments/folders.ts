/**
 * Where inputs and results lie.
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder of `mnist/` and `runs/`: `MULTIPLET_DATA` where it is set, else `data/` beside this
 * library's checkout; below the current folder when the library was not loaded from files.
 */
export function dataFolder(): string {
  const chosen = Deno.env.get("MULTIPLET_DATA");
  if (chosen) return chosen;
  const here = new URL("../../data", import.meta.url);
  return here.protocol === "file:" ? fileURLToPath(here) : join(Deno.cwd(), "data");
}

/** The folder of the full MNIST: `MNIST_DIR` where it is set, else `mnist/` in {@link dataFolder}. */
export function mnistFolder(): string {
  return Deno.env.get("MNIST_DIR") || join(dataFolder(), "mnist");
}
