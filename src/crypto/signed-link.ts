import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What a link in a mail opens: a list, as the text of its query, or a report, as the number of its run. */
type SignedLink = {
  readonly target: string;
  /** of the mail, as a tag: nobody reads an address out of a link or a log */
  readonly recipientTag: string;
  readonly expiresAt: Temporal.Instant;
};

export type LinkReading =
  | { readonly ok: true; readonly link: SignedLink }
  | { readonly ok: false; readonly why: 'bad' | 'expired' };

/** Each door has a key of its own: what was signed for one opens nothing behind another. */
const DOORS = {
  review: { path: '/review/', purpose: 'review-link' },
  report: { path: '/reports/link/', purpose: 'report-link' },
} as const;
type LinkDoor = keyof typeof DOORS;

const LONGEST = 2_000;
const TOKEN = /^1\.([0-9a-f]{8})\.([\w-]{1,1500})\.([\w-]{43})$/;
const SEPARATOR = '\n';
const MOST_DAYS = 7;

/** The path of a link; the host is signed, so a link made for one site opens nothing on another. */
export function signedLinkPath(
  door: LinkDoor,
  secretKey: string,
  host: string,
  { target, recipient, expiresAt }: { target: string; recipient: string; expiresAt: Temporal.Instant },
): string {
  const keys = keysOf(secretKey, DOORS[door].purpose);
  const recipientTag = createHmac('sha256', keys.tagging)
    .update(recipient.trim().toLowerCase())
    .digest('base64url')
    .slice(0, 16);
  const claims = [String(Math.floor(expiresAt.epochMilliseconds / 1_000)), recipientTag, target];
  const text = Buffer.from(claims.join(SEPARATOR)).toString('base64url');
  return `${DOORS[door].path}1.${keys.id}.${text}.${sign(keys, text, host).toString('base64url')}`;
}

/** A link that would last longer than seven days was not made by us. */
export function readSignedLink(
  door: LinkDoor,
  secretKey: string,
  host: string,
  token: string,
  now: Temporal.Instant,
): LinkReading {
  const [, id, text = '', signature = ''] = (token.length > LONGEST ? null : TOKEN.exec(token)) ?? [];
  const keys = keysOf(secretKey, DOORS[door].purpose);
  const given = Buffer.from(signature, 'base64url');
  const right = sign(keys, text, host);
  if (id !== keys.id || given.length !== right.length || !timingSafeEqual(given, right)) return BAD;
  const [seconds = '', recipientTag = '', target, more] = Buffer.from(text, 'base64url')
    .toString('utf8')
    .split(SEPARATOR);
  if (!/^\d{1,12}$/.test(seconds) || target === undefined || more !== undefined) return BAD;
  const expiresAt = Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1_000);
  if (Temporal.Instant.compare(expiresAt, now) <= 0) return { ok: false, why: 'expired' };
  if (Temporal.Instant.compare(expiresAt, latestExpiry(now)) > 0) return BAD;
  return { ok: true, link: { target, recipientTag, expiresAt } };
}

export function latestExpiry(now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: MOST_DAYS * 24 });
}

const BAD = { ok: false, why: 'bad' } as const;

type Keys = { readonly id: string; readonly signing: Buffer; readonly tagging: Buffer };

function keysOf(secretKey: string, purpose: string): Keys {
  const derive = (info: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secretKey, 'sms-reports', info, 32));
  const signing = derive(purpose);
  const id = createHash('sha256').update('id').update(signing).digest('hex').slice(0, 8);
  return { id, signing, tagging: derive(`${purpose}-recipient`) };
}

function sign({ id, signing }: Keys, text: string, host: string): Buffer {
  return createHmac('sha256', signing).update(`1\n${id}\n${host.toLowerCase()}\n${text}`).digest();
}
