import type { WebRole } from '../../core/web-role.ts';
import { mayDo } from '../../core/web-role.ts';

/** e-mail addresses in full for those who decide, masked for those who only look */
export function shownAddress(role: WebRole | null, address: string): string {
  return role !== null && mayDo(role, 'decide') ? address : masked(address);
}

/** The same for what a mail server said, which often repeats the address. */
export function shownAnswer(role: WebRole | null, text: string): string {
  return role !== null && mayDo(role, 'decide') ? text : text.replace(ADDRESS, masked);
}

const ADDRESS = /[^\s<>@"',;:()]+@[^\s<>@"',;:()]+/g;

/** `m…@example.com`: enough to tell two people of one domain apart, mostly. */
function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '…' : `${address.charAt(0)}…${address.slice(at)}`;
}
