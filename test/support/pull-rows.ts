import { unix } from './pull-bench.ts';

/** c1 of the import bench has it. */
export const PHONE = { mobile_prefix: '47', mobile_number: '91234567' };
/** nobody has it */
export const STRANGER = { mobile_prefix: '47', mobile_number: '99999999' };

export const SENT_MESSAGES =
  'message_id,contact_id,campaign_id,sent_at,status,provider\n' +
  'm1,c1,p1,2026-11-20T10:00:00Z,delivered,link_mobility\n' +
  'm2,c1,p1,2026-11-21T10:00:00Z,delivered,link_mobility\n';

/** A row of GetProfilesSMSUnsubscribedSince; `at` null = it tells no time. */
export function optOutRow(phone: object, at: string | null): Record<string, unknown> {
  return { profileid: '1', ...phone, sms_unsubscribed: at === null ? '' : unix(at) };
}

/** A row of GetClicks. */
export function clickRow(phone: object, at: string, more: object = {}): Record<string, unknown> {
  const hit = { clicktime: unix(at), url: 'https://shop.example/a?to=1', clickip: '10.0.0.1' };
  return { ...phone, ...hit, ...more };
}
