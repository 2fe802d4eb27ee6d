import { readFile, stat } from 'node:fs/promises';
import { Failure, type FailureCode } from '../core/failure.ts';

type Limits = {
  readonly mostBytes: number;
  readonly code: FailureCode;
  /** what to say instead of "<path>: cannot be read (ENOENT)"; `cause` is the system's code */
  readonly unreadable?: (cause: string) => string;
};

/** A file that somebody wrote by hand, whole. Fails with the code for one that is too large or cannot be read. */
export async function readSmallFile(path: string, { mostBytes, code, unreadable }: Limits): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes) throw new Failure(code, `${path}: is ${size} bytes, at most ${mostBytes} allowed`);
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new Failure(code, unreadable?.(why) ?? `${path}: cannot be read (${why})`, { cause });
  }
}
