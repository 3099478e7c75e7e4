/**
 * Results on disk: content-addressed, checksummed, atomic, resumable.
 * @module
 */
export { currentEnvironment } from "./environment.ts";
export type { Environment } from "./environment.ts";
export { canonicalJson, sha256 } from "./json.ts";
export type { Json } from "./json.ts";
export type { ArtifactFiles, ArtifactId } from "./manifest.ts";
export { ArtifactError, ArtifactStore } from "./store.ts";
export type { Artifact, DamageReport } from "./store.ts";
