import { Failure } from '../core/failure.ts';
import { parseAddress } from '../mail/address.ts';

/** By which an address is known; a text that is no address is its own key, and refused where it is written to. */
export function addressKey(text: string): string {
  try {
    return parseAddress(text, 'recipient').key;
  } catch (error) {
    if (error instanceof Failure) return text;
    throw error;
  }
}
