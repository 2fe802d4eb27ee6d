import type { Flash } from './flash.ts';

export type Page = {
  readonly kind: 'page';
  readonly status: number;
  readonly html: string;
  /** texts of style elements the page has of its own: the content policy names their hashes */
  readonly styles: readonly string[];
};

export type Redirect = {
  readonly kind: 'redirect';
  /** below the base */
  readonly to: string;
  readonly flash?: Flash;
  /** of the session; null = takes it away */
  readonly session?: string | null;
};

export type Download = {
  readonly kind: 'download';
  readonly name: string;
  readonly type: string;
  readonly text: AsyncIterable<string>;
};

/** Why not, as a page for people and as one JSON line for programs. */
export type PageRefusal = {
  readonly kind: 'refusal';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  /** what is wrong and what helps, one or two sentences */
  readonly message: string;
  /** seconds */
  readonly retryAfter?: number;
  readonly allow?: string;
  /** for people, where the page itself says more than a refusal would */
  readonly html?: string;
};

export type PageAnswer = Page | Redirect | Download | PageRefusal;

export function isRefusal(value: unknown): value is PageRefusal {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refusal';
}

export function page(html: string, status = 200, styles: readonly string[] = []): Page {
  return { kind: 'page', status, html, styles };
}

export function redirect(to: string, flash?: Flash): Redirect {
  return { kind: 'redirect', to, ...(flash === undefined ? {} : { flash }) };
}
