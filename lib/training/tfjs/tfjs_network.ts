/**
 * One network whose parameters live in tfjs.
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { gatherInputs, type Samples } from "../../data/dataset.ts";
import type { LayerParameters, MlpParameters } from "../../models/parameters.ts";
import { layerShapes, type MlpSpec } from "../../models/spec.ts";

/**
 * A network in the memory of the tfjs backend in use. Call `dispose` when done with it.
 *
 * @example
 * ```ts
 * import { TfjsNetwork, useBackend } from "@multiplet/multiplet/training/tfjs";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * await useBackend("cpu");
 * const zeros = [{ weights: new Float32Array(2), biases: new Float32Array(2) }];
 * const network = new TfjsNetwork({ widths: [1, 2] }, zeros, 1);
 * const samples = { count: 1, features: 1, inputs: Float32Array.of(1), labels: Uint8Array.of(0) };
 * network.step(samples, [0]); // Both classes had probability ½; it was class 0.
 * const [layer] = await network.parameters();
 * deepEqual(layer!.weights, Float32Array.of(0.5, -0.5));
 * network.dispose();
 * ```
 */
export class TfjsNetwork {
  readonly #spec: MlpSpec;
  /** Weights and biases in turn, first layer first. */
  readonly #variables: readonly tf.Variable[];
  readonly #mask: readonly tf.Tensor[] | undefined;
  readonly #optimizer: tf.SGDOptimizer;

  /**
   * Copies the parameters into the backend.
   *
   * @param learningRate step length of {@link TfjsNetwork.step}
   * @param mask 1 for parameters to update, 0 for those to keep; absent: all are updated
   */
  constructor(
    spec: MlpSpec,
    parameters: MlpParameters,
    learningRate: number,
    mask?: MlpParameters,
  ) {
    this.#spec = spec;
    this.#variables = toTensors(spec, parameters).map((tensor) => {
      const variable = tf.variable(tensor);
      tensor.dispose();
      return variable;
    });
    this.#mask = mask && toTensors(spec, mask);
    this.#optimizer = tf.train.sgd(learningRate);
  }

  /** One SGD step on the rows `indices`. */
  step(samples: Samples, indices: ArrayLike<number>): void {
    tf.tidy(() => {
      const gradients = this.#gradients(samples, indices);
      this.#optimizer.applyGradients(
        this.#variables.map((variable, at) => ({
          name: variable.name,
          tensor: this.#mask ? tf.mul(gradients[at]!, this.#mask[at]!) : gradients[at]!,
        })),
      );
    });
  }

  /** Gradients of the mean loss of the rows `indices`, in the shape of the parameters. */
  async gradients(samples: Samples, indices: ArrayLike<number>): Promise<LayerParameters[]> {
    const gradients = tf.tidy(() => this.#gradients(samples, indices));
    const result = await fromTensors(gradients);
    tf.dispose(gradients);
    return result;
  }

  /** A copy of the parameters as they are now. */
  parameters(): Promise<LayerParameters[]> {
    return fromTensors(this.#variables);
  }

  /** Frees the memory of the backend. */
  dispose(): void {
    tf.dispose([...this.#variables, ...(this.#mask ?? [])]);
    this.#optimizer.dispose();
  }

  #gradients(samples: Samples, indices: ArrayLike<number>): tf.Tensor[] {
    const rows = indices.length;
    const inputs = new Float32Array(rows * samples.features);
    gatherInputs(samples, indices, inputs);
    const labels = Int32Array.from(indices, (at) => samples.labels[at]!);
    const batch = tf.tensor2d(inputs, [rows, samples.features]);
    const targets = tf.oneHot(tf.tensor1d(labels, "int32"), this.#spec.widths.at(-1)!);
    const { grads } = tf.variableGrads(
      () => tf.losses.softmaxCrossEntropy(targets, this.#logits(batch)).asScalar(),
      [...this.#variables],
    );
    return this.#variables.map((variable) => grads[variable.name]!);
  }

  #logits(inputs: tf.Tensor): tf.Tensor {
    let values = inputs;
    for (let at = 0; at < this.#variables.length; at += 2) {
      const pre = tf.add(tf.matMul(values, this.#variables[at]!), this.#variables[at + 1]!);
      values = at + 2 < this.#variables.length ? tf.relu(pre) : pre;
    }
    return values;
  }
}

/** Weights and biases in turn, first layer first. */
function toTensors(spec: MlpSpec, parameters: MlpParameters): tf.Tensor[] {
  return layerShapes(spec).flatMap(({ inputs, outputs }, l): tf.Tensor[] => [
    tf.tensor2d(parameters[l]!.weights, [inputs, outputs]),
    tf.tensor1d(parameters[l]!.biases),
  ]);
}

async function fromTensors(tensors: readonly tf.Tensor[]): Promise<LayerParameters[]> {
  const values = await Promise.all(tensors.map((tensor) => tensor.data<"float32">()));
  return Array.from({ length: values.length / 2 }, (_, l) => ({
    weights: values[2 * l]!.slice(),
    biases: values[2 * l + 1]!.slice(),
  }));
}
