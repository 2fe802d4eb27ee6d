/**
 * 32 bits of a text, the same on every machine and in every release: it is stored (clicks.agent_hash). Multiplied
 * and mixed like MurmurHash3. Not for secrets.
 */
export function hash32(text: string): number {
  let lane = 0x85ebca6b ^ text.length;
  for (let index = 0; index < text.length; index += 1) {
    lane = Math.imul(lane ^ text.charCodeAt(index), 0xcc9e2d51);
    lane = Math.imul((lane << 15) | (lane >>> 17), 0x1b873593);
  }
  lane = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  lane = Math.imul(lane ^ (lane >>> 13), 0xc2b2ae35);
  return (lane ^ (lane >>> 16)) >>> 0;
}
