/** Runs a test in a folder of its own, which is removed afterwards. */
export async function inFolder<Value>(test: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await Deno.makeTempDir();
  try {
    return await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
