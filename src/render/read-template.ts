import { readFileSync } from 'node:fs';
import { Failure } from '../core/failure.ts';

/** Throws `bad-config`: a template that cannot be read is found at the start. */
export function readTemplate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Failure('bad-config', `templates: cannot read ${file}`, { cause });
  }
}
