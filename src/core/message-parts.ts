/** How an SMS text is billed. `units`: septets of GSM-7, UTF-16 code units of UCS-2. */
export type MessageParts = {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly parts: number;
  readonly units: number;
};

/** 3GPP TS 23.038, default alphabet (one septet each). */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension table: an escape and a second septet, which no part border may separate. */
const EXTENSION = new Set('\f^{}\\[~]|€');

/** Capacity in units of a lone part, and of each of several with a concatenation header of 6 bytes. */
const CAPACITY = { 'GSM-7': { single: 160, each: 153 }, 'UCS-2': { single: 70, each: 67 } } as const;

/** Parts a provider bills for a text, unless it transliterates or uses national shift tables. An empty text is one part. */
export function messageParts(text: string): MessageParts {
  // By code point: surrogate pairs stay whole, combining marks are billed apart.
  const characters = Array.from(text);
  const encoding = characters.every((character) => BASIC.has(character) || EXTENSION.has(character))
    ? 'GSM-7'
    : 'UCS-2';
  const sizes = characters.map((character) =>
    encoding === 'GSM-7' ? (EXTENSION.has(character) ? 2 : 1) : character.length,
  );
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { single, each } = CAPACITY[encoding];
  return { encoding, parts: units <= single ? 1 : countParts(sizes, each), units };
}

/** A character moves as a whole to the next part when it no longer fits. */
function countParts(sizes: readonly number[], capacity: number): number {
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > capacity) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}
