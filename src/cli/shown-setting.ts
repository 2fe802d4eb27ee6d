import { createHash } from 'node:crypto';
import type { Config, SETTINGS } from '../config.ts';

/** A secret is shown as its length and a fingerprint: enough to compare, not enough to use. */
export function shownSetting({ name, secret }: (typeof SETTINGS)[number], config: Config): string {
  const value = config[name];
  if (value === undefined) return 'not set';
  if (!secret) return String(value);
  const fingerprint = createHash('sha256').update(String(value)).digest('hex').slice(0, 8);
  return `${String(value).length} characters, fingerprint ${fingerprint}`;
}
