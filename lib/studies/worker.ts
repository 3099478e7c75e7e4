/** A worker of a runner: imports the module of a step and does its work. */
import { ArtifactStore } from "../system/artifacts/mod.ts";
import { serveTasks } from "../system/workers/mod.ts";
import { readOrWork, type StepJob } from "./runner.ts";
import { importStep, type Resource, resourceKey, type Tools, type WorkProgress } from "./step.ts";

/** Values that no other thread has shared with this one. */
const loaded = new Map<string, Promise<unknown>>();

serveTasks({
  step: async (
    { module, inputs, store, shared }: StepJob,
    report: (progress: unknown) => void,
  ) => {
    const step = await importStep(module);
    const artifacts = new ArtifactStore(store);
    const tools: Tools = {
      report: (progress: WorkProgress) => report(progress),
      read: (earlier, input) => readOrWork(artifacts, earlier, input, tools),
      resource: <Ref, Value>(resource: Resource<Ref, Value>, ref: Ref) => {
        const key = resourceKey(resource, ref);
        const known = key in shared ? Promise.resolve(shared[key]) : loaded.get(key);
        const value = known ?? resource.load(ref);
        if (known === undefined) loaded.set(key, value);
        return value as Promise<Value>;
      },
    };
    return await step.run(inputs, tools);
  },
});
