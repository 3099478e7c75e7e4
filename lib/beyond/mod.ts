/**
 * The studies that go beyond the paper: each is a folder here, with its steps, its table, its findings and its
 * figures, and a line in {@link STUDIES}.
 * @module
 */
import { LAYERS, SUBNETWORKS, SUBNETWORKS_VALIDATION, TRAINING } from "../paper/mod.ts";
import type { AnyStudy } from "../studies/mod.ts";
import { MAP_LAYERS } from "./maps/layers.ts";
import { MAP_SUBNETWORKS } from "./maps/subnetworks.ts";
import { READINGS } from "./readings/study.ts";
import { ALL_READINGS } from "./readings/sweep.ts";
import { TRUST } from "./trust/study.ts";
import { WIDE_LAYERS } from "./wide/layers.ts";
import { WIDE_SUBNETWORKS } from "./wide/subnetworks.ts";
import { type Catalogue, catalogue } from "../system/checks/catalogue.ts";

/** A study has no such name. */
export class StudyError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "StudyError";
}

/** All studies: those of the paper, then those beyond it. A new one is a line here. */
export const STUDIES: Catalogue<AnyStudy> = catalogue("study", StudyError, [
  TRAINING,
  LAYERS,
  SUBNETWORKS,
  SUBNETWORKS_VALIDATION,
  WIDE_LAYERS,
  WIDE_SUBNETWORKS,
  TRUST,
  MAP_LAYERS,
  MAP_SUBNETWORKS,
  READINGS,
  ALL_READINGS,
]);
