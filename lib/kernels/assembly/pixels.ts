/** `count` inputs from u8 pixels, each the quotient `pixel / 255` in float32. */
export function pixelsToInputs(to: usize, pixels: usize, count: u32): void {
  const most = f32x4.splat(255);
  let i: u32 = 0;
  for (; i + 4 <= count; i += 4) {
    const four = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(pixels + i)));
    v128.store(to + (<usize> i << 2), f32x4.div(f32x4.convert_i32x4_u(four), most));
  }
  for (; i < count; i++) store<f32>(to + (<usize> i << 2), <f32> load<u8>(pixels + i) / 255);
}
