const HIGH_BITS = 0x1fffff;

/**
 * What tells a provider's event again when it is sent twice: 53 bits of a hash over what a receipt says. Only
 * receipts of one message are ever compared, so 53 bits are plenty. Stored: a change of this function would make
 * every replayed receipt look new.
 */
export function receiptKey(provider: string, status: number, code: string, occurredMs: number): number {
  const text = `${provider}|${status}|${code}|${occurredMs}`;
  let high = 0x2f0b4f27;
  let low = 0x5bd1e995;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x85ebca77);
  }
  high = mix(high ^ (low >>> 15));
  low = mix(low ^ (high >>> 13));
  return (high & HIGH_BITS) * 2 ** 32 + (low >>> 0);
}

/** Spreads each bit over the word (finalizer of MurmurHash3, public domain). */
function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
