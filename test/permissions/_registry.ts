/** A registry of npm packages that knows one of them, `tiny`, in the versions 1.0.0 and 1.0.1. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

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
  const contents = new TextEncoder().encode(JSON.stringify({ name: "tiny", version }));
  const header = new Uint8Array(512);
  const put = (at: number, text: string) => header.set(new TextEncoder().encode(text), at);
  put(0, "package/package.json");
  put(100, "0000644\0");
  put(108, "0000000\0".repeat(2));
  put(124, `${contents.length.toString(8).padStart(11, "0")}\0`);
  put(136, "00000000000\0");
  put(148, " ".repeat(8)); // the checksum counts itself as spaces
  put(156, "0");
  put(257, "ustar\0" + "00");
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  put(148, `${checksum.toString(8).padStart(6, "0")}\0 `);
  const padding = new Uint8Array((512 - contents.length % 512) % 512 + 1024);
  return Uint8Array.from(gzipSync(Uint8Array.of(...header, ...contents, ...padding)));
}
