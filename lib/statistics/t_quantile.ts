/**
 * Quantiles of Student's t. The package brings a logger that lists the environment when it is loaded.
 * @module
 */
// The order matters: modules run in the order of their imports.
import { showEnvironment } from "./hidden_environment.ts";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";

showEnvironment();

export { tQuantile };
