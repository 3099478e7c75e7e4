/** The paper's network and how it is trained: what benchmarks of training measure. */
import { mlp, type NetworkSpec } from "../lib/models/mod.ts";

export const SPEC: NetworkSpec = mlp([784, 20, 20, 20, 10]);
export const BATCH_SIZE = 32;
export const LEARNING_RATE = 0.01;
