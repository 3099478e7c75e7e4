/**
 * The trainer that a configuration names; its engine is loaded only when it is asked for.
 * @module
 */
import type { Trainer } from "../training/trainer.ts";
import type { ExperimentConfig } from "./config.ts";

/** Loads the engine and returns its trainer. */
export async function createTrainer(name: ExperimentConfig["trainer"]): Promise<Trainer> {
  if (name === "fused") {
    const { fusedTrainer } = await import("../training/fused/mod.ts");
    return fusedTrainer();
  }
  const { tfjsTrainer } = await import("../training/tfjs/mod.ts");
  switch (name) {
    case "tfjs-wasm":
      return tfjsTrainer("wasm");
    case "tfjs-cpu":
      return tfjsTrainer("cpu");
    case "tfjs-webgpu":
      return tfjsTrainer("webgpu");
  }
}
