/** The networks that benchmarks of training measure, and how they are trained: plain SGD. */
import { convolutional, mlp, type NetworkSpec } from "../lib/models/mod.ts";

/** A network and the steps of its training. */
export interface Protocol {
  /** The network in a few words. */
  readonly network: string;
  readonly spec: NetworkSpec;
  readonly batchSize: number;
  readonly learningRate: number;
}

function dense(...widths: number[]): Protocol {
  return { network: widths.join("-"), spec: mlp(widths), batchSize: 32, learningRate: 0.01 };
}

/** The paper's network. */
export const PAPER = dense(784, 20, 20, 20, 10);

/** A wider one. */
export const WIDE = dense(784, 100, 100, 100, 10);

/** A small convolutional network; its convolutions are followed by pooling. */
export const CONVOLUTIONAL: Protocol = {
  network: "32×32×3, convolutions of 16 and 32 maps, dense 10",
  spec: convolutional({ height: 32, width: 32, channels: 3 }, [16, 32], [10]),
  batchSize: 64,
  learningRate: 0.01,
};
