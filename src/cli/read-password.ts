import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Failure } from '../core/failure.ts';

/** From a pipe the first line, from a terminal asked for twice and not shown; never a word of the command line. */
export async function readPassword(stderr: (text: string) => void): Promise<string> {
  if (!process.stdin.isTTY) return firstLine();
  const password = await ask('password: ', stderr);
  if ((await ask('again: ', stderr)) !== password)
    throw new Failure('bad-input', 'password: the two are not the same');
  return password;
}

async function firstLine(): Promise<string> {
  let text = '';
  for await (const piece of process.stdin) {
    text += String(piece);
    if (text.includes('\n') || text.length > 4_096) break;
  }
  return text.split(/\r?\n/, 1)[0] ?? '';
}

async function ask(question: string, stderr: (text: string) => void): Promise<string> {
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  stderr(question);
  try {
    return await line.question('');
  } finally {
    line.close();
    stderr('\n');
  }
}
