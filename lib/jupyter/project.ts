/**
 * Where the parts of the project lie.
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { reportsFolder } from "../system/files/folders.ts";
import { SetupError } from "./errors.ts";

/** The folders that notebooks need, as absolute paths. */
export interface Project {
  readonly root: string;
  /** The pinned Python packages. */
  readonly requirements: string;
  /** The Python environment made from them. */
  readonly venv: string;
  /** The tracked notebooks. */
  readonly notebooks: string;
  /** Executed copies, figures and reports: {@link reportsFolder}. */
  readonly reports: string;
}

/** The project at `root`; by default the checkout that this file belongs to. Its reports go where
 * {@link reportsFolder} says, whatever the root. */
export function project(root: string = checkout()): Project {
  return {
    root,
    requirements: join(root, "requirements.txt"),
    venv: join(root, ".venv"),
    notebooks: join(root, "notebooks"),
    reports: reportsFolder(),
  };
}

function checkout(): string {
  const root = new URL("../..", import.meta.url);
  if (root.protocol !== "file:") {
    throw new SetupError(
      `Notebooks run from a checkout of the project, not from ${root.origin}; ` +
        "clone the repository and run the command there",
    );
  }
  return fileURLToPath(root).replace(/[\\/]$/, "");
}
