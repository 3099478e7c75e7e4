/** A worker that tries to get out, as it is asked to, and tells what came of it. */
import { serveTasks } from "../../lib/system/workers/mod.ts";
import { tryToEscape } from "./_escape.ts";

serveTasks({ tryToEscape });
