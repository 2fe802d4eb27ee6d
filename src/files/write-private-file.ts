import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { Failure } from '../core/failure.ts';

export type WrittenFile = { readonly bytes: number /** hex */; readonly sha256: string };

/**
 * For this user's eyes alone (0600), whole or not at all: written beside its place, then renamed. Throws `bad-input`
 * when the file exists (somebody may rely on it) or cannot be written.
 */
export async function writePrivateFile(path: string, texts: AsyncIterable<string>): Promise<WrittenFile> {
  const partial = `${path}.partial`;
  const file = await open(partial, 'wx', 0o600).catch((cause: unknown) => {
    const code = codeOf(cause);
    const why =
      code === 'EEXIST'
        ? `${partial} is there, left by an export that was stopped or is under way; remove it`
        : `${path} cannot be written here (${code})`;
    throw new Failure('bad-input', `--out: ${why}`, { cause });
  });
  const refuse = (cause: unknown): never => {
    throw new Failure('bad-input', `--out: ${path} cannot be written to its end (${codeOf(cause)})`, {
      cause,
    });
  };
  try {
    await refuseExisting(path);
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const text of texts) {
      const piece = Buffer.from(text);
      hash.update(piece);
      bytes += piece.length;
      await file.writeFile(piece).catch(refuse);
    }
    await file.sync().catch(refuse);
    await file.close();
    await rename(partial, path).catch(refuse);
    return { bytes, sha256: hash.digest('hex') };
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}

async function refuseExisting(path: string): Promise<void> {
  const existing = await open(path, 'r').catch(() => null);
  if (existing === null) return;
  await existing.close();
  throw new Failure('bad-input', `--out: ${path} exists; name a new file`);
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown';
}
