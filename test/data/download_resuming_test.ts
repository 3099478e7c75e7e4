/** Downloads that stop, and go on where they stopped. */
import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { downloadFile } from "../../lib/data/sources/download.ts";
import { permitted } from "../permitted.ts";
import { corrupt, file, half, isWhole, setting, sha256 } from "./_download.ts";
import { serveBytes, stallAfter } from "./_mirror.ts";

Deno.test.sanitizer({ ops: true, resources: true });

Deno.test("a partial file of an earlier process is continued", permitted, async () => {
  await setting((request) => serveBytes(request, file), async (s) => {
    await Deno.writeFile(`${s.destination}.partial`, half);
    const progress: number[] = [];
    deepEqual(await s.download({ onProgress: (at) => progress.push(at.totalBytes ?? NaN) }), []);
    isWhole(s.destination);
    deepEqual(s.requests, [`/a bytes=${half.length}-`]);
    equal(progress.at(-1), file.length);
  });
});

Deno.test("a server that ignores the range starts the file anew", permitted, async () => {
  for (const partial of [half, Uint8Array.of(...file, ...half)]) {
    await setting(() => new Response(file), async (s) => {
      await Deno.writeFile(`${s.destination}.partial`, partial);
      deepEqual(await s.download(), []);
      isWhole(s.destination);
      deepEqual(s.requests, [`/a bytes=${partial.length}-`]);
    });
  }
});

Deno.test(
  "a complete partial file needs no more than its verification (416)",
  permitted,
  async () => {
    await setting((request) => serveBytes(request, file), async (s) => {
      await Deno.writeFile(`${s.destination}.partial`, file);
      deepEqual(await s.download(), []);
      isWhole(s.destination);
      deepEqual(s.requests, [`/a bytes=${file.length}-`]);
    });
  },
);

Deno.test(
  "a partial file of something else fails the checksum and is fetched anew",
  permitted,
  async () => {
    await setting((request) => serveBytes(request, file), async (s) => {
      for (const stale of [corrupt.subarray(0, half.length), new Uint8Array(file.length + 5)]) {
        await Deno.writeFile(`${s.destination}.partial`, stale);
        deepEqual(await s.download(), []);
        isWhole(s.destination);
      }
      deepEqual(s.requests.filter((request) => request === "/a -").length, 2);
    });
  },
);

Deno.test("a range that starts elsewhere is refused", permitted, async () => {
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

Deno.test(
  "aborting while data flows keeps the partial file for the next time",
  permitted,
  async () => {
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
  },
);

Deno.test("aborting during a pause takes effect at once", permitted, async () => {
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

Deno.test(
  "aborted beforehand, it touches neither the network nor the folder",
  permitted,
  async () => {
    const reason = new Error("stopped by the user");
    await setting(() => new Response(file), async (s) => {
      await rejects(s.download({ signal: AbortSignal.abort(reason) }), reason);
      deepEqual([s.requests.length, s.names()], [0, []]);
    });
  },
);

Deno.test("two downloads of one file do not write over each other", permitted, async () => {
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

Deno.test(
  "a partial file that was renamed away before its lock is left alone",
  permitted,
  async () => {
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
  },
);
