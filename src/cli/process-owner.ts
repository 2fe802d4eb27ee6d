import { randomBytes } from 'node:crypto';

/** Whose lease it is: no other process, and no later one with the same number, has this name. */
export function processOwner(): string {
  return `cli-${process.pid}-${randomBytes(4).toString('hex')}`;
}
