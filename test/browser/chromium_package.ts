/** The npm package with a Chromium for Linux x64; the only place that names its version. */
export const PACKAGE = "npm:@sparticuz/chromium@153.0.0";
