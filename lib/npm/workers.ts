/**
 * Workers of the npm package: web workers, or in Node threads with the part of their interface that pools use. All run
 * `worker.js` of the package, which is told by its first message which script of the library it stands for.
 */
import { scriptName } from "../bundles/worker_scripts.ts";
import { startWorkersBy } from "../system/workers/pool.ts";

startWorkersBy((script) => {
  const worker = typeof Worker === "undefined"
    ? nodeThread()
    // Bundlers find the file of a worker by these words.
    : new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  worker.postMessage(scriptName(script));
  return worker;
});

/** A thread of Node that looks like a web worker. */
function nodeThread(): Worker {
  const threads = globalThis.process?.getBuiltinModule?.("worker_threads");
  if (threads === undefined) {
    throw new Error(
      "Cannot start a worker: found neither web workers nor a Node of version 20.16 or later; pass workers: 1",
    );
  }
  // No `new URL` with a text and `import.meta.url`: bundlers for browsers would look for the file.
  const thread = new threads.Worker(new URL(import.meta.url.replace(/[^/]*$/, "worker.js")));
  const worker: Pick<Worker, "onmessage" | "onerror" | "postMessage" | "terminate"> = {
    onmessage: null,
    onerror: null,
    postMessage: (message: unknown) => thread.postMessage(message),
    terminate: () => void thread.terminate(),
  };
  const web = worker as Worker;
  thread.on("message", (data) => web.onmessage?.({ data } as MessageEvent));
  thread.on("error", ({ message }) => {
    web.onerror?.({ message, preventDefault: () => {} } as ErrorEvent);
  });
  return web;
}
