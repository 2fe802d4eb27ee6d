import { mayDo } from '../../core/web-role.ts';
import { ENGLISH_PAGE, type PageWords } from '../../render/pages/load-pages.ts';
import type { PageCall } from './page-route.ts';
import { startOf } from './start.ts';

/** What stands around every page. */
export type Shell = {
  readonly lang: string;
  readonly isRightToLeft: boolean;
  readonly title: string;
  readonly stylePath: string;
  readonly scriptPath: string;
  readonly homePath: string;
  readonly nav: readonly { readonly label: string; readonly path: string; readonly isHere: boolean }[];
  readonly user: { readonly name: string; readonly role: string; readonly canSignOut: boolean } | null;
  readonly csrf: string;
  readonly signInPath: string;
  readonly signOutPath: string;
  readonly flash: { readonly text: string; readonly isBad: boolean } | null;
};

export function shell(
  { needs, viewer, flash, here }: Pick<PageCall, 'needs' | 'viewer' | 'flash' | 'here'>,
  title: string,
  { language: lang, isRightToLeft }: PageWords = ENGLISH_PAGE,
): Shell {
  const links =
    viewer === null
      ? []
      : NAV.filter(({ task, of }) => mayDo(viewer.role, task) && (of === 'brands' || viewer.brands === null));
  return {
    lang,
    isRightToLeft,
    // a screen reader says the title of a new page first
    title: flash === null ? title : `${flash.text.slice(0, 80)} · ${title}`,
    stylePath: needs.pages.stylePath,
    scriptPath: needs.pages.scriptPath,
    homePath: viewer === null ? '/sign-in' : startOf(viewer),
    nav: links
      .filter(({ path }) => path !== '/users' || needs.proxy === null)
      .map(({ label, path }) => ({ label, path, isHere: isUnder(here, path) })),
    user:
      viewer === null ? null : { name: viewer.name, role: viewer.role, canSignOut: viewer.session !== null },
    csrf: viewer?.csrf ?? '',
    signInPath: '/sign-in',
    signOutPath: '/sign-out',
    flash: flash === null ? null : { text: flash.text, isBad: flash.tone === 'bad' },
  };
}

const NAV = [
  { label: 'Reports', path: '/reports', task: 'look', of: 'brands' },
  { label: 'Schedules', path: '/schedules', task: 'look', of: 'brands' },
  { label: 'Recommendations', path: '/recommendations', task: 'look', of: 'account' },
  { label: 'Apply', path: '/apply', task: 'apply', of: 'account' },
  { label: 'Batches', path: '/batches', task: 'look', of: 'account' },
  { label: 'Searches', path: '/runs', task: 'look', of: 'account' },
  { label: 'Definitions', path: '/definitions', task: 'look', of: 'brands' },
  { label: 'Audit trail', path: '/audit', task: 'look', of: 'account' },
  { label: 'Users', path: '/users', task: 'apply', of: 'account' },
] as const;

function isUnder(here: string, path: string): boolean {
  const [plain = ''] = here.split('?', 1);
  return plain === path || plain.startsWith(`${path}/`);
}
