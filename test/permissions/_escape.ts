/** Ways out of a process: what each of them comes to. */

/** By the name of the way: the error that it ends in, or `"open"`. */
export type Outcomes = Readonly<Record<string, string>>;

/** Where the ways lead. */
export interface Targets {
  /** A server on the loopback interface that counts its visitors. */
  readonly port: number;
  /** A folder outside of the checkout. */
  readonly outside: string;
}

/** Tries every way; those that begin with `import` need what is not in the cache. */
export async function tryToEscape({ port, outside }: Targets): Promise<Outcomes> {
  const local = `http://127.0.0.1:${port}/`;
  const ways: Record<string, () => unknown> = {
    connect: async () => (await Deno.connect({ hostname: "127.0.0.1", port })).close(),
    listen: () => Deno.listen({ hostname: "127.0.0.1", port: 0 }).close(),
    fetch: async () => await (await fetch(local)).body?.cancel(),
    fetchMirror: () => fetch("https://ossci-datasets.s3.amazonaws.com/mnist/"),
    fetchOtherMirror: () => fetch("https://storage.googleapis.com/"),
    resolve: () => Deno.resolveDns("example.com", "A"),
    socket: () => new WebSocket(`ws://127.0.0.1:${port}/`).close(),
    importLocal: () => import(`${local}module.ts`),
    importRemote: () => import(`https://esm.sh/${"multiplet-not-there"}`),
    importPackage: () => import(`npm:${"multiplet-not-there"}@1.0.0`),
    importJsr: () => import(`jsr:@multiplet/${"not-there"}@1.0.0`),
    program: () => new Deno.Command(Deno.execPath(), { args: ["--version"] }).output(),
    library: () => Deno.dlopen(`${outside}/none.so`, {}),
    writeOutside: () => Deno.writeTextFile(`${outside}/written`, "out"),
    writeTemporary: () => Deno.makeTempDir(),
    writeInData: () => Deno.writeTextFile("data/written", "out"),
    writeInProject: () => Deno.writeTextFile("written", "out"),
  };
  const outcomes: Record<string, string> = {};
  for (const [name, way] of Object.entries(ways)) {
    try {
      await way();
      outcomes[name] = "open";
    } catch (error) {
      outcomes[name] = error instanceof Error ? `${error.name}: ${error.message}` : `${error}`;
    }
  }
  return outcomes;
}
