/**
 * Records of networks for images in memory. The callers in TypeScript write them, field by field.
 */
import { Network } from "./layout";

/**
 * Images with the channels of a pixel adjacent, in a frame of zeros: one pixel at each side, and one more at the
 * right and below where the size is odd. After the last image there is memory for what vectors read beyond it.
 */
@unmanaged
export class Image {
  height: u32;
  width: u32;
  /** Channels of a pixel; of maps, a multiple of 4. */
  channels: u32;
  /** Bytes of a row with its frame. */
  row: usize;
  /** Bytes of an image with its frame. */
  size: usize;
  /** f32: one image after the other, for the samples of a batch. */
  values: usize;
  /** f32: the gradient of one sample's loss by the values, with the frame. 0 for samples. */
  deltas: usize;
}

/** A convolution with a ReLU, and max pooling or none. */
@unmanaged
export class Convolution {
  /** The image that it is made from. */
  input: Image;
  /** The image that it makes; 0 for the last one, whose outputs are the first values of `network`. */
  output: Image;
  /** Maps, a multiple of 4: others than {@link realMaps} are zero. */
  maps: u32;
  realMaps: u32;
  /** Maps from the first on whose incoming weights are trained. */
  trained: u32;
  /** 1 with pooling, else 0. */
  pools: u32;
  /** Vectors that hold the weights of a row of a patch, three pixels: up to three, or a multiple of three. */
  vectors: u32;
  /** f32, maps × 3 × vectors: the weights in the form of patches. Padding is zero. */
  patches: usize;
  /** f32, as `patches`: their gradients. */
  gradients: usize;
  /** f32, 3 × vectors: 1 for weights that are trained, from the channels that they start from; 0 for padding. */
  trainedInputs: usize;
  /** f32: the same weights for the forward pass: by vectors of maps, two or one at a time, and by taps. */
  weights: usize;
  /** f32, maps. */
  biases: usize;
  /** f32, maps: gradients of the biases. */
  biasGradients: usize;
  /** f32, maps: 1 for biases that are trained, else 0. */
  trainedBiases: usize;
  /** u8, batch × outputs: which of four values pooling took. */
  choices: usize;
  /** Bytes of the choices of a sample. */
  choicesSize: usize;
}

/** A network for images: convolutions, then dense layers. */
@unmanaged
export class ImageNetwork {
  /** The samples. */
  image: Image;
  convolutions: u32;
  /** Its convolutions lie one after the other from here. */
  first: usize;
  /** The dense layers, after a first one that holds the outputs of the last convolution. */
  network: Network;
  /** Memory for a list of the outputs of a map: 8 bytes each. */
  list: usize;
}

@inline
export function convolutionOf(network: ImageNetwork, at: u32): Convolution {
  return changetype<Convolution>(network.first + <usize> at * offsetof<Convolution>());
}

@inline
export function imageNetworkOf(networks: usize, at: u32): ImageNetwork {
  return changetype<ImageNetwork>(load<usize>(networks + (<usize> at << 2)));
}

/** Address of the image of the sample in `slot` of the batch, with its frame. */
@inline
export function imageOf(image: Image, slot: u32): usize {
  return image.values + <usize> slot * image.size;
}

/** Bytes from the start of an image to its first pixel. */
@inline
export function frameOf(image: Image): usize {
  return image.row + (<usize> image.channels << 2);
}
