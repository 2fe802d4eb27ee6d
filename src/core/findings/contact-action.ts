import type { ContactFlag } from './contact-fatigue/contact-bin.ts';

/** pause: 14 days of nothing, then so many a week; lower: so many a week; re-engage: one offer, then 30 days of nothing */
export type ContactAction = 'pause' | 'lower' | 're-engage' | 'sunset';

/** Texts in 30 days from which on a rest comes first (findings.md 4). */
const PAUSE_FROM = 13;

/** What to do about a flagged contact; null = look on. */
export function contactAction(flag: ContactFlag | 'sunset', dose30: number): ContactAction | null {
  switch (flag) {
    case 'fatigued':
      return dose30 >= PAUSE_FROM ? 'pause' : 'lower';
    case 'watch':
      return null;
    case 're-engage':
    case 'sunset':
      return flag;
  }
}
