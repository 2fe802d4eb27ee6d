import { Failure } from '../core/failure.ts';

/** All of standard input, at most so many characters; `what` is what should have been sent. */
export async function readStandardInput(most: number, what: string): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > most)
      throw new Failure('bad-input', `standard input is longer than ${most} characters; send ${what}`);
  }
  return text;
}
