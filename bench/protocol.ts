/** The paper's network and how it is trained: what benchmarks of training measure. */
import { mlp, type NetworkSpec } from "../lib/models/mod.ts";

export const WIDTHS = [784, 20, 20, 20, 10] as const;
export const SPEC: NetworkSpec = mlp(WIDTHS);
export const BATCH_SIZE = 32;
export const LEARNING_RATE = 0.01;
