import { type FailureClass, isFailureClass } from '../../failure-class.ts';
import { type Figure, term } from '../figure.ts';

/** What a reader is told for a class of failures, before "at op.blue between 10:00 and 11:00". */
const FAILURE_WORDS: Readonly<Record<FailureClass, string>> = {
  none: 'no failure',
  invalid_number: 'number does not exist',
  not_sms_capable: 'cannot take SMS',
  barred: 'barred by the operator',
  recipient_blocked: 'blocked by the recipient',
  opted_out: 'opted out',
  absent: 'absent',
  handset_full: 'phone full',
  handset_error: 'fault of the phone',
  expired: 'expired before delivery',
  recipient_credit: 'recipient out of credit',
  age_restricted: 'age limit',
  carrier_filtered: 'filtered by the operator',
  content: 'refused for the text',
  sender: 'refused for the sender',
  throttled: 'sent too fast',
  routing: 'no route',
  network_error: 'network error',
  provider_error: 'error of the provider',
  config: 'wrong settings',
  insufficient_credit: 'sender out of credit',
  no_dlr: 'no answer of the operator',
  canceled: 'canceled',
  unknown: 'unknown reason',
};

/** `what` as src/pipelines/describe-left-out.ts stores it: "carrier filtered"; other words are looked up as they are. */
export function sayFailures(what: string): Figure {
  const name = what.replaceAll(' ', '_');
  return term(isFailureClass(name) ? FAILURE_WORDS[name] : what);
}
