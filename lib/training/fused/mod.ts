/**
 * The fast trainer, a kernel in WebAssembly. Importing this loads the kernel.
 * @module
 */
export { KernelMemoryError } from "../../kernels/fused_kernel.ts";
export { fusedTrainer } from "./fused_trainer.ts";
