import type { HourCell } from '../history.ts';

/** Eight parts of the local day. */
export const DAYPARTS = 8;

/** Shares of the dayparts among a campaign's texts to a segment; null = the contacts have no zone. */
export type HourMix = (campaignId: string, segment: string) => Float64Array | null;

export function hourMix(hours: readonly HourCell[]): HourMix {
  const mixes = new Map<string, Float64Array>();
  for (const { campaignId, segment, hour, delivered } of hours) {
    if (!(delivered > 0 && hour >= 0 && hour < 24)) continue;
    const key = keyOf(campaignId, segment);
    const mix = mixes.get(key) ?? new Float64Array(DAYPARTS);
    const part = Math.floor((hour * DAYPARTS) / 24);
    mix[part] = (mix[part] ?? 0) + delivered;
    mixes.set(key, mix);
  }
  for (const mix of mixes.values()) {
    const total = mix.reduce((sum, one) => sum + one, 0);
    for (let part = 0; part < DAYPARTS; part += 1) mix[part] = (mix[part] ?? 0) / total;
  }
  return (campaignId, segment) => mixes.get(keyOf(campaignId, segment)) ?? null;
}

function keyOf(campaignId: string, segment: string): string {
  return `${campaignId}\n${segment}`;
}
