import { Failure } from '../core/failure.ts';
import { type NamedAddress, parseNamedAddress } from './address.ts';

/** The setting MAIL_FROM. Throws `bad-config`: who wrote it is not who runs the command. */
export function parseSender(text: string): NamedAddress {
  try {
    return parseNamedAddress(text, 'MAIL_FROM');
  } catch (cause) {
    if (cause instanceof Failure) throw new Failure('bad-config', cause.message, { cause });
    throw cause;
  }
}
