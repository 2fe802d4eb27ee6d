import { readFileSync, statSync } from 'node:fs';
import { Failure } from '../core/failure.ts';

/** Throws `bad-config`: a template that cannot be read is found at the start. */
export function readTemplate(file: string): string {
  try {
    // a pipe that nobody writes to would be waited for
    if (!statSync(file).isFile()) throw new Failure('bad-config', `${file}: is not a file`);
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure('bad-config', `templates: cannot read ${file}`, { cause });
  }
}
