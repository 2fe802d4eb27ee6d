import { open, readFile, rename, rm } from 'node:fs/promises';

/**
 * Takes the lines that match out of a text file that we wrote; how many. Null = there is no such file any more. Keeps
 * its place and 0600; whole or not at all.
 */
export async function eraseLines(path: string, holds: RegExp): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split(/(?<=\n)/);
  const kept = lines.filter((line) => !holds.test(line));
  if (kept.length === lines.length) return 0;
  const partial = `${path}.partial`;
  await rm(partial, { force: true });
  const file = await open(partial, 'wx', 0o600);
  try {
    await file.writeFile(kept.join(''));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
  return lines.length - kept.length;
}
