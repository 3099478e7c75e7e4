import {
  deepStrictEqual as deepEqual,
  fail,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { downloadFile, type DownloadRequest } from "../../lib/datasets/download.ts";
import { DownloadError } from "../../lib/datasets/download_error.ts";
import type { DownloadProgress } from "../../lib/datasets/transfer.ts";
import {
  type Answer,
  breakingServer,
  type Mirror,
  serveBytes,
  stallAfter,
  withMirror,
} from "./_mirror.ts";

Deno.test.sanitizer({ ops: true, resources: true });

const contents = Uint8Array.from({ length: 50_000 }, (_, i) => (i * i) >>> 4);
const sha256 = createHash("sha256").update(contents).digest("hex");
const file = Uint8Array.from(gzipSync(contents));
const half = file.subarray(0, file.length >>> 1);
const corrupt = file.with(100, file[100]! ^ 0xff);

interface Setting extends Mirror {
  readonly destination: string;
  /** Downloads with little patience; answers with the reasons of failure, or none. */
  readonly download: (changes?: Partial<DownloadRequest>) => Promise<string[]>;
  /** Names in the destination's folder. */
  readonly names: () => string[];
}

/** A mirror that answers by `answer`, and an empty folder. */
async function setting(answer: Answer, test: (setting: Setting) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const destination = join(folder, "file.gz");
  try {
    await withMirror(answer, async (mirror) => {
      const download = async (changes: Partial<DownloadRequest> = {}) => {
        try {
          await downloadFile({
            urls: [`${mirror.url}a`],
            destination,
            sha256,
            maxBytes: contents.length,
            patience: { attempts: 3, backoffMs: 1, idleTimeoutMs: 2_000 },
            ...changes,
          });
          return [];
        } catch (error) {
          if (!(error instanceof DownloadError)) throw error;
          return error.answers.map(({ url, attempt, reason }) =>
            `${new URL(url).pathname} ${attempt}: ${reason}`
          );
        }
      };
      const names = () => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
      await test({ ...mirror, destination, download, names });
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const isWhole = (path: string) => deepEqual(Deno.readFileSync(path), file);

Deno.test("a good mirror: one request, progress up to the size, no partial file left", async () => {
  await setting((request) => serveBytes(request, file), async (s) => {
    const progress: DownloadProgress[] = [];
    deepEqual(await s.download({ onProgress: (at) => progress.push(at) }), []);
    isWhole(s.destination);
    deepEqual(s.names(), ["file.gz"]);
    deepEqual(s.requests, ["/a -"]);
    deepEqual(progress.at(-1), {
      destination: s.destination,
      url: `${s.url}a`,
      receivedBytes: file.length,
      totalBytes: file.length,
    });
  });
});

Deno.test("contents that are not gzipped are verified as they are", async () => {
  await setting((request) => serveBytes(request, contents), async (s) => {
    deepEqual(await s.download(), []);
    deepEqual(Deno.readFileSync(s.destination), contents);
  });
});

Deno.test("the file itself is asked for, not a compressed transfer of it", async () => {
  const answer = (request: Request) => {
    equal(request.headers.get("accept-encoding"), "identity");
    return new Response(file);
  };
  await setting(answer, async (s) => deepEqual(await s.download(), []));
});

Deno.test("the folder is made, and an existing file replaced", async () => {
  await setting((request) => serveBytes(request, file), async (s) => {
    const destination = join(s.destination, "..", "made", "file.gz");
    deepEqual(await s.download({ destination }), []);
    await Deno.writeFile(destination, half);
    deepEqual(await s.download({ destination }), []);
    isWhole(destination);
  });
});

Deno.test("503 and 429 are tried again and recover", async () => {
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

Deno.test("503 throughout: every attempt is told, nothing is left behind", async () => {
  await setting(() => new Response(null, { status: 503 }), async (s) => {
    const told = "503 Service Unavailable";
    deepEqual(await s.download(), [`/a 1: ${told}`, `/a 2: ${told}`, `/a 3: ${told}`]);
    deepEqual(s.names(), []);
  });
});

Deno.test("404 is not tried again: the next mirror is", async () => {
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

Deno.test("the error tells file, and what each mirror answered", async () => {
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
            `Cannot download ${s.destination}: no mirror gave the file; check the network and try ` +
              `again` +
              `\n  ${s.url}a, attempt 1: 404 Not Found\n  ${s.url}b, attempt 1: 403 Forbidden`,
          );
          return true;
        },
      );
    },
  );
});

Deno.test("a body shorter than its Content-Length is continued by the next mirror", async () => {
  const head = ["HTTP/1.1 200 OK", `Content-Length: ${file.length}`];
  await using broken = breakingServer(head, half);
  await setting((request) => serveBytes(request, file), async (s) => {
    const patience = { attempts: 1, idleTimeoutMs: 2_000 };
    deepEqual(await s.download({ urls: [broken.url, `${s.url}a`], patience }), []);
    deepEqual(s.requests, [`/a bytes=${half.length}-`]);
    isWhole(s.destination);
  });
});

Deno.test("a body without a length that breaks off is told and kept", async () => {
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

Deno.test("a server that stalls is given up after the idle time, then continued", async () => {
  await setting(
    (request, index) => index === 0 ? stallAfter(half) : serveBytes(request, file),
    async (s) => {
      const patience = { attempts: 2, backoffMs: 1, idleTimeoutMs: 300 };
      deepEqual(await s.download({ patience }), []);
      isWhole(s.destination);
      deepEqual(s.requests, ["/a -", `/a bytes=${half.length}-`]);
    },
  );
});

Deno.test("a server that never answers is told as silence", async () => {
  const silence = Promise.withResolvers<Response>();
  await setting(() => silence.promise, async (s) => {
    const patience = { attempts: 1, idleTimeoutMs: 50 };
    deepEqual(await s.download({ patience }), ["/a 1: no data for 50 ms"]);
    silence.resolve(new Response());
  });
});

Deno.test("slow is not stalled: each piece renews the idle time", async () => {
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

Deno.test("the pause before each further attempt doubles", async () => {
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

Deno.test("a partial file of an earlier process is continued", async () => {
  await setting((request) => serveBytes(request, file), async (s) => {
    await Deno.writeFile(`${s.destination}.partial`, half);
    const progress: number[] = [];
    deepEqual(await s.download({ onProgress: (at) => progress.push(at.totalBytes ?? NaN) }), []);
    isWhole(s.destination);
    deepEqual(s.requests, [`/a bytes=${half.length}-`]);
    equal(progress.at(-1), file.length);
  });
});

Deno.test("a server that ignores the range starts the file anew", async () => {
  for (const partial of [half, Uint8Array.of(...file, ...half)]) {
    await setting(() => new Response(file), async (s) => {
      await Deno.writeFile(`${s.destination}.partial`, partial);
      deepEqual(await s.download(), []);
      isWhole(s.destination);
      deepEqual(s.requests, [`/a bytes=${partial.length}-`]);
    });
  }
});

Deno.test("a complete partial file needs no more than its verification (416)", async () => {
  await setting((request) => serveBytes(request, file), async (s) => {
    await Deno.writeFile(`${s.destination}.partial`, file);
    deepEqual(await s.download(), []);
    isWhole(s.destination);
    deepEqual(s.requests, [`/a bytes=${file.length}-`]);
  });
});

Deno.test("a partial file of something else fails the checksum and is fetched anew", async () => {
  await setting((request) => serveBytes(request, file), async (s) => {
    for (const stale of [corrupt.subarray(0, half.length), new Uint8Array(file.length + 5)]) {
      await Deno.writeFile(`${s.destination}.partial`, stale);
      deepEqual(await s.download(), []);
      isWhole(s.destination);
    }
    deepEqual(s.requests.filter((request) => request === "/a -").length, 2);
  });
});

Deno.test("a range that starts elsewhere is refused", async () => {
  const elsewhere = () =>
    new Response(file, {
      status: 206,
      headers: { "content-range": `bytes 0-${file.length - 1}/${file.length}` },
    });
  await setting(elsewhere, async (s) => {
    await Deno.writeFile(`${s.destination}.partial`, half);
    deepEqual(await s.download(), ["/a 1: 206 Partial Content"]);
  });
});

Deno.test("a mirror with other contents is given up, told, and leaves nothing", async () => {
  const other = Uint8Array.from(gzipSync(contents.with(0, 1)));
  const found = createHash("sha256").update(contents.with(0, 1)).digest("hex");
  await setting(() => new Response(other), async (s) => {
    const told = `contents have SHA-256 ${found}, expected ${sha256}`;
    deepEqual(await s.download(), [`/a 1: ${told}`]);
    deepEqual(s.names(), []);
  });
});

Deno.test("corrupt gzip data leads to the next mirror", async () => {
  await setting(
    (request) => request.url.endsWith("/b") ? serveBytes(request, file) : new Response(corrupt),
    async (s) => {
      deepEqual(await s.download({ urls: [`${s.url}a`, `${s.url}b`] }), []);
      isWhole(s.destination);
      deepEqual(s.requests, ["/a -", "/b -"]);
    },
  );
});

Deno.test("too many bytes are refused, announced or not, packed or not", async () => {
  const maxBytes = 1_000;
  const long = new Uint8Array(maxBytes + 65_536 + 1);
  const bomb = Uint8Array.from(gzipSync(new Uint8Array(1_000_000)));
  await setting(() => new Response(long), async (s) => {
    const onProgress = () => fail("an announced surplus was read");
    deepEqual(await s.download({ maxBytes, onProgress }), ["/a 1: more than 66536 bytes"]);
    deepEqual(s.names(), []);
  });
  await setting(() => new Response(ReadableStream.from([long, long])), async (s) => {
    deepEqual(await s.download({ maxBytes }), ["/a 1: more than 66536 bytes"]);
    deepEqual(s.names(), []);
  });
  await setting(() => new Response(bomb), async (s) => {
    deepEqual(await s.download({ maxBytes }), ["/a 1: more than 1000 uncompressed bytes"]);
  });
});

Deno.test("nobody listens: a network error, tried again and told", async () => {
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
  permissions: { read: "inherit", write: "inherit", net: false },
  async fn() {
    const folder = await Deno.makeTempDir();
    const destination = join(folder, "file.gz");
    const urls = ["http://127.0.0.1:50000/a"];
    try {
      await rejects(
        downloadFile({ urls, destination, sha256, maxBytes: 1 }),
        Deno.errors.NotCapable,
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("aborting while data flows keeps the partial file for the next time", async () => {
  const abort = new AbortController();
  await setting(
    (request, index) => index === 0 ? stallAfter(half) : serveBytes(request, file),
    async (s) => {
      const reason = new Error("stopped by the user");
      const onProgress = () => abort.abort(reason);
      const patience = { attempts: 1 };
      await rejects(s.download({ signal: abort.signal, onProgress, patience }), reason);
      deepEqual(s.names(), ["file.gz.partial"]);
      deepEqual(await s.download(), []);
      deepEqual(s.requests, ["/a -", `/a bytes=${half.length}-`]);
      isWhole(s.destination);
    },
  );
});

Deno.test("aborting during a pause takes effect at once", async () => {
  const reason = new Error("stopped by the user");
  const abort = new AbortController();
  const answer = () => {
    setTimeout(() => abort.abort(reason), 20);
    return new Response(null, { status: 503 });
  };
  await setting(answer, async (s) => {
    const patience = { attempts: 2, backoffMs: 60_000 };
    await rejects(s.download({ signal: abort.signal, patience }), reason);
    equal(s.requests.length, 1);
  });
});

Deno.test("aborted beforehand, it touches neither the network nor the folder", async () => {
  const reason = new Error("stopped by the user");
  await setting(() => new Response(file), async (s) => {
    await rejects(s.download({ signal: AbortSignal.abort(reason) }), reason);
    deepEqual([s.requests.length, s.names()], [0, []]);
  });
});

Deno.test("two downloads of one file do not write over each other", async () => {
  const gate = Promise.withResolvers<void>();
  await setting(async (request) => {
    await gate.promise;
    return serveBytes(request, file);
  }, async (s) => {
    const first = s.download();
    while (s.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await rejects(
      downloadFile({ urls: [s.url], destination: s.destination, sha256, maxBytes: 50_000 }),
      /another process is downloading it/,
    );
    gate.resolve();
    deepEqual(await first, []);
    isWhole(s.destination);
  });
});

Deno.test("a partial file that was renamed away before its lock is left alone", async () => {
  await setting((request) => serveBytes(request, file), async (s) => {
    const { prototype } = Deno.FsFile;
    const { tryLock } = prototype;
    // Stands for a process that finishes between opening and locking, and a third that starts.
    prototype.tryLock = async function (exclusive) {
      prototype.tryLock = tryLock;
      await Deno.rename(`${s.destination}.partial`, `${s.destination}.finished`);
      await Deno.writeFile(`${s.destination}.partial`, half);
      return await tryLock.call(this, exclusive);
    };
    deepEqual(await s.download(), []);
    isWhole(s.destination);
    equal(Deno.statSync(`${s.destination}.finished`).size, 0);
    deepEqual(s.requests, [`/a bytes=${half.length}-`]);
  });
});
