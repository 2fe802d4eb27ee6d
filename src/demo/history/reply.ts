import type { World } from './world.ts';

/** What people answer although nobody asked; none of it means stop. */
const WORDS = ['Thanks', 'Takk!', 'How late are you open?', 'Ja', 'Do you ship to Bergen?', 'ok'] as const;

const RATE = 0.0016;

export function recordReply({ files, plan, utc, counters, outcome, random }: World, contact: number): void {
  if (random.response.next() >= RATE) return;
  const atS = outcome.deliveredS + 30 + Math.round(random.response.around(900, 1.5));
  if (atS > plan.endS) return;
  counters.reply += 1;
  const text = WORDS[random.response.below(WORDS.length)] ?? '';
  files.inbound.row(`i${counters.reply},c${contact},${utc(atS)},${text},${text.split(' ')[0] ?? ''}`);
}
