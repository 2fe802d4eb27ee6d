const NUMBER = new Intl.NumberFormat('en-GB');

/** 12,345 */
export function shownCount(number: number): string {
  return NUMBER.format(number);
}
