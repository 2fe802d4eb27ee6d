import type { WebTask } from '../../core/web-role.ts';
import type { Flash } from './flash.ts';
import type { PageAnswer } from './page-answer.ts';
import type { PagesNeeds } from './pages-needs.ts';
import type { Form, FormFields } from './read-form.ts';
import type { Viewer } from './viewer.ts';

export type PageCall = {
  readonly needs: PagesNeeds;
  readonly now: Temporal.Instant;
  /** null = not signed in; only open pages are called then */
  readonly viewer: Viewer | null;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** without fields unless it is a POST */
  readonly form: Form;
  /** of the caller, for limits */
  readonly address: string;
  readonly flash: Flash | null;
  /** path and query as they came, below the base */
  readonly here: string;
  /** as the browser asks for them, Accept-Language */
  readonly languages: string;
};

export type SignedInCall = PageCall & { readonly viewer: Viewer };

type Way =
  | { readonly task: 'open'; readonly handle: (call: PageCall) => Promise<PageAnswer> }
  | { readonly task: WebTask; readonly handle: (call: SignedInCall) => Promise<PageAnswer> };

/** GET only shows; whatever changes something is a POST and says which fields it knows. */
export type PageRoute = {
  /** as fastify writes it */
  readonly path: string;
  /**
   * what a person bound to brands gets: nothing, as if there were no such page (it tells of the whole account); what is
   * of their brands, which the page looks up through own-reports.ts; the same as everybody (it tells of no brand)
   */
  readonly bound: 'nothing' | 'own' | 'same';
  readonly get?: Way;
  readonly post?: Way & {
    readonly fields: FormFields;
    /** mail programs post here too: from nowhere, as either kind of form; the path itself proves who may */
    readonly isFromAnywhere?: true;
  };
};
