import type { CodeRow } from '../../src/providers/codes.ts';
import type { PayloadFormat } from '../../src/providers/importer.ts';

/** A payload that holds one code in one field. */
export type CodePayload = {
  /** whose importer reads it; the table's own provider unless told */
  readonly importer?: string;
  readonly format: PayloadFormat;
  readonly body: string;
  readonly dictionary?: string;
  /** status word beside an error code: our status and failure class of it, when the code does not overrule it */
  readonly word?: readonly [string, string];
  /** what failed was refused before it was sent */
  readonly isSend?: boolean;
  /** the code is the state itself, also where the provider's word says less */
  readonly overrules?: boolean;
};

type Builder = (code: string, id: string) => CodePayload;

const json = (value: unknown): Pick<CodePayload, 'format' | 'body'> => ({
  format: 'json',
  body: JSON.stringify(value),
});
const form = (value: Readonly<Record<string, string>>): Pick<CodePayload, 'format' | 'body'> => ({
  format: 'form',
  body: new URLSearchParams(value).toString(),
});
const xml = (body: string): Pick<CodePayload, 'format' | 'body'> => ({ format: 'xml', body });

/** An `err:` of an SMPP receipt, read by a table that the route names. */
const err =
  (dictionary: string): Builder =>
  (code, id) => ({
    importer: 'smpp',
    dictionary,
    word: ['undelivered', 'unknown'],
    ...json({ short_message: `id:${id} stat:UNDELIV err:${code} text:`, esm_class: 4 }),
  });

/** Every field of a provider's payload that holds codes of ours, by `provider field`. */
export const CODE_PAYLOADS: Readonly<Record<string, Builder>> = {
  'link_mobility resultCode': (code, id) => json({ id, resultCode: Number(code) }),
  'link_mobility resultCode (HTTP error body)': (code, id) => ({
    isSend: true,
    ...json({ resultCode: Number(code), description: 'no', refId: `ref-${id}` }),
  }),
  'link_mobility_dk status': (code, id) => form({ msgid: id, status: code }),
  'link_mobility_pswin STATE': (code, id) =>
    xml(`<MSGLST><MSG><ID>1</ID><REF>${id}</REF><STATE>${code}</STATE></MSG></MSGLST>`),
  'link_mobility_gatedr status': (code, id) => xml(`<gatedr><id>${id}</id><status>${code}</status></gatedr>`),
  'twilio MessageStatus': (code, id) => form({ MessageSid: id, MessageStatus: code }),
  'twilio ErrorCode': (code, id) => ({
    word: ['undelivered', 'unknown'],
    ...form({ MessageSid: id, MessageStatus: 'undelivered', ErrorCode: code }),
  }),
  'twilio_smpp err (receipt)': err('twilio_smpp'),
  'infobip status.groupId': (code, id) =>
    json({ results: [{ messageId: id, status: { groupId: Number(code) }, doneAt: '2026-11-20T10:01:00Z' }] }),
  'infobip status.id': (code, id) => json({ results: [{ messageId: id, status: { id: Number(code) } }] }),
  'infobip error.id': (code, id) => ({
    word: ['undelivered', 'unknown'],
    ...json({ results: [{ messageId: id, status: { groupId: 2 }, error: { id: Number(code) } }] }),
  }),
  'vonage status': (code, id) => form({ messageId: id, status: code }),
  'vonage err-code': (code, id) => ({
    word: ['undelivered', 'unknown'],
    ...form({ messageId: id, status: 'failed', 'err-code': code }),
  }),
  'vonage_messages error code': (code, id) => ({
    overrules: true,
    ...json({ message_uuid: id, channel: 'sms', status: 'rejected', error: { title: code } }),
  }),
  'sinch status': (code, id) => json({ ...SINCH, client_reference: `ref-${id}`, batch_id: id, status: code }),
  'sinch code': (code, id) =>
    json({ ...SINCH, client_reference: `ref-${id}`, batch_id: id, code: Number(code) }),
  'sinch_smpp err (receipt)': err('sinch_smpp'),
  'bird status.reason / statusReason': (code, id) => ({
    overrules: true,
    ...json({ id, status: 'delivery_failed', details: code.replaceAll(' ', '_') }),
  }),
  'bird failure.source.code / statusErrorCode': (code, id) => ({
    overrules: true,
    ...json({ id, status: 'delivery_failed', failure: { source: { code } } }),
  }),
  'messagebird status': (code, id) => form({ id, status: code }),
  'messagebird statusReason': (code, id) => ({
    overrules: true,
    ...form({ id, status: WELL[code] ?? 'delivery_failed', statusReason: code }),
  }),
  'smpp message_state': (code, id) =>
    json({ receipted_message_id: id, message_state: Number(code), esm_class: 4 }),
  'smpp stat': (code, id) => json({ short_message: `id:${id} stat:${code} err:000 text:`, esm_class: 4 }),
  'smpp command_status': (code, id) => ({ isSend: true, ...json({ message_id: id, command_status: code }) }),
  'kannel %d (dlr type)': (code, id) => form({ F: id, d: code }),
  'gsm_map error': err('gsm_map'),
  'gsm_tp_status TP-Status': err('gsm_tp_status'),
  'gsm_rp_cause RP-Cause': err('gsm_rp_cause'),
};

const SINCH = {
  type: 'recipient_delivery_report_sms',
  recipient: '4791234567',
  at: '2026-11-20T10:01:00Z',
} as const;

/** Reasons of MessageBird that are none of a failure, and the words they stand beside. */
const WELL: Readonly<Record<string, string>> = {
  'pending DLR': 'sent',
  'successfully delivered': 'delivered',
};

/** Details inside a code of GSM MAP: no provider here sends them, the table is for those who read them. */
export const NOT_SENT: readonly string[] = [
  'gsm_map sm_delivery_failure_cause',
  'gsm_map absent_subscriber_diagnostic',
];

/** Our status and failure class that a code must end in. */
export function landing(row: CodeRow, { word, isSend, overrules }: CodePayload): readonly [string, string] {
  if (word !== undefined && overrules !== true)
    return row.failureClass === 'none' ? word : [word[0], row.failureClass];
  const isRefused = isSend === true && (row.status === 'undelivered' || row.status === 'expired');
  return [isRefused ? 'rejected' : row.status, row.failureClass];
}
