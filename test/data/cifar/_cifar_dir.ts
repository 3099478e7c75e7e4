/** The published files of CIFAR-10 in the folder that `CIFAR_DIR` names; some of the six may be missing. @module */
import { CIFAR_10 } from "../../../lib/data/sources/cifar_10.ts";
import { findSourceFiles } from "../../../lib/data/sources/published_files.ts";
import { variable } from "../../permitted.ts";

const folder = variable("CIFAR_DIR");

/** All six files, those of the test set last. */
export const CIFAR_FILES = [...CIFAR_10.files.train, ...CIFAR_10.files.test];

/** Path of each file that is there, by its name. */
export const CIFAR_PATHS: ReadonlyMap<string, string> = new Map(
  (folder ? await findSourceFiles(folder, CIFAR_FILES, ["", ".gz"]) : []).flatMap((path, at) =>
    path === undefined ? [] : [[CIFAR_FILES[at]!.name, path]]
  ),
);

/** Names of the files that are not there. */
export const CIFAR_MISSING: readonly string[] = CIFAR_FILES.map(({ name }) => name)
  .filter((name) => !CIFAR_PATHS.has(name));
