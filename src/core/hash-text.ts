/**
 * 64 bits of a text, the same on every machine and in every release: it is stored (receipts.event_key). Two lanes
 * of 32 bits, multiplied and mixed like MurmurHash3. Not for secrets.
 */
export function hash64(text: string): bigint {
  const { high, low } = lanes(text);
  return BigInt(high) * 4_294_967_296n + BigInt(low);
}

/** The lower half of `hash64`. */
export function hash32(text: string): number {
  return lanes(text).low;
}

function lanes(text: string): { readonly high: number; readonly low: number } {
  let high = 0x9e3779b9 ^ text.length;
  let low = 0x85ebca6b;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0xcc9e2d51);
    high = (high << 13) | (high >>> 19);
    low = Math.imul(low ^ unit, 0x1b873593);
    low = (low << 15) | (low >>> 17);
  }
  const first = mixed(high ^ (low >>> 7));
  return { high: first, low: mixed(low ^ first) };
}

function mixed(lane: number): number {
  let value = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
