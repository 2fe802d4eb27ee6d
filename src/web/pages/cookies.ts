import type { Site } from './pages-needs.ts';

/** Browsers keep a `__Host-` cookie to this host and https; it must have the path `/`. */
function fullName(name: string, { isSecure, base }: Site): string {
  return isSecure && base === '' ? `__Host-${name}` : name;
}

/** null = none, or more than one: then somebody put a second one in. */
export function readCookie(header: string, name: string, site: Site): string | null {
  const wanted = `${fullName(name, site)}=`;
  const found = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(wanted));
  return found.length === 1 ? (found[0]?.slice(wanted.length) ?? null) : null;
}

/** `value` null = take it away. Without `seconds` it ends with the browser. */
export function cookie(name: string, value: string | null, site: Site, seconds?: number): string {
  const parts = [
    `${fullName(name, site)}=${value ?? ''}`,
    `Path=${site.base === '' ? '/' : site.base}`,
    'HttpOnly',
    'SameSite=Strict',
  ];
  if (site.isSecure) parts.push('Secure');
  if (value === null) parts.push('Max-Age=0');
  else if (seconds !== undefined) parts.push(`Max-Age=${seconds}`);
  return parts.join('; ');
}
