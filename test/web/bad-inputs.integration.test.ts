import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BAD_EVENTS, GOOD_REPORT, ODD_EVENTS } from '../support/bad-events.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import {
  callHook,
  HOOK_SECRETS,
  type HookAnswerSeen,
  type WebBench,
  webBench,
} from '../support/web-bench.ts';

const PATH = '/hooks/link_mobility/plain';
const SECRET = { 'X-Hook-Secret': HOOK_SECRETS.one };
const NDJSON = { ...SECRET, 'Content-Type': 'application/x-ndjson' };
const JSON_TYPE = { ...SECRET, 'Content-Type': 'application/json' };
const FORM = { ...SECRET, 'Content-Type': 'application/x-www-form-urlencoded' };
const XML = { ...SECRET, 'Content-Type': 'application/xml' };
const HEAD = `POST ${PATH} HTTP/1.1\r\nHost: x\r\nX-Hook-Secret: ${HOOK_SECRETS.one}\r\nContent-Type: application/json\r\n`;

let fresh: FreshDatabase;
let web: WebBench;

beforeAll(async () => {
  fresh = await freshDatabase();
  web = await webBench(fresh);
});
afterAll(async () => {
  await web?.stop();
  await fresh?.drop();
});
beforeEach(async () => {
  for (const table of ['parked_events', 'refused_events', 'hook_refusals']) await fresh.db(table).delete();
});

function call(path: string, init: RequestInit): Promise<HookAnswerSeen> {
  return callHook(web.url, path, init);
}

function stored(): Promise<string[]> {
  return fresh.db('parked_events').orderBy('provider_message_id').pluck('provider_message_id');
}

/** One JSON line with a code of ours: no stack, no number in full, nothing of the server. */
function isClearLine(text: string): boolean {
  const isLine = /^\{"error":"[a-z-]+","message":"[^\n]+\}\n$/.test(text);
  return isLine && !/node_modules|\.ts:|SQL|fastify|\+\d{8}/i.test(text);
}

/** What the server writes back to bytes that are no request of a usual client. */
function speak(pieces: readonly string[], isCut = false): Promise<string> {
  const { hostname, port } = new URL(web.url);
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(Number(port), hostname, () => {
      const [first = '', ...rest] = pieces;
      socket.write(first);
      // each piece is a packet of its own
      rest.forEach((piece, at) => setTimeout(() => socket.write(piece), 5 * (at + 1)));
      if (isCut) setTimeout(() => socket.end(), 5 * (pieces.length + 1));
    });
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      heard += bytes.toString();
      if (/\r\n\r\n[^]*\}\n?$/.test(heard) || /^HTTP\/1\.1 4\d\d [^]*\r\n\r\n$/.test(heard)) socket.end();
    });
    socket.on('error', () => resolve(heard));
    socket.on('close', () => resolve(heard));
  });
}

async function goesOn(): Promise<number> {
  return (await call(PATH, { body: GOOD_REPORT, headers: JSON_TYPE })).status;
}

describe('a body of NDJSON', () => {
  it.each(BAD_EVENTS.filter(({ file }) => file !== undefined))(
    'with $name is refused in one line, and nothing is taken',
    async ({ content }) => {
      const answer = await call(PATH, { body: content, headers: NDJSON });
      expect([400, 415, 422]).toContain(answer.status);
      expect([answer.text, isClearLine(answer.text)]).toEqual([answer.text, true]);
      expect(await stored()).toEqual([]);
    },
  );

  it.each(BAD_EVENTS.filter(({ file }) => file === undefined))(
    'with $name keeps the good event, and says what was wrong where',
    async ({ content, events = [] }) => {
      const answer = await call(PATH, { body: content, headers: NDJSON });
      expect(answer).toMatchObject({ status: 422, json: { accepted: 1, refused: events.length } });
      expect([answer.text, isClearLine(answer.text)]).toEqual([answer.text, true]);
      const { refusals } = answer.json as { refusals: { event: number; field: string; reason: string }[] };
      const told = refusals.map(({ event, field, reason }) => `record ${event}, ${field}: ${reason}`);
      expect(told).toHaveLength(events.length);
      for (const [at, reason] of events.entries()) expect(told[at]).toMatch(reason);
      expect(await stored()).toEqual(['L1']);
      expect(await fresh.db('hook_refusals').pluck('refused')).toEqual([events.length]);
    },
  );

  it.each(ODD_EVENTS)('with $name is taken', async ({ content }) => {
    const answer = await call(PATH, { body: content, headers: JSON_TYPE });
    expect([answer.status, await stored()]).toEqual([200, ['L1']]);
  });
});

describe('a form', () => {
  it.each([
    ['no field we know', 'a=1&b=2', 422],
    ['percent signs that mean nothing', 'id=%E5%zz&resultCode=1001', 422],
    ['bytes that are no UTF-8 behind percent signs', 'id=%E5&resultCode=1001&timestamp=%FF', 422],
    ['a NUL behind a percent sign', 'id=L%00&resultCode=1001', 422],
    ['names of objects', '__proto__=L1&constructor=1001', 422],
    ['10,000 fields', Array.from({ length: 10_000 }, (_, at) => `f${at}=1`).join('&'), 422],
    ['no equals sign', 'hello', 422],
    ['blanks', '   ', 422],
  ])('with %s is refused in one line', async (_name, body, status) => {
    const answer = await call(PATH, { body, headers: FORM });
    expect([answer.status, isClearLine(answer.text)]).toEqual([status, true]);
    expect(await stored()).toEqual([]);
  });
});

describe('XML', () => {
  it.each([
    [
      'entities that grow',
      '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><l><id>&b;</id><resultCode>1</resultCode></l>',
    ],
    ['a file of the machine', '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'],
    ['another address', '<!DOCTYPE l SYSTEM "http://127.0.0.1:1/x.dtd"><l/>'],
    ['a cut end', '<a><id>L1</id><resultCode>1001'],
    ['100,000 levels', '<a>'.repeat(100_000)],
    ['nothing of ours', '<a><b>1</b></a>'],
    ['a name of objects', '<__proto__><id>L1</id></__proto__>'],
  ])('with %s is refused in one line', async (_name, body) => {
    const answer = await call(PATH, { body, headers: XML });
    expect([answer.status, isClearLine(answer.text)]).toEqual([422, true]);
    expect(answer.text).not.toMatch(/root:|aaaaaaaa/);
    expect(await stored()).toEqual([]);
  });
});

describe('a request', () => {
  it.each([
    ['Content-Encoding br', { ...JSON_TYPE, 'Content-Encoding': 'br' }, 415],
    ['Content-Encoding twice', { ...JSON_TYPE, 'Content-Encoding': 'gzip, gzip' }, 415],
    ['charset utf-16', { ...SECRET, 'Content-Type': 'application/json; charset=utf-16' }, 415],
    ['charset utf-7', { ...SECRET, 'Content-Type': 'application/json; charset=utf-7' }, 415],
    ['type text/plain', { ...SECRET, 'Content-Type': 'text/plain' }, 415],
    ['type text/html', { ...SECRET, 'Content-Type': 'text/html' }, 415],
    ['type application/octet-stream', { ...SECRET, 'Content-Type': 'application/octet-stream' }, 415],
    ['half a type', { ...SECRET, 'Content-Type': 'application/' }, 415],
    ['type multipart/form-data', { ...SECRET, 'Content-Type': 'multipart/form-data' }, 415],
    [
      'the secret in another header',
      { 'Content-Type': 'application/json', Authorization: HOOK_SECRETS.one },
      401,
    ],
    [
      'the secret with blanks inside',
      { ...JSON_TYPE, 'X-Hook-Secret': HOOK_SECRETS.one.replace('-', ' ') },
      401,
    ],
    ['the secret in capitals', { ...JSON_TYPE, 'X-Hook-Secret': HOOK_SECRETS.one.toUpperCase() }, 401],
    ['half the secret', { ...JSON_TYPE, 'X-Hook-Secret': HOOK_SECRETS.one.slice(0, -1) }, 401],
  ])('with %s is refused in one line', async (_name, headers, status) => {
    const answer = await call(PATH, { body: GOOD_REPORT, headers });
    expect([answer.status, isClearLine(answer.text)]).toEqual([status, true]);
    expect(await stored()).toEqual([]);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])('by %s changes nothing', async (method) => {
    const { status } = await fetch(`${web.url}${PATH}`, { method, headers: SECRET });
    expect([404, 405]).toContain(status);
    expect(await stored()).toEqual([]);
  });

  it.each([
    '/hooks',
    '/hooks/',
    '/hooks//link_mobility/plain',
    '/hooks/link_mobility/plain/',
    '/hooks/%6Cink_mobility/plain',
    '/hooks/link_mobility%2Fplain',
    '/hooks/link_mobility/plain%00',
    '/hooks/../hooks/link_mobility/plainX',
    '/hooks/__proto__',
    '/hooks/constructor/prototype',
    `/hooks/${'x'.repeat(8_000)}`,
    '/HOOKS/link_mobility/plain',
    '/metrics',
    '/.env',
  ])('to %.40s finds no hook, and is told so', async (path) => {
    const answer = await call(path, { body: GOOD_REPORT, headers: JSON_TYPE });
    expect([answer.status, isClearLine(answer.text)]).toEqual([404, true]);
    expect(await stored()).toEqual([]);
  });
});

describe('bytes that no usual client sends', () => {
  const size = Buffer.byteLength(GOOD_REPORT);

  it.each([
    [
      'a length that is too long, and an end',
      [`${HEAD}Content-Length: ${size + 50}\r\n\r\n${GOOD_REPORT}`],
      true,
    ],
    ['a length that is no number', [`${HEAD}Content-Length: 1e3\r\n\r\n${GOOD_REPORT}`], false],
    ['a negative length', [`${HEAD}Content-Length: -1\r\n\r\n${GOOD_REPORT}`], false],
    ['two lengths', [`${HEAD}Content-Length: ${size}\r\nContent-Length: 5\r\n\r\n${GOOD_REPORT}`], false],
    [
      'a length and pieces, to smuggle a second request',
      [
        `${HEAD}Content-Length: ${size}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /hooks HTTP/1.1\r\n\r\n`,
      ],
      false,
    ],
    [
      'pieces of a size that is none',
      [`${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n${GOOD_REPORT}\r\n0\r\n\r\n`],
      false,
    ],
    ['pieces without an end, and an end', [`${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\n[{"id\r\n`], true],
    [
      'an encoding nobody knows',
      [`${HEAD}Transfer-Encoding: gzip, chunked\r\n\r\n`, '1\r\n{\r\n0\r\n\r\n'],
      false,
    ],
    ['a header of 20,000 bytes', [`${HEAD}X-Long: ${'h'.repeat(20_000)}\r\n\r\n`], false],
    [
      'a line feed in a header',
      [`${HEAD}X-A: 1\nX-Hook-Secret: x\r\n b\r\nContent-Length: 2\r\n\r\n[]`],
      false,
    ],
    ['no request line', ['hello\r\n\r\n'], false],
    ['HTTP/2', ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], false],
    ['TLS', ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'], true],
    ['no host', [HEAD.replace('Host: x\r\n', '') + `Content-Length: ${size}\r\n\r\n${GOOD_REPORT}`], false],
  ] as const)(
    'such as %s are refused, leave no trace, and the server goes on',
    async (_name, pieces, isCut) => {
      const heard = await speak(pieces, isCut);
      expect(heard).toMatch(/^$|^HTTP\/1\.1 4\d\d /);
      expect(heard).not.toMatch(/^HTTP\/1\.1 200/m);
      expect(await stored()).toEqual([]);
      expect(await goesOn()).toBe(200);
    },
  );

  it('that come in pieces or slowly are taken when they are all there', async () => {
    const half = Math.floor(size / 2);
    const [left, right] = [GOOD_REPORT.slice(0, half), GOOD_REPORT.slice(half)];
    const piece = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
    const chunked = [`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, piece(left), piece(right), '0\r\n\r\n'];
    const slow = [`${HEAD}Content-Length: ${size}\r\n\r\n`, ...GOOD_REPORT.split('')];
    for (const pieces of [chunked, slow]) {
      expect(await speak(pieces)).toMatch(/^HTTP\/1\.1 200 [^]*"accepted":1/);
      expect(await stored()).toEqual(['L1']);
    }
  });

  it('that are more than 1 MiB in pieces are refused before they are all read', async () => {
    const piece = `10000\r\n${' '.repeat(65_536)}\r\n`;
    const heard = await speak([
      `${HEAD}Transfer-Encoding: chunked\r\n\r\n`,
      ...Array.from({ length: 17 }, () => piece),
    ]);
    expect(heard).toMatch(/^$|^HTTP\/1\.1 413 [^]*"error":"too-large"/);
    expect(await stored()).toEqual([]);
    expect(await goesOn()).toBe(200);
  });

  it('that end too early leave no trace', async () => {
    await speak([`${HEAD}Content-Length: ${size}\r\n\r\n${GOOD_REPORT.slice(0, -5)}`], true);
    expect([await stored(), await goesOn()]).toEqual([[], 200]);
  });
});
