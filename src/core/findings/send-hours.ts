/** Local hours in which messages may be sent, `to` exclusive; from 20 to 6 = over midnight. */
export type AllowedHours = { readonly from: number; readonly to: number };

const WRITTEN = /^(\d{1,2})-(\d{1,2})$/;
const LEAST_HOURS = 2;

/** Reads the setting SEND_HOURS: `8-21`. Its faults were told before. */
export function readSendHours(text: string): AllowedHours {
  const [, from = '0', to = '24'] = WRITTEN.exec(text) ?? [];
  return { from: Number(from), to: Number(to) };
}

/** What is wrong with the text of the setting, in a few words; null = nothing. */
export function faultOfSendHours(text: string): string | null {
  if (!WRITTEN.test(text)) return 'must be two hours such as 8-21';
  const { from, to } = readSendHours(text);
  if (from > 23 || to > 24) return 'must be hours of a day: 0-23 to 1-24';
  const hours = from < to ? to - from : 24 - from + to;
  return hours < LEAST_HOURS || from === to ? 'must leave two hours at least' : null;
}
