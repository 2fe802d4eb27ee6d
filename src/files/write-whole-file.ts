import { rename, rm, writeFile } from 'node:fs/promises';
import { Failure } from '../core/failure.ts';

/**
 * What `--out` names, whole or not at all: written beside its place, then renamed over what was there. Throws
 * `bad-input` when it cannot be written; what was there before stays.
 */
export async function writeWholeFile(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.partial`;
  try {
    await writeFile(partial, content);
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => undefined);
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new Failure('bad-input', `--out: cannot write ${path} (${code})`, { cause });
  }
}
