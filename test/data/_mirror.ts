/** A server on the loopback interface that answers by a script. @module */

/** Answers one request, told how many came before it. */
export type Answer = (request: Request, index: number) => Response | Promise<Response>;

/** What {@link withMirror} gives its test. */
export interface Mirror {
  /** Address of the server, with a slash at its end. */
  readonly url: string;
  /** `"<path> <Range header or ->"` of every request so far. */
  readonly requests: readonly string[];
}

/** Runs `test` beside a server on a free port of 127.0.0.1, and stops the server. */
export async function withMirror(
  answer: Answer,
  test: (mirror: Mirror) => Promise<void>,
): Promise<void> {
  const requests: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => {
      const index = requests.length;
      requests.push(`${new URL(request.url).pathname} ${request.headers.get("range") ?? "-"}`);
      return answer(request, index);
    },
  );
  try {
    await test({ url: `http://127.0.0.1:${server.addr.port}/`, requests });
  } finally {
    await server.shutdown();
  }
}

/** Serves `bytes` as a good server does: with ranges, and 416 beyond the end. */
export function serveBytes(request: Request, bytes: Uint8Array<ArrayBuffer>): Response {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.get("range") ?? "")?.[1] ?? NaN);
  if (Number.isNaN(from)) return new Response(bytes);
  if (from >= bytes.length) return new Response(null, { status: 416 });
  return new Response(bytes.subarray(from), {
    status: 206,
    headers: { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` },
  });
}

/** Sends `bytes`, then nothing, until the client goes away. */
export function stallAfter(bytes: Uint8Array<ArrayBuffer>): Response {
  return new Response(new ReadableStream({ start: (controller) => controller.enqueue(bytes) }));
}

/**
 * A server that sends `head` and `body` to its one client and closes the connection: for promises
 * that `Deno.serve` would not break.
 */
export function breakingServer(
  head: readonly string[],
  body: Uint8Array,
): AsyncDisposable & { readonly url: string } {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const served = (async () => {
    using connection = await listener.accept();
    await connection.read(new Uint8Array(4_096));
    for (const part of [new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n`), body]) {
      for (let at = 0; at < part.length;) at += await connection.write(part.subarray(at));
    }
  })();
  return {
    url: `http://127.0.0.1:${listener.addr.port}/broken`,
    async [Symbol.asyncDispose]() {
      await served;
      listener.close();
    },
  };
}
