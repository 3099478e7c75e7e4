/**
 * Feature maps: convolutional networks on photographs. The paper's two figures with maps as units, a map as its mean over
 * positions and as a block of principal components.
 * @module
 */
export {
  MAPS_PRESETS,
  type MapsConfig,
  mapsConfigFromEnvironment,
  mapsNetwork,
  type MapsSize,
  type MapValues,
} from "./config.ts";
export type { MapsContext } from "./context.ts";
export { MAP_LAYERS } from "./layers.ts";
export type { LayerInformation, MapPart, PartInformation } from "./information.ts";
export type { MapRow, MapsLayerSearch, MapsResult, NetworkMaps } from "./result.ts";
export type {
  MapLayerResult,
  MapsFound,
  MapsState,
  OtherHalves as MapOtherHalves,
} from "./layer.ts";
export { type MapRuleName } from "./variables.ts";
export type { ProvenExtremes } from "../extremes.ts";
export type { LayerAnalysis } from "../../paper/layers/analysis_file.ts";
export { MAP_SUBNETWORKS, type MapSubnetworksResult } from "./subnetworks.ts";
export {
  averagingFinding,
  type AveragingRow,
  averagingRows,
  type BestMapsRow,
  bestMapsRows,
  leftOutMaps,
  mapsBalanceFinding,
  mapsFindings,
  mapsMinimumFinding,
  mapsTrainingFinding,
  type RepeatingMapsRow,
  repeatingMapsRows,
  rulesFinding,
  sharedMapsFinding,
} from "./findings.ts";
export {
  type MapsAccuracyRow,
  mapsAccuracyRows,
  mapsStrategiesFinding,
  resolutionNote,
} from "./subnetwork_findings.ts";
export { mapsFigure1 } from "./figures/figure1.ts";
export { mapsFigure2 } from "./figures/figure2.ts";
export { mapsOnImagesFigure, type MapsOnImagesOptions } from "./figures/images.ts";
export { sharedMapsFigure } from "./figures/shared.ts";
