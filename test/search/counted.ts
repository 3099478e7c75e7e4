/** What a search really does: elements written to its arrays, logarithms, bytes. */

/** Counts of one run. */
export interface Counted {
  /** Elements of arrays of 64-bit floats that were written one by one. */
  writes: number;
  /** Calls of `Math.log`. */
  logarithms: number;
  /** Bytes of the arrays of 64-bit floats that were made. */
  bytes: number;
}

/** Runs `work` with arrays of 64-bit floats and logarithms that count. */
export async function counted(work: () => Promise<unknown>): Promise<Counted> {
  const counts = { writes: 0, logarithms: 0, bytes: 0 };
  const Plain = globalThis.Float64Array;
  const { log } = Math;
  const handler: ProxyHandler<Float64Array> = {
    get(target, key) {
      const value = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
    set(target, key, value) {
      counts.writes++;
      return Reflect.set(target, key, value, target);
    },
  };
  const watched = (made: Float64Array) => {
    counts.bytes += made.byteLength;
    return new Proxy(made, handler);
  };
  globalThis.Float64Array = new Proxy(Plain, {
    construct: (target, parameters) => watched(Reflect.construct(target, parameters)),
    get: (target, key) => {
      if (key !== "from") return Reflect.get(target, key);
      return (...parameters: unknown[]) => watched(Reflect.apply(target.from, target, parameters));
    },
  });
  Math.log = (value) => {
    counts.logarithms++;
    return log(value);
  };
  try {
    await work();
  } finally {
    globalThis.Float64Array = Plain;
    Math.log = log;
  }
  return counts;
}
