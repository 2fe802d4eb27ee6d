import { maskPhone } from '../core/phone-number.ts';
import { isFlagged, type JudgedPhone } from '../core/phones/judge-phone.ts';
import { maskRaw } from '../core/phones/mask-raw.ts';
import { plainText } from '../core/phones/plain-text.ts';
import type { ContactRow } from '../core/source-row.ts';
import type { PhoneKeys } from '../crypto/phones.ts';
import type { SealedContact, SealedVerdict } from '../store/import/tables/contacts.ts';

/** Of what a source wrote this much is kept: one character more than is ever read, so that it stays too long. */
const RAW_KEPT = 65;

/** Numbers go to the database hashed, encrypted and masked only. */
export function sealContact(keys: PhoneKeys): (row: ContactRow) => SealedContact {
  return ({ phone, judged, ...row }) => ({
    ...row,
    phoneHash: phone === null ? null : keys.hash(phone.e164).toString('hex'),
    phoneCipher: phone === null ? null : keys.encrypt(phone.e164).toString('hex'),
    phoneKind: phone?.kind ?? null,
    isPhoneValid: phone?.isValid ?? null,
    flag: judged === null ? null : sealVerdict(keys, judged, judged.raw),
  });
}

/** null = nothing to keep */
export function sealVerdict(keys: PhoneKeys, judged: JudgedPhone, raw: string): SealedVerdict | null {
  if (!isFlagged(judged)) return null;
  const { verdict, rule, candidate } = judged;
  return {
    verdict,
    rule,
    rawMasked: maskRaw(raw),
    rawCipher: keys.encrypt(keptOf(raw)).toString('hex'),
    candidateHash: candidate === null ? null : keys.hash(candidate).toString('hex'),
    candidateCipher: candidate === null ? null : keys.encrypt(candidate).toString('hex'),
    candidateMasked: candidate === null ? null : maskPhone(candidate),
  };
}

/** Marks that no reader sees must not make a text that is too long shorter than one that can be read. */
function keptOf(raw: string): string {
  const units = Array.from(raw);
  return units.length <= RAW_KEPT ? raw : Array.from(plainText(raw)).slice(0, RAW_KEPT).join('');
}
