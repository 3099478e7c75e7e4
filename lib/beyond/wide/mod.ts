/**
 * Wide layers: 100 neurons per layer, on digits or on Fashion-MNIST. The paper's two figures with the ladder search, and
 * how the answers change with the width.
 * @module
 */
export {
  sizeNearest,
  WIDE_PRESETS,
  type WideConfig,
  wideConfigFromEnvironment,
  type WideSize,
} from "./config.ts";
export {
  WIDE_LAYERS,
  type WideLayerSearch,
  type WideLayersResult,
  type WideRow,
  type WidthResult,
} from "./layers.ts";
export { WIDE_SUBNETWORKS, type WideSubnetworksResult } from "./subnetworks.ts";
export {
  ladderMissesFinding,
  leastRedundantNote,
  notTestedHere,
  searchesFinding,
  targetAtBestFinding,
  widthFinding,
  type WidthRow,
  widthRows,
} from "./findings.ts";
export {
  dependenceBySizeFinding,
  dependenceFinding,
  structureFinding,
  type StructureRow,
  structureRows,
} from "./structure_findings.ts";
export { wideFigure1 } from "./figures/figure1.ts";
export { structureFigure } from "./figures/structure.ts";
export { widthsFigure } from "./figures/widths.ts";
