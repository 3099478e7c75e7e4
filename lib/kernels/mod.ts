/**
 * Compiled inner loops, and the memory they work in.
 * @module
 */
export * from "./fused_kernel.ts";
