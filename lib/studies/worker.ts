/** A worker of a runner: imports the module of a step and does its work. */
import { ArtifactStore } from "../system/artifacts/mod.ts";
import { serveTasks } from "../system/workers/mod.ts";
import { readOrWork, type StepJob } from "./runner.ts";
import { importStep, type Resource, resourceKey, type Tools } from "./step.ts";

/** Values that this thread has loaded, since no other thread shares them. */
const loaded = new Map<string, Promise<unknown>>();

serveTasks({
  step: async ({ module, inputs, store, shared }: StepJob, report: Tools["report"]) => {
    const step = await importStep(module);
    const artifacts = new ArtifactStore(store);
    const tools: Tools = {
      report,
      read: (earlier, input) => readOrWork(artifacts, earlier, input, tools),
      resource: <Ref, Value>(resource: Resource<Ref, Value>, ref: Ref) => {
        const key = resourceKey(resource, ref);
        const value = key in shared
          ? Promise.resolve(shared[key])
          : loaded.getOrInsertComputed(key, () => resource.load(ref));
        return value as Promise<Value>;
      },
    };
    return await step.run(inputs, tools);
  },
});
