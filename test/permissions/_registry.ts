/** A registry of npm packages that knows one of them, `tiny`, in the versions 1.0.0 and 1.0.1. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { tar } from "../data/cifar/_tar.ts";

const VERSIONS = ["1.0.0", "1.0.1"];

/** Serves it on a free port of the loopback interface. */
export function serveRegistry(): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, ({ url }) => {
    const { pathname } = new URL(url);
    const version = VERSIONS.find((version) => pathname === `/tiny-${version}.tgz`);
    if (version !== undefined) return new Response(archive(version));
    if (pathname !== "/tiny") return new Response(null, { status: 404 });
    const versions = VERSIONS.map((version) => [version, {
      name: "tiny",
      version,
      dist: {
        tarball: new URL(`tiny-${version}.tgz`, url).href,
        integrity: `sha512-${createHash("sha512").update(archive(version)).digest("base64")}`,
      },
    }]);
    return Response.json({
      name: "tiny",
      "dist-tags": { latest: VERSIONS.at(-1) },
      versions: Object.fromEntries(versions),
    });
  });
}

/** The package as a gzipped tar archive: its `package.json` alone. */
function archive(version: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(JSON.stringify({ name: "tiny", version }));
  return Uint8Array.from(gzipSync(tar({ name: "package/package.json", bytes })));
}
