import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { startWorkersBy, WorkerError, WorkerPool } from "../../../lib/system/workers/mod.ts";
import { permitted } from "../../permitted.ts";

const script = new URL("./_worker.ts", import.meta.url);
const open = (size = 2, pingInterval = 10_000) => new WorkerPool(script, { size, pingInterval });
const shared = (deaths = 0) => ({ counter: new Int32Array(new SharedArrayBuffer(4)), deaths });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

Deno.test("more jobs than workers: each gets its own result", permitted, async () => {
  using pool = open();
  const inputs = Array.from({ length: 20 }, (_, x) => x);
  const outputs = await Promise.all(inputs.map((x) => pool.run<number>("square", x)));
  deepEqual(outputs, inputs.map((x) => x * x));
});

Deno.test("progress comes back to the job's own listener, in order", permitted, async () => {
  using pool = open();
  const heard: unknown[][] = [[], []];
  const results = await Promise.all(
    [3, 2].map((from, at) =>
      pool.run("countDown", from, { onProgress: (progress) => heard[at]!.push(progress) })
    ),
  );
  deepEqual(results, ["lift-off", "lift-off"]);
  deepEqual(heard, [[3, 2, 1], [2, 1]]);
});

Deno.test(
  "an error of a task comes back with name and message; the worker goes on",
  permitted,
  async () => {
    using pool = open(1);
    await rejects(pool.run("fail", 0), { name: "RangeError", message: "nothing to be done" });
    await rejects(pool.run("unknown", 0), /no task "unknown"/);
    equal(await pool.run("square", 3), 9);
  },
);

Deno.test("an input that cannot be sent is an error of its own job alone", permitted, async () => {
  using pool = open(1);
  await rejects(pool.run("square", () => {}), { name: "DataCloneError" });
  equal(await pool.run("square", 3), 9);
});

Deno.test(
  "a worker that dies is replaced and its job repeated, before those that wait",
  permitted,
  async () => {
    using pool = open(1);
    const memory = shared(2);
    const order: string[] = [];
    await Promise.all([
      pool.run("fragile", memory).then((output) => order.push(`${output}`)),
      pool.run("square", 2).then((output) => order.push(`${output}`)),
    ]);
    deepEqual(order, ["alive", "4"]);
    equal(memory.counter[0], 3);
  },
);

Deno.test("a job that ends three workers is given up, and only that one", permitted, async () => {
  using pool = open(1);
  const memory = shared(5);
  await rejects(
    pool.run("fragile", memory),
    (error: Error) =>
      error instanceof WorkerError &&
      /"fragile" has ended 3 workers.*falls over/.test(error.message),
  );
  equal(memory.counter[0], 3);
  equal(await pool.run("square", 3), 9);
});

Deno.test("a worker that ends without a word is noticed by its silence", permitted, async () => {
  using pool = open(1, 150);
  const memory = shared(1);
  equal(await pool.run("vanish", memory), "alive");
  equal(memory.counter[0], 2);
});

Deno.test(
  "a worker that is silent because it has nothing to do is left alone",
  permitted,
  async () => {
    using pool = open(1, 150);
    equal(await pool.run("square", 2), 4);
    await pause(1300); // longer than it takes to notice silence
    equal(await pool.run("square", 3), 9);
  },
);

Deno.test("aborting ends the worker at once and leaves the others alone", permitted, async () => {
  using pool = open(2);
  const memory = shared();
  const controller = new AbortController();
  const busy = pool.run("busy", memory, { signal: controller.signal });
  const other = pool.run("countDown", 20);
  while (memory.counter[0]! < 3) await pause(5);
  controller.abort(new Error("enough"));
  await rejects(busy, /enough/);
  const [counted] = memory.counter;
  await pause(50);
  ok(memory.counter[0]! <= counted! + 1, "it counts no further");
  equal(await other, "lift-off");
});

Deno.test(
  "a job that waits can be aborted, and one that was aborted before never begins",
  permitted,
  async () => {
    using pool = open(1);
    const controller = new AbortController();
    const first = pool.run("countDown", 3);
    const memory = shared();
    const second = pool.run("fragile", memory, { signal: controller.signal });
    controller.abort(new Error("not needed"));
    await rejects(second, /not needed/);
    await rejects(pool.run("fragile", memory, { signal: controller.signal }), /not needed/);
    equal(await first, "lift-off");
    equal(memory.counter[0], 0);
  },
);

Deno.test(
  "closing ends all workers; jobs that run, wait or come later reject",
  permitted,
  async () => {
    const pool = open(1);
    const memory = shared();
    const running = pool.run("busy", memory);
    const waiting = pool.run("square", 1);
    while (memory.counter[0]! < 3) await pause(5);
    pool[Symbol.dispose]();
    await rejects(running, WorkerError);
    await rejects(waiting, WorkerError);
    await rejects(pool.run("square", 1), /closed/);
    const [counted] = memory.counter;
    await pause(50);
    ok(memory.counter[0]! <= counted! + 1);
  },
);

Deno.test("a pool without workers is refused", permitted, () => {
  throws(() => open(0), /at least one worker, got size 0/);
});

Deno.test("without any way to start a worker, each job says why", permitted, async () => {
  startWorkersBy(() => {
    throw new RangeError("no workers here");
  });
  try {
    using pool = open(1);
    const jobs = [pool.run("square", 7), pool.run("square", 8)];
    for (const job of jobs) await rejects(job, { name: "RangeError", message: "no workers here" });
  } finally {
    startWorkersBy((asked) => new Worker(asked, { type: "module" }));
  }
});

Deno.test("a program of one file starts its workers itself", permitted, async () => {
  const started: string[] = [];
  const usual = (script: URL) => new Worker(script, { type: "module" });
  startWorkersBy((asked) => {
    started.push(asked.pathname.split("/").at(-1)!);
    return usual(script);
  });
  try {
    using pool = new WorkerPool(new URL("bundle:/lib/any_worker.ts"), { size: 1 });
    equal(await pool.run<number>("square", 7), 49);
  } finally {
    startWorkersBy(usual);
  }
  deepEqual(started, ["any_worker.ts"]);
});
