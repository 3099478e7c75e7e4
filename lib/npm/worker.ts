/** The script of all workers of the npm package; see `workers.ts`. */
import { WORKER_SCRIPTS } from "../bundles/worker_scripts.ts";

const scope = globalThis as unknown as {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage?: (message: unknown) => void;
};

if (scope.postMessage === undefined) {
  // A thread of Node has no scope of a web worker.
  const port = process.getBuiltinModule("worker_threads").parentPort!;
  scope.postMessage = (message) => port.postMessage(message);
  port.on("message", (data) => scope.onmessage?.({ data }));
}

scope.onmessage = ({ data: name }) => {
  scope.onmessage = null;
  void WORKER_SCRIPTS[name as string]!();
};
