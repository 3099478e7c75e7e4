import { deepStrictEqual as deepEqual, fail, strictEqual as equal } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { DownloadProgress } from "../../lib/data/sources/download.ts";
import { permitted } from "../permitted.ts";
import { contents, corrupt, file, half, isWhole, setting, sha256 } from "./_download.ts";
import { serveBytes } from "./_mirror.ts";

Deno.test.sanitizer({ ops: true, resources: true });

Deno.test(
  "a good mirror: one request, progress up to the size, no partial file left",
  permitted,
  async () => {
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
  },
);

Deno.test("contents that are not gzipped are verified as they are", permitted, async () => {
  await setting((request) => serveBytes(request, contents), async (s) => {
    deepEqual(await s.download(), []);
    deepEqual(Deno.readFileSync(s.destination), contents);
  });
});

Deno.test("the file itself is asked for, not a compressed transfer of it", permitted, async () => {
  const answer = (request: Request) => {
    equal(request.headers.get("accept-encoding"), "identity");
    return new Response(file);
  };
  await setting(answer, async (s) => deepEqual(await s.download(), []));
});

Deno.test("the folder is made, and an existing file replaced", permitted, async () => {
  await setting((request) => serveBytes(request, file), async (s) => {
    const destination = join(s.destination, "..", "made", "file.gz");
    deepEqual(await s.download({ destination }), []);
    await Deno.writeFile(destination, half);
    deepEqual(await s.download({ destination }), []);
    isWhole(destination);
  });
});

Deno.test(
  "a mirror with other contents is given up, told, and leaves nothing",
  permitted,
  async () => {
    const other = Uint8Array.from(gzipSync(contents.with(0, 1)));
    const found = createHash("sha256").update(contents.with(0, 1)).digest("hex");
    await setting(() => new Response(other), async (s) => {
      const told = `contents have SHA-256 ${found}, expected ${sha256}`;
      deepEqual(await s.download(), [`/a 1: ${told}`]);
      deepEqual(s.names(), []);
    });
  },
);

Deno.test("corrupt gzip data leads to the next mirror", permitted, async () => {
  await setting(
    (request) => request.url.endsWith("/b") ? serveBytes(request, file) : new Response(corrupt),
    async (s) => {
      deepEqual(await s.download({ urls: [`${s.url}a`, `${s.url}b`] }), []);
      isWhole(s.destination);
      deepEqual(s.requests, ["/a -", "/b -"]);
    },
  );
});

Deno.test("too many bytes are refused, announced or not, packed or not", permitted, async () => {
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
