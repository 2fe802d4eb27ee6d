import { Failure } from '../core/failure.ts';
import { readPhone } from '../core/phone-number.ts';
import { readStandardInput } from './standard-input.ts';

/** One number from standard input, so that it stands in no list of processes and no history of a shell. */
export async function readPhoneFromStdin(country: string | undefined): Promise<string> {
  const text = (await readStandardInput(200, 'one phone number')).trim();
  if (text === '') throw new Failure('bad-input', 'standard input: is empty; send one phone number');
  if (/[\r\n]/.test(text))
    throw new Failure('bad-input', 'standard input: has several lines; send one phone number');
  const reading = readPhone(text, country?.toUpperCase() ?? null);
  if (!reading.ok) throw new Failure('bad-input', `standard input: ${reading.reason}`);
  return reading.number.e164;
}
