/*
 * The fused trainer's algorithm in plain C, with the vector instructions that WebAssembly has too:
 *
 *     gcc -O3 -msse4.2 -fno-loop-unroll-and-jam -o sgd sgd.c -lm && ./sgd FOLDER 1 STEPS
 *
 * Images are lists of their nonzero pixels. The first layer reads them forward and in the update,
 * which goes straight into the rows of its weights; the small layers are plain loops for gcc to
 * vectorise. Without its last option gcc 12 jams two rounds of the outer loops into scalar code,
 * which takes 1.7 times as long. What goes in and out is described in contest.py.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { INPUTS = 784, HIDDEN = 20, CLASSES = 10, BATCH = 32 };
static const float LEARNING_RATE = 0.01f;

/* A nonzero pixel; its input is looked up, which costs less than twice as many bytes. */
typedef struct {
  uint16_t input;
  uint16_t pixel;
} Entry;

static uint32_t images;
static Entry *entries;
static uint32_t *row_starts; /* images + 1 */
static uint8_t *labels;
static uint32_t *order;
static float pixel_to_input[256];

static float weights1[INPUTS][HIDDEN], biases1[HIDDEN];
static float weights2[HIDDEN][HIDDEN], biases2[HIDDEN];
static float weights3[HIDDEN][HIDDEN], biases3[HIDDEN];
static float weights4[HIDDEN][CLASSES], biases4[CLASSES];

/* Of each sample of the batch: what a layer puts out, and the loss's gradient before the ReLU. */
static float values1[BATCH][HIDDEN], deltas1[BATCH][HIDDEN];
static float values2[BATCH][HIDDEN], deltas2[BATCH][HIDDEN];
static float values3[BATCH][HIDDEN], deltas3[BATCH][HIDDEN];
static float values4[BATCH][CLASSES], deltas4[BATCH][CLASSES];

/* Widths below are constants where these are called, so that gcc unrolls and vectorises the loops. */
#define INLINE static inline __attribute__((always_inline))

INLINE void rectify(float *values, int width) {
  for (int j = 0; j < width; j++) values[j] = values[j] > 0 ? values[j] : 0;
}

/* out = biases + in * weights */
INLINE void dense(float *restrict out, const float *restrict in, const float *restrict weights,
                  const float *restrict biases, int inputs, int width) {
  float sums[HIDDEN];
  for (int j = 0; j < width; j++) sums[j] = biases[j];
  for (int i = 0; i < inputs; i++)
    for (int j = 0; j < width; j++) sums[j] += in[i] * weights[i * width + j];
  for (int j = 0; j < width; j++) out[j] = sums[j];
}

/* deltas of the layer below, whose values tell where its ReLU is open */
INLINE void deltas_below(float *restrict out, const float *restrict deltas,
                         const float *restrict transposed, const float *restrict values, int width) {
  float sums[HIDDEN] = {0};
  for (int j = 0; j < width; j++)
    for (int i = 0; i < HIDDEN; i++) sums[i] += deltas[j] * transposed[j * HIDDEN + i];
  for (int i = 0; i < HIDDEN; i++) out[i] = values[i] > 0 ? sums[i] : 0;
}

/* transposed[j][i] = weights[i][j] */
INLINE void transpose(float *restrict transposed, const float *restrict weights, int width) {
  for (int i = 0; i < HIDDEN; i++)
    for (int j = 0; j < width; j++) transposed[j * HIDDEN + i] = weights[i * width + j];
}

INLINE void move_biases(float *restrict biases, const float *restrict deltas, int width,
                        float factor) {
  float sums[HIDDEN] = {0};
  for (int slot = 0; slot < BATCH; slot++)
    for (int j = 0; j < width; j++) sums[j] += deltas[slot * width + j];
  for (int j = 0; j < width; j++) biases[j] += factor * sums[j];
}

/* The gradient of one input's weights at a time, summed over the batch. */
INLINE void move_weights(float *restrict weights, const float *restrict values,
                         const float *restrict deltas, int width, float factor) {
  for (int i = 0; i < HIDDEN; i++) {
    float sums[HIDDEN] = {0};
    for (int slot = 0; slot < BATCH; slot++)
      for (int j = 0; j < width; j++)
        sums[j] += values[slot * HIDDEN + i] * deltas[slot * width + j];
    for (int j = 0; j < width; j++) weights[i * width + j] += factor * sums[j];
  }
}

static void first_layer(uint32_t row, float *restrict out) {
  float sums[HIDDEN];
  memcpy(sums, biases1, sizeof sums);
  for (uint32_t at = row_starts[row]; at < row_starts[row + 1]; at++) {
    const float x = pixel_to_input[entries[at].pixel];
    const float *restrict weights = weights1[entries[at].input];
    for (int j = 0; j < HIDDEN; j++) sums[j] += x * weights[j];
  }
  memcpy(out, sums, sizeof sums);
}

static void move_first_layer(uint32_t row, const float *restrict deltas, float factor) {
  float steps[HIDDEN];
  for (int j = 0; j < HIDDEN; j++) steps[j] = factor * deltas[j];
  for (uint32_t at = row_starts[row]; at < row_starts[row + 1]; at++) {
    const float x = pixel_to_input[entries[at].pixel];
    float *restrict weights = weights1[entries[at].input];
    for (int j = 0; j < HIDDEN; j++) weights[j] += x * steps[j];
  }
}

static void forward(uint32_t row, int slot) {
  first_layer(row, values1[slot]);
  rectify(values1[slot], HIDDEN);
  dense(values2[slot], values1[slot], *weights2, biases2, HIDDEN, HIDDEN);
  rectify(values2[slot], HIDDEN);
  dense(values3[slot], values2[slot], *weights3, biases3, HIDDEN, HIDDEN);
  rectify(values3[slot], HIDDEN);
  dense(values4[slot], values3[slot], *weights4, biases4, HIDDEN, CLASSES);
}

/* deltas = softmax(logits) - [class = label]; returns the cross-entropy. */
static float softmax(const float *restrict logits, float *restrict deltas, int label) {
  float peak = logits[0], sum = 0;
  for (int c = 1; c < CLASSES; c++) peak = logits[c] > peak ? logits[c] : peak;
  for (int c = 0; c < CLASSES; c++) sum += deltas[c] = expf(logits[c] - peak);
  for (int c = 0; c < CLASSES; c++) deltas[c] /= sum;
  deltas[label] -= 1;
  return logf(sum) - (logits[label] - peak);
}

static void backward(const uint32_t *rows) {
  float transposed2[HIDDEN][HIDDEN], transposed3[HIDDEN][HIDDEN], transposed4[CLASSES][HIDDEN];
  transpose(*transposed2, *weights2, HIDDEN);
  transpose(*transposed3, *weights3, HIDDEN);
  transpose(*transposed4, *weights4, CLASSES);
  for (int slot = 0; slot < BATCH; slot++) {
    deltas_below(deltas3[slot], deltas4[slot], *transposed4, values3[slot], CLASSES);
    deltas_below(deltas2[slot], deltas3[slot], *transposed3, values2[slot], HIDDEN);
    deltas_below(deltas1[slot], deltas2[slot], *transposed2, values1[slot], HIDDEN);
  }
  const float factor = -LEARNING_RATE / BATCH;
  move_biases(biases1, *deltas1, HIDDEN, factor);
  move_biases(biases2, *deltas2, HIDDEN, factor);
  move_biases(biases3, *deltas3, HIDDEN, factor);
  move_biases(biases4, *deltas4, CLASSES, factor);
  move_weights(*weights2, *values1, *deltas2, HIDDEN, factor);
  move_weights(*weights3, *values2, *deltas3, HIDDEN, factor);
  move_weights(*weights4, *values3, *deltas4, CLASSES, factor);
  for (int slot = 0; slot < BATCH; slot++) move_first_layer(rows[slot], deltas1[slot], factor);
}

/* Returns the mean loss of the batch before the step. */
static float step(const uint32_t *rows) {
  float loss = 0;
  for (int slot = 0; slot < BATCH; slot++) {
    forward(rows[slot], slot);
    loss += softmax(values4[slot], deltas4[slot], labels[rows[slot]]);
  }
  backward(rows);
  return loss / BATCH;
}

/* The bytes of a file of the folder, and how many they are. */
static void *read_file(const char *folder, const char *name, size_t *size) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    exit(2);
  }
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  void *bytes = malloc(*size);
  if (bytes == NULL || fread(bytes, 1, *size, file) != *size) {
    fprintf(stderr, "%s cannot be read\n", path);
    exit(2);
  }
  fclose(file);
  return bytes;
}

static void load_images(const char *folder) {
  size_t size;
  uint8_t *pixels = read_file(folder, "images.u8", &size);
  images = (uint32_t)(size / INPUTS);
  size_t used = 0;
  for (size_t at = 0; at < size; at++) used += pixels[at] != 0;
  entries = malloc(used * sizeof *entries);
  row_starts = calloc(images + 1, sizeof *row_starts);
  used = 0;
  for (uint32_t row = 0; row < images; row++) {
    for (int i = 0; i < INPUTS; i++) {
      const uint8_t pixel = pixels[(size_t)row * INPUTS + i];
      if (pixel != 0) entries[used++] = (Entry){(uint16_t)i, pixel};
    }
    row_starts[row + 1] = (uint32_t)used;
  }
  free(pixels);
  for (int pixel = 0; pixel < 256; pixel++) pixel_to_input[pixel] = (float)pixel / 255;
}

static void load_parameters(const char *folder) {
  size_t size;
  float *initial = read_file(folder, "initial.f32", &size), *at = initial;
#define TAKE(array) memcpy(array, at, sizeof array), at += sizeof array / sizeof *at
  TAKE(weights1), TAKE(biases1), TAKE(weights2), TAKE(biases2);
  TAKE(weights3), TAKE(biases3), TAKE(weights4), TAKE(biases4);
  free(initial);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int main(int count, char **arguments) {
  if (count != 4 || atoi(arguments[2]) != 1) {
    fprintf(stderr, "Usage: sgd FOLDER 1 STEPS\n");
    return 2;
  }
  size_t size;
  load_images(arguments[1]);
  load_parameters(arguments[1]);
  labels = read_file(arguments[1], "labels.u8", &size);
  order = read_file(arguments[1], "order.u32", &size);
  const uint32_t batches = (uint32_t)(size / sizeof *order / BATCH);
  const uint32_t first = (uint32_t)atoi(arguments[3]);
  printf("{\"version\": \"gcc %s\", \"losses\": [[", __VERSION__);
  for (uint32_t s = 0; s < first; s++)
    printf(s ? ", %.9g" : "%.9g", step(order + s % batches * BATCH));
  printf("]]}\n");
  fflush(stdout);
  uint32_t next = 0;
  int steps;
  while (scanf("%d", &steps) == 1) {
    const double started = now();
    for (int s = 0; s < steps; s++) {
      step(order + next * BATCH);
      next = (next + 1) % batches;
    }
    printf("{\"seconds\": %.9f}\n", now() - started);
    fflush(stdout);
  }
  return 0;
}
