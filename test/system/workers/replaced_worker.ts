/** Watching the workers that the library starts. */

/** Runs `test` while `replacement` is what `new Worker` makes. */
export async function replacedWorker(
  replacement: typeof Worker,
  test: () => Promise<void>,
): Promise<void> {
  const plain = globalThis.Worker;
  globalThis.Worker = replacement;
  try {
    await test();
  } finally {
    globalThis.Worker = plain;
  }
}
