import { createHmac } from 'node:crypto';

/**
 * What every form of a session carries. Made of the session's own secret (or, behind a proxy, of the name it said), so
 * nothing has to be stored, and it ends with the session.
 */
export function csrfToken(secretKey: string, session: string): string {
  const key = createHmac('sha256', secretKey).update('csrf 1').digest();
  return createHmac('sha256', key).update(session).digest('base64url');
}
