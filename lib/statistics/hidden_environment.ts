/**
 * Hides the environment variables from packages that list them while they are loaded, so that a program
 * without that permission can load these packages: Deno would ask for the permission, or refuse.
 */
import process from "node:process";

const environment = process.env;
process.env = {};

/** Shows the environment again. Called by the module that imports this one first, after its other imports. */
export function showEnvironment(): void {
  process.env = environment;
}
