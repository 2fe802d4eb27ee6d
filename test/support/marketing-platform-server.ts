import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { misbehave, type PlatformFault, sendJson } from './platform-faults.ts';

type Row = Readonly<Record<string, unknown>>;

export type PlatformRunOnServer = {
  /** a bare id is a run of which the listing tells nothing more */
  readonly listed: Row | string;
  readonly clicks: Row[];
  /** what FetchStatsSMS answers */
  statistics: unknown;
};

/** What the platform knows; a test changes it as it goes. */
export type PlatformWorld = {
  /** SMS opt-outs by list */
  readonly lists: Map<string, Row[]>;
  /** ids of runs by `list:24`, `segment:7`, `newsletter:311` */
  readonly found: Map<string, string[]>;
  readonly runs: Map<string, PlatformRunOnServer>;
  /** lists of other accounts */
  readonly forbidden: Set<string>;
};

export type AskedRequest = {
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: number;
  /** of a clock that only runs forward */
  readonly atMs: number;
};

export type MarketingPlatformServer = {
  /** ends in /v2.0/ */
  readonly url: string;
  readonly username: string;
  readonly token: string;
  readonly world: PlatformWorld;
  readonly asked: readonly AskedRequest[];
  /** the next answers of paths that end so, in this order; the fault comes instead of the answer */
  readonly plant: (path: string, ...faults: readonly PlatformFault[]) => void;
  readonly clear: () => void;
  readonly close: () => Promise<void>;
};

const USERNAME = 'reports@shop.example';
const TOKEN = 'tok-0123456789abcdef0123456789abcdef';
const MOST_ROWS = 1_000;
const DEFAULT_ROWS = 100;

/**
 * Api v2 of MarketingPlatform as far as it is documented: headers, envelope, paging (100 rows, 1,000 at most), Unix
 * times, 240 requests a minute, and its refusals. Shapes of rows that no document shows are those of its software's
 * ancestors. Faults are planted.
 */
export async function startMarketingPlatform(
  options: { readonly perMinute?: number } = {},
): Promise<MarketingPlatformServer> {
  const world: PlatformWorld = { lists: new Map(), found: new Map(), runs: new Map(), forbidden: new Set() };
  const asked: AskedRequest[] = [];
  const faults = new Map<string, PlatformFault[]>();
  const times: number[] = [];
  const isTooOften = (): boolean => {
    const now = performance.now();
    while (times[0] !== undefined && times[0] <= now - 60_000) times.shift();
    if (times.length >= (options.perMinute ?? 240)) return true;
    times.push(now);
    return false;
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://platform');
    const path = url.pathname.replace(/^\/v2\.0\//, '');
    const parameters = Object.fromEntries(url.searchParams);
    const [fault] =
      [...faults].find(([end, left]) => path.endsWith(end) && left.length > 0)?.[1].splice(0, 1) ?? [];
    const reply = (): void => {
      const asking = {
        path,
        parameters: fault?.kind === 'endless' ? { ...parameters, offset: '0' } : parameters,
      };
      const { status, data } = isTooOften()
        ? refusal(429, 'The account has exceeded the quota of requests')
        : answer(world, request, asking);
      sendJson(response, status, data);
    };
    if (fault === undefined || fault.kind === 'endless') reply();
    else if (fault.kind === 'late') void fault.until.then(reply);
    else misbehave(fault, response);
    asked.push({
      method: request.method ?? '',
      path,
      parameters,
      status: response.statusCode,
      atMs: performance.now(),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2.0/`,
    username: USERNAME,
    token: TOKEN,
    world,
    asked,
    plant: (path, ...planted) => faults.set(path, [...(faults.get(path) ?? []), ...planted]),
    clear: () => {
      for (const known of [world.lists, world.found, world.runs, world.forbidden, faults]) known.clear();
      asked.length = 0;
      times.length = 0;
    },
    close: () => closeServer(server),
  };
}

type Answer = { readonly status: number; readonly data: unknown };
type Asking = { readonly path: string; readonly parameters: Readonly<Record<string, string>> };

function answer(world: PlatformWorld, request: IncomingMessage, { path, parameters }: Asking): Answer {
  const { apiusername, apitoken, accept } = request.headers;
  if (apiusername === undefined || apitoken === undefined) return refusal(401, 'Missing credentials');
  if (apiusername !== USERNAME || apitoken !== TOKEN)
    return refusal(
      401,
      'You have attempted to execute a API call with incorrect credentials! Access denied!',
    );
  if (accept?.includes('application/json') !== true) return refusal(400, 'Only JSON is answered here');
  const call = CALLS[path];
  if (call === undefined) return refusal(404, 'No such method');
  if (request.method !== 'GET') return refusal(400, 'Unsupported HTTP method');
  return call(world, parameters);
}

type Call = (world: PlatformWorld, parameters: Readonly<Record<string, string>>) => Answer;

const CALLS: Readonly<Record<string, Call>> = {
  'Lists/GetLists': ({ lists }, parameters) =>
    page(
      [...lists.keys()].map((listid) => ({ listid, name: `List ${listid}` })),
      parameters,
    ),
  'Profiles/GetProfilesSMSUnsubscribedSince': ({ lists, forbidden }, { listid = '', date = '', ...rest }) => {
    if (!isId(listid) || !isTime(date)) return refusal(400, 'listid and date are required');
    if (forbidden.has(listid)) return refusal(403, 'You have no access to this list');
    const rows = lists.get(listid);
    if (rows === undefined) return refusal(404, 'The list does not exist');
    return page(
      rows.filter((row) => row.sms_unsubscribed === '' || Number(row.sms_unsubscribed) >= Number(date)),
      rest,
    );
  },
  'Stats/GetStatidsByList': statids('list'),
  'Stats/GetStatidsBySegment': statids('segment'),
  'Stats/GetStatidsByNewsletter': statids('newsletter'),
  'Stats/GetClicks': ({ runs }, { statid = '', countOnly, onlyUnique, ...rest }) => {
    const run = runs.get(statid);
    if (!isId(statid) || !isFlag(countOnly) || !isFlag(onlyUnique)) return refusal(400, 'Invalid parameters');
    if (run === undefined) return refusal(404, 'The statid does not exist');
    return countOnly === '1' ? ok(String(run.clicks.length)) : page(run.clicks, rest);
  },
  'Stats/FetchStatsSMS': ({ runs }, { statid = '' }) => {
    const run = runs.get(statid);
    if (!isId(statid)) return refusal(400, 'statid is required');
    return run === undefined ? refusal(404, 'The statid does not exist') : ok(run.statistics);
  },
};

function statids(by: string): Call {
  return ({ found, runs }, { fromDate = '', toDate = '', ...rest }) => {
    const id = rest[`${by}id`] ?? '';
    if (!isId(id) || !isTime(fromDate) || !isTime(toDate)) return refusal(400, 'Invalid parameters');
    const statids = found.get(`${by}:${id}`);
    if (statids === undefined) return refusal(404, `The ${by} does not exist`);
    const rows = statids
      .map((statid) => runs.get(statid)?.listed ?? statid)
      .filter((row) => isWithin(typeof row === 'string' ? undefined : row.starttime, fromDate, toDate));
    return page(rows, rest);
  };
}

function isWithin(time: unknown, from: string, to: string): boolean {
  return time === undefined || (Number(time) >= Number(from) && Number(time) <= Number(to));
}

function page(
  rows: readonly unknown[],
  { limit = `${DEFAULT_ROWS}`, offset = '0' }: Readonly<Record<string, string>>,
): Answer {
  if (!/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > MOST_ROWS)
    return refusal(400, `limit must be 1 to ${MOST_ROWS}`);
  if (!/^\d+$/.test(offset)) return refusal(400, 'offset must be a number');
  return ok(rows.slice(Number(offset), Number(offset) + Number(limit)));
}

function ok(data: unknown): Answer {
  return { status: 200, data: { status: true, code: 200, data } };
}

function refusal(status: number, message: string): Answer {
  return { status, data: { status: false, code: status, message } };
}

function isId(text: string): boolean {
  return /^[1-9]\d*$/.test(text);
}

function isTime(text: string): boolean {
  return /^\d{1,10}$/.test(text);
}

function isFlag(text: string | undefined): boolean {
  return text === '0' || text === '1';
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
