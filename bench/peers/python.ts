/** The Python that the peers run in. */
import { fileURLToPath } from "node:url";
import { ensurePackages } from "../../lib/reports/jupyter/setup.ts";

/** Variables for what is measured: one thread, and no compiled Python left beside the sources. */
export const ONE_THREAD = {
  OMP_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  PYTHONDONTWRITEBYTECODE: "1",
};

/**
 * The interpreter of `bench/peers/.venv`, which gets the packages of `requirements.txt` the first
 * time: about a gigabyte, most of it PyTorch.
 */
export function peersPython(): Promise<string> {
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  return ensurePackages({
    name: "the peers",
    venv: path(".venv"),
    requirements: path("requirements.txt"),
  });
}
