import { crc32, deflateSync, inflateSync } from 'node:zlib';

export type Pixels = {
  readonly width: number;
  readonly height: number;
  /** red, green, blue of each pixel, row by row */
  readonly rgb: Uint8Array;
};

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** Of the kind a browser writes: 8 bits a channel, RGB or RGBA without transparent places, not interlaced. */
export function decodePng(png: Buffer): Pixels {
  const chunks = chunksOf(png);
  const head = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (head === undefined) throw new Error('a picture has no header');
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const channels = head[9] === 6 ? 4 : 3;
  if (head[8] !== 8 || head[12] !== 0) throw new Error('a picture is of an unknown kind');
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const lines = inflateSync(packed);
  const size = width * channels;
  const rgb = new Uint8Array(width * height * 3);
  let above = new Uint8Array(size);
  for (let y = 0; y < height; y += 1) {
    const at = y * (size + 1);
    const line = unfilter(lines[at] ?? 0, lines.subarray(at + 1, at + 1 + size), above, channels);
    for (let x = 0; x < width; x += 1)
      rgb.set(line.subarray(x * channels, x * channels + 3), (y * width + x) * 3);
    above = line;
  }
  return { width, height, rgb };
}

/** The five filters of PNG (W3C PNG 9.2). */
function unfilter(
  filter: number,
  line: Uint8Array,
  above: Uint8Array,
  channels: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(line.length);
  for (let at = 0; at < line.length; at += 1) {
    const [a, b, c] = [out[at - channels] ?? 0, above[at] ?? 0, above[at - channels] ?? 0];
    const guess = [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter] ?? 0;
    out[at] = (line[at] ?? 0) + guess;
  }
  return out;
}

function paeth(a: number, b: number, c: number): number {
  const [da, db, dc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  if (da <= db && da <= dc) return a;
  return db <= dc ? b : c;
}

/**
 * With 16 colours, which is small and enough for a page of text: the most frequent ones that are not much alike; others
 * take the nearest. `said` is a text inside the file.
 */
export function encodePng(
  { width, height, rgb }: Pixels,
  said: { readonly key: string; readonly text: string },
): Buffer {
  const seen = new Map<number, number>();
  const colourAt = (pixel: number): number =>
    ((rgb[pixel * 3] ?? 0) << 16) | ((rgb[pixel * 3 + 1] ?? 0) << 8) | (rgb[pixel * 3 + 2] ?? 0);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const colour = colourAt(pixel);
    seen.set(colour, (seen.get(colour) ?? 0) + 1);
  }
  const palette = paletteOf(seen);
  const places = new Map(palette.map((colour, at) => [colour, at] as const));
  const size = Math.ceil(width / 2) + 1;
  const lines = Buffer.alloc(height * size);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = colourAt(y * width + x);
      const place = places.get(colour) ?? nearest(colour, palette).at;
      places.set(colour, place);
      const byte = y * size + 1 + (x >> 1);
      lines[byte] = (lines[byte] ?? 0) | (x % 2 === 0 ? place << 4 : place);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([4, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from(`${said.key}\0${said.text}`, 'latin1')),
    chunk(
      'PLTE',
      Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])),
    ),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const MOST_COLOURS = 16;
/** Squared, of channels 0..255: what an eye hardly tells apart beside each other. */
const ALIKE = 20 ** 2;

function paletteOf(seen: ReadonlyMap<number, number>): readonly number[] {
  const palette: number[] = [];
  for (const [colour] of [...seen].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])) {
    if (palette.length === MOST_COLOURS) break;
    if (nearest(colour, palette).distance > ALIKE) palette.push(colour);
  }
  return palette;
}

function nearest(
  colour: number,
  palette: readonly number[],
): { readonly at: number; readonly distance: number } {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [at, one] of palette.entries()) {
    const [red, green, blue] = [16, 8, 0].map((bits) => ((one >> bits) & 255) - ((colour >> bits) & 255));
    const distance = (red ?? 0) ** 2 + (green ?? 0) ** 2 + (blue ?? 0) ** 2;
    if (distance < least) [best, least] = [at, distance];
  }
  return { at: best, distance: least };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

export function chunksOf(png: Buffer): readonly { readonly type: string; readonly data: Buffer }[] {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('this is no PNG');
  const chunks = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}
