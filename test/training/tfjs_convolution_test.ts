/** Gradients of convolutions and pooling by tfjs, on each backend, and what the library adds to it. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  convolutional,
  initialParameters,
  type LayerSpec,
  type NetworkSpec,
  toModelFiles,
} from "../../lib/models/mod.ts";
import { sha256 } from "../../lib/system/artifacts/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import {
  TFJS_BACKENDS,
  TfjsNetwork,
  tfjsTrainer,
  useBackend,
} from "../../lib/training/tfjs/mod.ts";
import { pooledMaxima } from "../../lib/training/tfjs/convolution.ts";
import { permitted } from "../permitted.ts";
import { imagesOf } from "../toy_images.ts";
import { optionsOf } from "./backends.ts";
import { batchOf, plainGradients, toPlain } from "./backpropagation.ts";
import { relativeDifference } from "./relative_difference.ts";
import { CONVOLUTIONAL } from "./toy_request.ts";
import { FLOAT64, testTrajectory } from "./trajectory.ts";

testTrajectory(tfjsTrainer("wasm"), FLOAT64);

const input = { height: 7, width: 9, channels: 2 };

/** The network with other convolutions. */
function changed(spec: NetworkSpec, change: Partial<LayerSpec>): NetworkSpec {
  const layers = spec.layers.map((layer) =>
    layer.kind === "convolution" ? { ...layer, ...change } as LayerSpec : layer
  );
  return { ...spec, layers };
}

const whole = convolutional(input, [3, 4], [5, 4]);

const SPECS: Readonly<Record<string, NetworkSpec>> = {
  "two convolutions": whole,
  "without pooling": changed(whole, { pooling: "none" }),
  "without activation": changed(whole, { activation: "none" }),
  "without biases": changed(whole, { bias: false }),
  "one map": convolutional(input, [1], [4]),
  "many maps": convolutional({ height: 8, width: 8, channels: 3 }, [17, 33], [4]),
  "images into a dense layer": convolutional(input, [], [5, 4]),
};

for (const backend of TFJS_BACKENDS) {
  const options = optionsOf(backend);

  Deno.test(
    `${backend}: gradients of convolutions agree with float64 backpropagation to 1e-5 relative`,
    options,
    async () => {
      await useBackend(backend);
      for (const [title, spec] of Object.entries(SPECS)) {
        const parameters = initialParameters(spec, "default", randomSource(5));
        const samples = imagesOf(spec.input as typeof input, 60, "pixels");
        const network = new TfjsNetwork(spec, parameters, 0.1);
        const rows = [3, 0, 17, 44, 44, 51];
        const gradients = await network.gradients(samples, rows);
        network.dispose();
        const expected = plainGradients(toPlain(spec, parameters), batchOf(samples, rows));
        const difference = relativeDifference(gradients, expected);
        ok(difference < 1e-5, `${title}: relative difference ${difference}`);
      }
    },
  );

  Deno.test(
    `${backend}: of equal maxima the first one gets the gradient, row by row, whatever their sign`,
    options,
    async () => {
      await useBackend(backend);
      for (
        const [window, first] of [
          [[1, 1, 1, 1], 0],
          [[0, 1, 1, 1], 1],
          [[0, 0, 1, 1], 2],
          [[0, 0, 0, 1], 3],
          [[0, 1, 0, 1], 1],
          [[1, 0, 0, 1], 0],
          [[0, 0, 0, 0], 0],
          [[-5, -1, -2, -1], 1],
          [[-5, -4, -1, -1], 2],
        ] as const
      ) {
        // A second channel without ties, and a last row and column that are left out.
        const image = tf.tensor4d([
          ...[window[0], 1, window[1], 2, 9, 9],
          ...[window[2], 3, window[3], 4, 9, 9],
          ...[9, 9, 9, 9, 9, 9],
        ], [1, 3, 3, 2]);
        const pooled = pooledMaxima(image);
        deepEqual([...await pooled.data()], [Math.max(...window), 4]);
        const gradient = tf.grad((images: tf.Tensor) =>
          tf.sum(pooledMaxima(images as tf.Tensor4D))
        );
        const expected = new Float32Array(18);
        expected[[0, 2, 6, 8][first]!] = 1;
        expected[9] = 1;
        deepEqual([...await gradient(image).data()], [...expected], `${window}`);
      }
    },
  );

  // On equal pixels all positions of a window are equally large; the second channel, whose weights are zero, tells
  // which of them got the gradient.
  Deno.test(
    `${backend}: ties of a network's convolution go to the first pixel`,
    options,
    async () => {
      await useBackend(backend);
      const spec = convolutional({ height: 2, width: 2, channels: 2 }, [1], [2]);
      const weights = new Float32Array(18);
      weights[8] = 1;
      const parameters = [
        { weights, biases: new Float32Array(1) },
        { weights: Float32Array.of(1, -1), biases: new Float32Array(2) },
      ];
      const inputs = Float32Array.of(0.5, 10, 0.5, 20, 0.5, 30, 0.5, 40);
      const samples = { count: 1, features: 8, inputs, labels: Uint8Array.of(0) };
      const network = new TfjsNetwork(spec, parameters, 0.1);
      const [conv1] = await network.gradients(samples, [0]);
      network.dispose();
      // Logits ±½: the gradient of the pooled value is 2 (p − 1), p = 1 / (1 + 1/e).
      const ofPooled = 2 * (1 / (1 + Math.exp(-1)) - 1);
      // The pixel itself, and its neighbours on the right, below, and below on the right.
      [[4, 10], [5, 20], [7, 30], [8, 40], [0, 0], [3, 0]].forEach(([pixel, value]) => {
        const found = conv1!.weights[2 * pixel! + 1]!;
        ok(Math.abs(found - ofPooled * value!) < 1e-5, `pixel ${pixel}: ${found}`);
      });
      const plain = plainGradients(toPlain(spec, parameters), batchOf(samples, [0]));
      ok(relativeDifference([conv1!], plain.slice(0, 1)) < 1e-6);
    },
  );
}

// When this fails, a later tfjs has mended it, and its own pooling will do.
Deno.test("wasm: tfjs's own pooling has another rule for ties", permitted, async () => {
  const gradient = async (backend: "cpu" | "wasm", window: number[]) => {
    await useBackend(backend);
    const own = (image: tf.Tensor) => tf.sum(tf.maxPool(image as tf.Tensor4D, 2, 2, "valid"));
    return [...tf.grad(own)(tf.tensor4d(window, [1, 2, 2, 1])).dataSync()];
  };
  deepEqual(await gradient("cpu", [1, 1, 1, 1]), [1, 0, 0, 0]);
  deepEqual(await gradient("wasm", [1, 1, 1, 1]), [0, 0, 0, 1]);
  deepEqual(await gradient("cpu", [-5, -1, -2, -3]), [0, 1, 0, 0]);
  deepEqual(await gradient("wasm", [-5, -1, -2, -3]), [1, 0, 0, 0]);
});

Deno.test("the gradient by a filter is added where tfjs has none, once", permitted, async () => {
  const kernel = (backend: string) => tf.getKernel("Conv2DBackpropFilter", backend);
  const own = kernel("cpu");
  await useBackend("wasm");
  const added = kernel("wasm");
  ok(added !== undefined);
  await useBackend("cpu");
  await useBackend("wasm");
  equal(kernel("wasm"), added);
  equal(kernel("cpu"), own);
  ok(own !== undefined && own.kernelFunc !== added.kernelFunc);
});

Deno.test(
  "wasm: the gradient by any filter of stride 1 is that of the backend cpu",
  permitted,
  async () => {
    const cases = [
      { images: [2, 5, 7, 3], filter: [3, 3, 3, 2], pad: "same" },
      { images: [2, 5, 7, 3], filter: [4, 2, 3, 5], pad: "same" },
      { images: [1, 6, 6, 1], filter: [3, 5, 1, 1], pad: "valid" },
      { images: [3, 5, 5, 2], filter: [3, 3, 2, 4], pad: 2 },
    ] as const;
    for (const { images, filter, pad } of cases) {
      const gradient = async (backend: "cpu" | "wasm") => {
        await useBackend(backend);
        return tf.tidy(() => {
          const x = tf.randomUniform([...images], -1, 1, "float32", 3) as tf.Tensor4D;
          const outputs = tf.conv2d(x, tf.ones([...filter]) as tf.Tensor4D, 1, pad);
          const weights = tf.randomUniform(outputs.shape, -1, 1, "float32", 4);
          const loss = (one: tf.Tensor) =>
            tf.sum(tf.mul(weights, tf.conv2d(x, one as tf.Tensor4D, 1, pad)));
          return tf.grad(loss)(tf.ones([...filter])).dataSync().slice();
        });
      };
      const expected = await gradient("cpu");
      const found = await gradient("wasm");
      equal(found.length, expected.length);
      found.forEach((value, at) => ok(Math.abs(value - expected[at]!) < 1e-5, `${pad} ${at}`));
    }
    for (const strides of [[2, 1], [1, 2]] as [number, number][]) {
      const image = tf.ones([1, 4, 4, 1]) as tf.Tensor4D;
      const strided = (one: tf.Tensor) =>
        tf.sum(tf.conv2d(image, one as tf.Tensor4D, strides, "same"));
      throws(
        () => tf.grad(strided)(tf.ones([3, 3, 1, 1])),
        new RegExp(`made for strides 1,1 and the format NHWC, got ${strides} and NHWC`),
      );
    }
  },
);

Deno.test("a long evaluation pauses, and can be aborted in its middle", permitted, async () => {
  const input = { height: 32, width: 32, channels: 3 };
  const spec = convolutional(input, [16], [4]);
  const samples = imagesOf(input, 300, "pixels");
  const request = {
    ...CONVOLUTIONAL.request,
    spec,
    dataset: {
      ...CONVOLUTIONAL.request.dataset,
      input: { kind: "image" as const, ...input },
      parts: { train: samples, test: { ...samples, count: 1 } },
    },
    hyperparameters: { epochs: 0, batchSize: 32, learningRate: 0.1 },
    jobs: [{ name: "a", initial: initialParameters(spec, "default", randomSource(1)) }],
  };
  const controller = new AbortController();
  const reason = new Error("enough");
  let measured = false;
  const training = tfjsTrainer("wasm").train(request, {
    signal: controller.signal,
    onProgress: ({ metrics }) => {
      if (metrics !== undefined) measured = true;
      controller.abort(reason);
    },
  });
  await rejects(training, reason);
  equal(measured, false);
});

Deno.test(
  "golden bytes of convolutions: when they change, the revision of the trainer must be raised",
  permitted,
  async () => {
    const trainer = tfjsTrainer("wasm");
    equal(trainer.revision, "tfjs-4.22.0/1");
    const { request } = CONVOLUTIONAL;
    const [network] = await trainer.train(request);
    equal(
      sha256(toModelFiles(request.spec, network!.parameters)["weights.bin"]),
      "e233b99d55e90f6a5cee1cf6d4882d0088422a546083c469b6440188e26ddb87",
    );
  },
);
