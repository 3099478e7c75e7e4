/**
 * Results on disk: content-addressed, checksummed, atomic, resumable.
 * @module
 */
export { currentEnvironment, type Environment } from "./environment.ts";
export { canonicalJson, type Json, sha256 } from "./json.ts";
export type { ArtifactFiles, ArtifactId } from "./manifest.ts";
export { type Artifact, ArtifactError, ArtifactStore, type DamageReport } from "./store.ts";
