import type { PayloadFormat } from './importer.ts';

/**
 * What a text most likely is, among the formats a provider comes in. Only for files that an operator hands over: a
 * request says its type. Never fails: the importer of the provider tells what is wrong.
 */
export function guessFormat(body: string, formats: readonly PayloadFormat[]): PayloadFormat {
  const text = body.replace(/^\uFEFF/, '').trimStart();
  const first = text[0] ?? '';
  if (first === '<') return 'xml';
  if (first === '{' || first === '[') return isJson(text) ? 'json' : 'ndjson';
  if (!formats.includes('csv')) return 'form';
  const line = text.split('\n', 1)[0] ?? '';
  return formats.includes('form') && /^[^,;]*=/.test(line) ? 'form' : 'csv';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
