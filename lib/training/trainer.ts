/**
 * The interface of training engines.
 *
 * A trainer takes a *cohort*: networks of one shape that are trained on the same mini-batches in the same
 * order. Sub-networks of one network, re-trained from its initial weights, are such a cohort; a single
 * network is a cohort of one. An engine may process each batch once for the whole cohort, but a network's
 * result never depends on the other networks.
 */
import type { Dataset } from "../data/dataset.ts";
import type { NetworkParameters, NetworkSpec } from "../models/mod.ts";

/** Plain stochastic gradient descent on the mean softmax cross-entropy of each mini-batch. */
export interface Hyperparameters {
  /** Passes over the training set; paper: 50. */
  readonly epochs: number;
  /** Samples per step; the last batch of an epoch may be smaller; paper: 32. */
  readonly batchSize: number;
  /** Step length; no momentum, decay or regularisation; paper: 0.01. */
  readonly learningRate: number;
}

/**
 * The treatment of a unit of a hidden layer, a neuron or a map, during training:
 * - `"trained"`: an ordinary unit.
 * - `"zero"`: removed. Incoming weights, bias and outgoing weights are set to zero at the start and
 *   stay exactly zero.
 * - `"frozen"`: incoming weights, bias and outgoing weights keep their initial values and take part
 *   in the forward pass, but are never updated.
 * - `"constant"`: removed but for its bias. Incoming weights are set to zero at the start and stay
 *   exactly zero; bias and outgoing weights are trained.
 */
export type UnitTreatment = "trained" | "zero" | "frozen" | "constant";

/** One treatment per unit, by name of the hidden layer; layers that are not named are trained. */
export type Treatments = Readonly<Record<string, readonly UnitTreatment[]>>;

/** One network of a cohort. */
export interface TrainingJob {
  /** Name for progress and errors, e.g. `"network 3"`. */
  readonly name: string;
  /** Parameters at the start; not modified. */
  readonly initial: NetworkParameters;
  /** Default: all units are trained. */
  readonly treatments?: Treatments;
}

/** A cohort and how to train it. */
export interface TrainingRequest {
  /** Shape of all networks of the cohort. */
  readonly spec: NetworkSpec;
  /** The data set for training and testing. */
  readonly dataset: Dataset;
  /** The same for the whole cohort. */
  readonly hyperparameters: Hyperparameters;
  /** Seed of the batch order, shared by the cohort; see {@link batchOrder}. */
  readonly batchSeed: number;
  /** The networks, in the order of the result. */
  readonly jobs: readonly TrainingJob[];
  /** Default `"every-epoch"`. */
  readonly metrics?: MetricsSchedule | undefined;
}

/** The epochs after which loss and accuracy are measured; after the last one alone takes less time. */
export type MetricsSchedule = "every-epoch" | "last-epoch";

/**
 * Loss (mean cross-entropy, nats) and accuracy (0..1) on the whole training and test set, measured
 * with the parameters after `epoch` passes. Epoch 0 is the untrained network.
 */
export interface EpochMetrics {
  /** Passes over the training set so far. */
  readonly epoch: number;
  /** Mean cross-entropy on the training set, in nats. */
  readonly trainLoss: number;
  /** Share of the training set that is classified correctly, 0..1. */
  readonly trainAccuracy: number;
  /** Mean cross-entropy on the test set, in nats. */
  readonly testLoss: number;
  /** Share of the test set that is classified correctly, 0..1. */
  readonly testAccuracy: number;
}

/** A finished network: its final parameters and `epochs + 1` rows of metrics, or the last one alone. */
export interface TrainedNetwork {
  /** The name of its job. */
  readonly name: string;
  /** After the last epoch. */
  readonly parameters: NetworkParameters;
  /** Metrics by ascending epoch. */
  readonly history: readonly EpochMetrics[];
}

/** The progress of a training. */
export interface TrainingProgress {
  /** Index of the job in the request. */
  readonly job: number;
  /** Name of the job. */
  readonly name: string;
  /** Steps done so far, over all epochs. */
  readonly step: number;
  /** Steps of all epochs. */
  readonly steps: number;
  /** Present at the end of an epoch, and at step 0 for the untrained network. */
  readonly metrics?: EpochMetrics | undefined;
}

/** Progress and cancellation of a training. */
export interface TrainingOptions {
  /** Aborting it rejects with the signal's reason, at the latest one batch later. */
  readonly signal?: AbortSignal | undefined;
  /** Called several times within an epoch, and at its end. */
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
}

/** An engine that trains cohorts. */
export interface Trainer {
  /** Engine and backend, e.g. `"tfjs-wasm"`. Part of every artifact key. */
  readonly name: string;
  /** Changes if the same request may give other bytes. Part of every artifact key. */
  readonly revision: string;
  /** The reason why it cannot train such networks, one sentence; `undefined` if it can. */
  refusal(spec: NetworkSpec): string | undefined;
  /** Trains the cohort; the result has the order of `request.jobs`. */
  train(request: TrainingRequest, options?: TrainingOptions): Promise<TrainedNetwork[]>;
}
