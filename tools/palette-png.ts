import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
const MAX_COLORS = 256;
/** The most frequent colors are kept as they are; the others are those that are farthest from all before. */
const FREQUENT_COLORS = 100;

/**
 * Writes a browser's picture with at most 256 colors: a third of the size, and of a page with few colors the same to the eye.
 *
 * @param png - 8 bits for each of red, green and blue, and not interlaced
 */
export function toPalettePng(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const counts = new Map<number, number>();
  for (const pixel of pixels) {
    counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  }
  const palette = choosePalette(counts);
  const indexes = new Map([...counts.keys()].map((color) => [color, nearest(color, palette).index]));
  const lines = Buffer.alloc(height * (width + 1));
  pixels.forEach((pixel, at) => {
    // A byte before each line says that it has no filter.
    lines[at + Math.floor(at / width) + 1] = indexes.get(pixel) ?? 0;
  });
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap(channels))),
    chunk("IDAT", deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The colors of all pixels, line after line. */
function decode(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  if (png.readUInt32BE(24) !== 0x08_02_00_00 || png[28] !== 0) {
    throw new Error("Only a picture of 8-bit RGB without interlacing can be read.");
  }
  const data: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") {
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
  }
  const lines = inflateSync(Buffer.concat(data));
  const pixels = new Uint32Array(width * height);
  const size = width * 3;
  let above = new Uint8Array(size);
  for (let y = 0; y < height; y += 1) {
    const start = y * (size + 1);
    const line = new Uint8Array(lines.subarray(start + 1, start + 1 + size));
    unfilter(line, above, lines[start] ?? 0);
    for (let x = 0; x < width; x += 1) {
      pixels[y * width + x] = Buffer.from(line.buffer).readUIntBE(x * 3, 3);
    }
    above = line;
  }
  return { width, height, pixels };
}

/** Adds to each byte what its filter took away: the byte to the left, above, their mean, or the one that Paeth's rule chooses. */
function unfilter(line: Uint8Array, above: Uint8Array, filter: number): void {
  for (let x = 0; x < line.length; x += 1) {
    const [left = 0, up = 0, upLeft = 0] = [line[x - 3], above[x], above[x - 3]];
    const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter] ?? 0;
    line[x] = (line[x] ?? 0) + predicted;
  }
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const [toLeft, toUp, toUpLeft] = [left, up, upLeft].map((value) => Math.abs(estimate - value)) as [
    number,
    number,
    number,
  ];
  return toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
}

function choosePalette(counts: ReadonlyMap<number, number>): number[] {
  const byCount = [...counts].sort(([, one], [, other]) => other - one);
  const palette = byCount.slice(0, FREQUENT_COLORS).map(([color]) => color);
  const rest = byCount.map(([color, count]) => ({
    color,
    weight: Math.sqrt(count),
    distance: nearest(color, palette).distance,
  }));
  while (palette.length < Math.min(MAX_COLORS, counts.size)) {
    const { color } = rest.reduce((worst, other) =>
      other.distance * other.weight > worst.distance * worst.weight ? other : worst,
    );
    palette.push(color);
    for (const other of rest) {
      other.distance = Math.min(other.distance, distance(other.color, color));
    }
  }
  return palette;
}

function nearest(color: number, palette: readonly number[]): { index: number; distance: number } {
  let best = { index: 0, distance: Infinity };
  palette.forEach((other, index) => {
    const far = distance(color, other);
    if (far < best.distance) {
      best = { index, distance: far };
    }
  });
  return best;
}

/** The square of how far two colors are apart. */
function distance(one: number, other: number): number {
  const others = channels(other);
  return channels(one).reduce((sum, value, index) => sum + (value - (others[index] ?? 0)) ** 2, 0);
}

function channels(color: number): number[] {
  return [color >> 16, (color >> 8) & 255, color & 255];
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, checksum]);
}
