/**
 * Compiled inner loops, and the memory they work in.
 * @module
 */
export { type FusedKernel, fusedKernel, kernelRevision } from "./fused_kernel.ts";
export { KernelMemory, KernelMemoryError } from "./memory.ts";
