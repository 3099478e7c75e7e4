/** Compiled inner loops, and the memory they work in. */

export * from "./fused_kernel.ts";
