import { userInfo } from 'node:os';

/** Who did it, for the audit log: the user of this machine. */
export function actor(): string {
  try {
    return `cli:${userInfo().username}`.slice(0, 100);
  } catch {
    // a container may run under a number without a name
    return `cli:${process.getuid?.() ?? 'unknown'}`;
  }
}
