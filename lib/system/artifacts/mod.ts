/**
 * Results on disk: content-addressed, checksummed, atomic, resumable.
 * @module
 */
export { currentEnvironment, type Environment } from "../machine.ts";
export { type ArtifactFiles, type ArtifactId, canonicalJson, type Json, sha256 } from "./json.ts";
export { type JsonFolder, jsonFolder } from "./json_folder.ts";
export {
  type Artifact,
  ArtifactError,
  type ArtifactNote,
  ArtifactStore,
  type DamageReport,
} from "./store.ts";
