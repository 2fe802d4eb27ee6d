import { isFlagged, type JudgedPhone } from '../core/phones/judge-phone.ts';
import type { PhoneKeys } from '../crypto/phones.ts';
import type { SealedContact } from '../store/import/tables/contacts.ts';
import type { PhoneContact } from '../store/phones/read-contacts.ts';
import { sealVerdict } from './seal-contact.ts';

export type JudgedAnew = {
  /** verdict, and the rule where there is something to keep; as before where nothing of the phone is known */
  readonly before: string;
  readonly now: string;
  /** the contact as it must be stored; null = nothing changes */
  readonly changed: SealedContact | null;
};

type Judge = (raw: string, country: string | null) => JudgedPhone;

/** Judges what the source wrote, or the number where that was as it should be. The number of the contact stays. */
export function judgeAnew(keys: PhoneKeys, judge: Judge, contact: PhoneContact): JudgedAnew {
  const before = wordsBefore(contact);
  const cipher = contact.rawCipher ?? contact.phoneCipher;
  if (cipher === null) return { before, now: before, changed: null };
  const raw = keys.decrypt(cipher);
  const read = judge(raw, contact.country);
  const isSameNumber =
    read.number !== null && contact.phoneHash?.equals(keys.hash(read.number.e164)) === true;
  const judged = isSameNumber ? read : withoutNumber(read);
  const sealed = seal(keys, contact, judged, raw);
  const now = isFlagged(judged) ? `${judged.verdict} ${judged.rule}` : judged.verdict;
  return { before, now, changed: isSame(contact, sealed) ? null : sealed };
}

/** A number that could not be read when it came is a proposal now, never the contact's by itself. */
function withoutNumber(read: JudgedPhone): JudgedPhone {
  if (read.number?.isValid !== true) return { ...read, number: null };
  return {
    verdict: 'fixable',
    rule: 'readable-now',
    candidate: read.candidate ?? read.number.e164,
    number: null,
  };
}

function seal(keys: PhoneKeys, contact: PhoneContact, judged: JudgedPhone, raw: string): SealedContact {
  const { contactId, country, timezone, segmentId, createdMs, phoneHash, phoneCipher } = contact;
  const { number } = judged;
  return {
    contactId,
    country,
    timezone,
    segmentId,
    createdMs,
    phoneHash: phoneHash?.toString('hex') ?? null,
    phoneCipher: phoneCipher?.toString('hex') ?? null,
    phoneKind: number === null ? contact.phoneKind : number.kind,
    isPhoneValid: number === null ? contact.isPhoneValid : number.isValid,
    flag: sealVerdict(keys, judged, raw),
  };
}

function isSame(contact: PhoneContact, { flag, phoneKind, isPhoneValid }: SealedContact): boolean {
  return (
    contact.verdict === (flag?.verdict ?? null) &&
    contact.rule === (flag?.rule ?? null) &&
    (contact.candidateHash?.toString('hex') ?? null) === (flag?.candidateHash ?? null) &&
    contact.phoneKind === phoneKind &&
    contact.isPhoneValid === isPhoneValid
  );
}

function wordsBefore({ verdict, rule, phoneHash, phoneKind, isPhoneValid }: PhoneContact): string {
  if (verdict !== null) return `${verdict} ${rule ?? ''}`;
  if (phoneHash === null) return 'no phone';
  if (phoneKind === 'fixed_line_or_mobile') return 'ambiguous_type';
  return isPhoneValid === true && (phoneKind === 'mobile' || phoneKind === 'personal_number')
    ? 'ok'
    : 'not judged';
}
