import { Failure } from '../core/failure.ts';
import { type AskNeeds, ask } from './ask.ts';
import type { PlatformAccount } from './platform-account.ts';

/** A part of a long answer: at most `limit` rows behind the first `offset`. */
export type PageAsked = { readonly limit: number; readonly offset: number };

export const RUN_SUBJECTS = { list: 'ByList', segment: 'BySegment', newsletter: 'ByNewsletter' } as const;
export type RunSubject = keyof typeof RUN_SUBJECTS;

/** Calls of api v2. Ids are digits; times go out as Unix seconds. Rows come as the platform writes them. */
export type MarketingPlatform = {
  readonly smsOptOuts: (
    listId: string,
    since: Temporal.Instant,
    page: PageAsked,
  ) => Promise<readonly unknown[]>;
  readonly runs: (
    by: RunSubject,
    id: string,
    span: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
    page: PageAsked,
  ) => Promise<readonly unknown[]>;
  readonly clicks: (statid: string, page: PageAsked) => Promise<readonly unknown[]>;
  /** null = the answer tells no number */
  readonly countClicks: (statid: string) => Promise<number | null>;
  readonly smsStatistics: (statid: string) => Promise<unknown>;
  /** no SMS to this number any more; the same twice changes nothing */
  readonly unsubscribeMobile: (listId: string, phone: SplitPhone) => Promise<void>;
  /** the profile has this number from now on */
  readonly changeMobile: (profileId: string, phone: SplitPhone) => Promise<void>;
  /** one cheap question, to see whether we are let in */
  readonly greet: () => Promise<void>;
};

/** Digits, as the platform stores them. */
type SplitPhone = { readonly prefix: string; readonly number: string };

export function createMarketingPlatform(account: PlatformAccount, needs: AskNeeds): MarketingPlatform {
  const get = (path: string, parameters: Readonly<Record<string, string>>): Promise<unknown> =>
    ask(account, { path, parameters }, needs);
  const post = async (path: string, parameters: Readonly<Record<string, string>>): Promise<void> => {
    await ask(account, { path, parameters, method: 'POST' }, needs);
  };
  const rows = async (path: string, parameters: Readonly<Record<string, string>>, page: PageAsked) =>
    rowsOf(path, await get(path, { ...parameters, limit: `${page.limit}`, offset: `${page.offset}` }));
  const clickFlags = (isCountOnly: boolean) => ({ countOnly: isCountOnly ? '1' : '0', onlyUnique: '0' });
  return {
    smsOptOuts: (listid, since, page) =>
      rows('Profiles/GetProfilesSMSUnsubscribedSince', { listid, date: seconds(since) }, page),
    runs: (by, id, { from, to }, page) =>
      rows(
        `Stats/GetStatids${RUN_SUBJECTS[by]}`,
        { [`${by}id`]: id, fromDate: seconds(from), toDate: seconds(to) },
        page,
      ),
    clicks: (statid, page) => rows('Stats/GetClicks', { statid, ...clickFlags(false) }, page),
    countClicks: async (statid) =>
      countOf(await get('Stats/GetClicks', { statid, ...clickFlags(true), limit: '1', offset: '0' })),
    smsStatistics: (statid) => get('Stats/FetchStatsSMS', { statid }),
    unsubscribeMobile: (listid, { prefix, number }) =>
      post('Profiles/UnsubscribeProfileMobile', { listid, mobileNumber: number, mobilePrefix: prefix }),
    changeMobile: (profileid, { prefix, number }) =>
      post('Profiles/ChangeMobile', { profileid, mobileNumber: number, mobilePrefix: prefix }),
    greet: async () => {
      await get('Lists/GetLists', { limit: '1', offset: '0' });
    },
  };
}

function seconds(at: Temporal.Instant): string {
  return String(Math.max(0, Math.floor(at.epochMilliseconds / 1_000)));
}

/** Nothing may come as null, false or an empty text; a list as an object whose keys count. */
function rowsOf(path: string, data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data;
  if (data === null || data === false || data === '') return [];
  if (typeof data === 'object' && Object.keys(data).every((key) => /^\d+$/.test(key)))
    return Object.values(data);
  throw new Failure('remote-refused', `${path}: answers no list of rows`);
}

function countOf(data: unknown): number | null {
  const told: unknown =
    typeof data === 'object' && data !== null && 'count' in data
      ? data.count
      : Array.isArray(data)
        ? data[0]
        : data;
  if (typeof told !== 'number' && typeof told !== 'string') return null;
  return /^\d{1,15}$/.test(String(told)) ? Number(told) : null;
}
