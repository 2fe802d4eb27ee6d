import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chunksOf } from './png.ts';

/** The situations of issue 8, and the busy week. */
export const PICTURED = [
  'clear-winner',
  'too-early',
  'split-broken',
  'guardrail',
  'quiet-week',
  'first-week',
  'missing-conversions',
  'outage',
  'all-numbers-invalid',
  'mixed-currencies-week',
  'four-hundred-campaigns',
  'restated',
  'whole-week',
].map((name) => `test/golden/performance.${name}`);

/** A phone. */
export const WIDTH = 390;
/** Names the html a picture was made from. */
export const KEY = 'html-sha256';

export function hashOfHtml(beside: string): string {
  return createHash('sha256')
    .update(readFileSync(`${beside}.html`))
    .digest('hex');
}

/** null = there is no picture, or it does not say. */
export function hashInPicture(beside: string): string | null {
  if (!existsSync(`${beside}.png`)) return null;
  const text = chunksOf(readFileSync(`${beside}.png`)).find(({ type }) => type === 'tEXt');
  const [key, hash] = text?.data.toString('latin1').split('\0') ?? [];
  return key === KEY ? (hash ?? null) : null;
}
