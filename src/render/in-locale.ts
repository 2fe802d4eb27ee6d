/** The address of a page of ours that opens in the language of the mail. */
export function inLocale(url: string, locale: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}locale=${encodeURIComponent(locale)}`;
}
