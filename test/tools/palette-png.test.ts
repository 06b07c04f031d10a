import { deflateSync, inflateSync } from "node:zlib";
import { toPalettePng } from "../../tools/palette-png";

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** A picture of 8-bit RGB; each line begins with the number of its filter. */
function rgbPng(width: number, lines: readonly (readonly number[])[], colorType = 2): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(lines.length, 4);
  header.set([8, colorType], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.from(lines.flat()))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, "latin1"), data, Buffer.alloc(4)]);
}

/** The colors of a picture with a palette, line after line. */
function colorsOf(png: Buffer, width: number): number[][][] {
  const chunks = new Map<string, Buffer>();
  for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12) {
    chunks.set(png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const palette = [...(chunks.get("PLTE") ?? [])];
  const lines = [...inflateSync(chunks.get("IDAT") ?? Buffer.alloc(0))];
  return Array.from({ length: lines.length / (width + 1) }, (_, y) =>
    lines
      .slice(y * (width + 1) + 1, (y + 1) * (width + 1))
      .map((index) => palette.slice(index * 3, index * 3 + 3)),
  );
}

test("a picture with few colors keeps each, by whichever filter it is written", () => {
  const lines = [
    [0, 10, 20, 30, 40, 50, 60],
    [1, 10, 20, 30, 30, 30, 30],
    [2, 0, 0, 0, 0, 0, 0],
    [3, 5, 10, 15, 15, 15, 15],
    [4, 0, 0, 0, 0, 0, 0],
  ];
  const line = [
    [10, 20, 30],
    [40, 50, 60],
  ];
  expect(colorsOf(toPalettePng(rgbPng(2, lines)), 2)).toEqual(lines.map(() => line));
});

test("a picture with more colors than a palette gets near ones", () => {
  const colors = Array.from({ length: 300 }, (_, index) => [index & 255, index >> 8, 0]);
  const [near = []] = colorsOf(toPalettePng(rgbPng(300, [[0, ...colors.flat()]])), 300);
  expect(new Set(near.map(String)).size).toBe(256);
  near.forEach((color, x) => {
    expect(Math.hypot(...color.map((value, index) => value - (colors[x]?.[index] ?? 0)))).toBeLessThan(3);
  });
});

test("a picture with a palette already is refused", () => {
  expect(() => toPalettePng(rgbPng(1, [[0, 0]], 3))).toThrow("Only a picture of 8-bit RGB");
});
