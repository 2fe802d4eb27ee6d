import { wholeNumber } from './list-query.ts';

/** null = no page number. */
export function readPage(query: URLSearchParams): number | null {
  return wholeNumber(query.get('page') ?? '1', 100_000);
}

/** For lists whose length nobody counts. */
export function pagerView(path: string, at: number, hasMore: boolean): object {
  const more = path.includes('?') ? '&' : '?';
  return {
    isNeeded: at > 1 || hasMore,
    here: `Page ${at}`,
    before: at > 1 ? `${path}${more}page=${at - 1}` : null,
    after: hasMore ? `${path}${more}page=${at + 1}` : null,
    first: at > 2 ? path : null,
    last: null,
  };
}
