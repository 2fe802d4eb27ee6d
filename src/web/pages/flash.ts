import { createHmac } from 'node:crypto';
import { isSameSecret } from '../same-secret.ts';

/** What came of the last change, shown once on the page after it. */
export type Flash = { readonly tone: 'good' | 'bad'; readonly text: string };

const LONGEST = 600;

/** Kept by the browser and signed, so that nobody else's words are shown as ours. */
export function writeFlash({ tone, text }: Flash, secretKey: string): string {
  const words = Buffer.from(`${tone}\n${text.slice(0, LONGEST)}`).toString('base64url');
  return `${words}.${sign(words, secretKey)}`;
}

/** null = none, or not ours. */
export function readFlash(value: string | null, secretKey: string): Flash | null {
  const [words = '', signature = '', more] = (value ?? '').split('.');
  if (words === '' || more !== undefined || !isSameSecret(signature, sign(words, secretKey))) return null;
  const [tone, ...text] = Buffer.from(words, 'base64url').toString('utf8').split('\n');
  return { tone: tone === 'good' ? 'good' : 'bad', text: text.join(' ') };
}

function sign(words: string, secretKey: string): string {
  const key = createHmac('sha256', secretKey).update('flash 1').digest();
  return createHmac('sha256', key).update(words).digest('base64url');
}
