/** Mirrors that fail, and how often they are asked again. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { downloadFile } from "../../lib/data/sources/download.ts";
import { DownloadError } from "../../lib/data/sources/download.ts";
import { permitted } from "../permitted.ts";
import { contents, file, half, isWhole, setting, sha256 } from "./_download.ts";
import { breakingServer, serveBytes, stallAfter } from "./_mirror.ts";
import { inFolder } from "../in_folder.ts";

Deno.test.sanitizer({ ops: true, resources: true });

Deno.test("503 and 429 are tried again and recover", permitted, async () => {
  const statuses = [503, 429];
  await setting(
    (request, index) =>
      index < 2 ? new Response(null, { status: statuses[index]! }) : serveBytes(request, file),
    async (s) => {
      deepEqual(await s.download(), []);
      isWhole(s.destination);
      equal(s.requests.length, 3);
    },
  );
});

Deno.test("503 throughout: every attempt is told, nothing is left behind", permitted, async () => {
  await setting(() => new Response(null, { status: 503 }), async (s) => {
    const told = "503 Service Unavailable";
    deepEqual(await s.download(), [`/a 1: ${told}`, `/a 2: ${told}`, `/a 3: ${told}`]);
    deepEqual(s.names(), []);
  });
});

Deno.test("404 is not tried again: the next mirror is", permitted, async () => {
  await setting(
    (request) =>
      request.url.endsWith("/b") ? serveBytes(request, file) : new Response("", { status: 404 }),
    async (s) => {
      deepEqual(await s.download({ urls: [`${s.url}a`, `${s.url}b`] }), []);
      isWhole(s.destination);
      deepEqual(s.requests, ["/a -", "/b -"]);
    },
  );
});

Deno.test("the error tells file, and what each mirror answered", permitted, async () => {
  await setting(
    (request) => new Response(null, { status: request.url.endsWith("/a") ? 404 : 403 }),
    async (s) => {
      const urls = [`${s.url}a`, `${s.url}b`];
      await rejects(
        downloadFile({ urls, destination: s.destination, sha256, maxBytes: contents.length }),
        (error: unknown) => {
          ok(error instanceof DownloadError);
          equal(
            error.message,
            `Cannot download ${s.destination}: no mirror delivered the file; check the internet ` +
              `connection and try again` +
              `\n  ${s.url}a, attempt 1: 404 Not Found\n  ${s.url}b, attempt 1: 403 Forbidden`,
          );
          return true;
        },
      );
    },
  );
});

Deno.test(
  "a body shorter than its Content-Length is continued by the next mirror",
  permitted,
  async () => {
    const head = ["HTTP/1.1 200 OK", `Content-Length: ${file.length}`];
    await using broken = breakingServer(head, half);
    await setting((request) => serveBytes(request, file), async (s) => {
      const patience = { attempts: 1, idleTimeoutMs: 2_000 };
      deepEqual(await s.download({ urls: [broken.url, `${s.url}a`], patience }), []);
      deepEqual(s.requests, [`/a bytes=${half.length}-`]);
      isWhole(s.destination);
    });
  },
);

Deno.test("a body without a length that breaks off is told and kept", permitted, async () => {
  const chunk = new TextEncoder().encode(`${(16).toString(16)}\r\n`);
  const head = ["HTTP/1.1 200 OK", "Transfer-Encoding: chunked"];
  await using broken = breakingServer(head, Uint8Array.of(...chunk, ...file.subarray(0, 16)));
  await setting(() => new Response(), async (s) => {
    const patience = { attempts: 1, idleTimeoutMs: 2_000 };
    const answers = await s.download({ urls: [broken.url], patience });
    match(answers.join(), /^\/broken 1: .*(body|end of file|connection)/);
    deepEqual(Deno.readFileSync(`${s.destination}.partial`), file.subarray(0, 16));
  });
});

Deno.test(
  "a server that stalls is given up after the idle time, then continued",
  permitted,
  async () => {
    await setting(
      (request, index) => index === 0 ? stallAfter(half) : serveBytes(request, file),
      async (s) => {
        const patience = { attempts: 2, backoffMs: 1, idleTimeoutMs: 300 };
        deepEqual(await s.download({ patience }), []);
        isWhole(s.destination);
        deepEqual(s.requests, ["/a -", `/a bytes=${half.length}-`]);
      },
    );
  },
);

Deno.test("a server that never answers is told as silence", permitted, async () => {
  const silence = Promise.withResolvers<Response>();
  await setting(() => silence.promise, async (s) => {
    const patience = { attempts: 1, idleTimeoutMs: 50 };
    deepEqual(await s.download({ patience }), ["/a 1: no data for 50 ms"]);
    silence.resolve(new Response());
  });
});

Deno.test("slow is not stalled: each piece renews the idle time", permitted, async () => {
  const size = Math.ceil(file.length / 6);
  const pieces = [0, 1, 2, 3, 4, 5].map((i) => file.subarray(i * size, (i + 1) * size));
  const trickle = () =>
    new Response(
      new ReadableStream({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 60));
          const piece = pieces.shift();
          if (piece === undefined) controller.close();
          else controller.enqueue(piece);
        },
      }),
    );
  await setting(trickle, async (s) => {
    deepEqual(await s.download({ patience: { attempts: 1, idleTimeoutMs: 300 } }), []);
    isWhole(s.destination);
  });
});

Deno.test("the pause before each further attempt doubles", permitted, async () => {
  const times: number[] = [];
  const answer = () => {
    times.push(performance.now());
    return new Response(null, { status: 500 });
  };
  await setting(answer, async (s) => {
    await s.download({ patience: { attempts: 4, backoffMs: 30, idleTimeoutMs: 2_000 } });
    const pauses = times.slice(1).map((time, i) => time - times[i]!);
    [30, 60, 120].forEach((least, i) => ok(pauses[i]! >= least - 2, `pause ${i}: ${pauses[i]}`));
  });
});

Deno.test("nobody listens: a network error, tried again and told", permitted, async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${listener.addr.port}/gone`;
  listener.close();
  await setting(() => new Response(), async (s) => {
    const answers = await s.download({ urls: [url] });
    equal(answers.length, 3);
    match(answers[0]!, /^\/gone 1: error sending request: .*refused/i);
  });
});

Deno.test({
  name: "a missing permission is thrown as it is, at the first attempt",
  ...permitted,
  permissions: { read: "inherit", write: "inherit", net: false },
  async fn() {
    await inFolder(async (folder) => {
      const destination = join(folder, "file.gz");
      const urls = ["http://127.0.0.1:50000/a"];
      await rejects(
        downloadFile({ urls, destination, sha256, maxBytes: 1 }),
        Deno.errors.NotCapable,
      );
    });
  },
});
