/**
 * Hides the environment from packages that list all of it while they are loaded, so that a program
 * that may not read it can load them: Deno would ask for that permission, or refuse.
 */
import process from "node:process";

const environment = process.env;
process.env = {};

/** Ends that. To be called by the module that imports this one first, after its other imports. */
export function showEnvironment(): void {
  process.env = environment;
}
