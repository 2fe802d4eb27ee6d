import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import {
  birdHeaders,
  messageBirdHeaders,
  sinchHeaders,
  vonageHeaders,
  vonageParameters,
} from '../support/sign-requests.ts';
import {
  callHook,
  HOOK_SECRETS,
  type HookAnswerSeen,
  type WebBench,
  webBench,
} from '../support/web-bench.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' };
const BASE = 'https://reports.example.com/sms';
const { one, two } = HOOK_SECRETS;

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
beforeEach(() => fresh.db('parked_events').delete());

function call(path: string, init: RequestInit): Promise<HookAnswerSeen> {
  return callHook(web.url, path, init);
}

function stored(): Promise<string[]> {
  return fresh.db('parked_events').orderBy('provider_message_id').pluck('provider_message_id');
}

const nowS = (): number => Math.floor(Temporal.Now.instant().epochMilliseconds / 1000);

describe('a request that its vendor signed', () => {
  it('is taken from Vonage Messages, and refused with another body or secret', async () => {
    const body = JSON.stringify({ message_uuid: 'vm1', channel: 'sms', status: 'delivered' });
    const post = (sent: string, headers: Record<string, string>): Promise<HookAnswerSeen> =>
      call('/hooks/vonage_messages', { body: sent, headers: { ...JSON_TYPE, ...headers } });
    expect((await post(body, vonageHeaders(body, one, nowS()))).status).toBe(200);
    expect((await post(body.replace('vm1', 'vm2'), vonageHeaders(body, one, nowS()))).status).toBe(401);
    expect((await post(body, vonageHeaders(body, two, nowS()))).status).toBe(401);
    expect((await post(body, vonageHeaders(body, one, nowS() - 310))).status).toBe(401);
    expect((await post(body, {})).status).toBe(401);
    expect(await stored()).toEqual(['vm1']);
  });

  it('is taken from Vonage SMS as a form and as a GET, and nothing is added to it', async () => {
    const sent = { messageId: 'vs1', status: 'delivered', msisdn: '4791234567' };
    const form = vonageParameters(sent, one, nowS());
    const query = vonageParameters({ ...sent, messageId: 'vs2' }, one, nowS());
    expect((await call('/hooks/vonage', { body: form, headers: FORM_TYPE })).status).toBe(200);
    expect((await call(`/hooks/vonage?${query}`, { method: 'GET' })).status).toBe(200);
    expect((await call(`/hooks/vonage?${query}&err-code=9`, { method: 'GET' })).status).toBe(401);
    const more = await call('/hooks/vonage?client-ref=m1', { body: form, headers: FORM_TYPE });
    expect(more.status).toBe(200);
    expect(await fresh.db('parked_events').whereNotNull('client_reference')).toEqual([]);
    expect(await stored()).toEqual(['vs1', 'vs2']);
  });

  it('is taken from Sinch, with any of the secrets', async () => {
    const body = JSON.stringify({
      type: 'recipient_delivery_report_sms',
      batch_id: 'sb',
      recipient: '4791234567',
      status: 'Delivered',
      at: '2026-11-20T10:01:00Z',
    });
    for (const secret of [one, two]) {
      const headers = { ...JSON_TYPE, ...sinchHeaders(body, secret, nowS()) };
      expect((await call('/hooks/sinch/signed', { body, headers })).status).toBe(200);
    }
    const headers = { ...JSON_TYPE, ...sinchHeaders(`${body} `, one, nowS()) };
    expect((await call('/hooks/sinch/signed', { body, headers })).status).toBe(401);
    expect(await stored()).toHaveLength(1);
  });

  it('is taken from Bird and MessageBird at the address that they call', async () => {
    const body = JSON.stringify({ id: 'b1', status: 'delivered', lastStatusAt: '2026-11-20T10:01:00Z' });
    const bird = (path: string, signed: string): Promise<HookAnswerSeen> =>
      call(path, {
        body,
        headers: { ...JSON_TYPE, ...birdHeaders({ url: `${BASE}${signed}`, body }, one, nowS()) },
      });
    expect((await bird('/hooks/bird', '/hooks/bird')).status).toBe(200);
    expect((await bird('/hooks/bird?a=1', '/hooks/bird')).status).toBe(401);
    const path =
      '/hooks/messagebird?id=mb1&reference=m1&status=delivered&statusDatetime=2026-11-20T10:01:00Z';
    const get = (target: string, signed: string): Promise<HookAnswerSeen> =>
      call(target, {
        method: 'GET',
        headers: messageBirdHeaders({ url: `${BASE}${signed}`, body: '' }, one, nowS()),
      });
    expect((await get(path, path)).status).toBe(200);
    expect((await get(path.replace('delivered', 'expired'), path)).status).toBe(401);
    expect(await stored()).toEqual(['b1', 'mb1']);
  });
});

describe('XML', () => {
  const message = (ref: string, text: string): string =>
    `<MSGLST><MSG><ID>1</ID><REF>${ref}</REF><SND>4791234567</SND><RCV>2099</RCV><TEXT>${text}</TEXT></MSG></MSGLST>`;
  const post = (body: Uint8Array | string, type = 'text/xml'): Promise<HookAnswerSeen> =>
    call(`/hooks/link_mobility_pswin/${one}`, { body, headers: { 'Content-Type': type } });
  const texts = (): Promise<string[]> => fresh.db('parked_events').orderBy('event_id').pluck('text');

  it('is read in the encoding it declares', async () => {
    const declared = (name: string, ref: string): string =>
      `<?xml version="1.0" encoding="${name}"?>${message(ref, 'Hei på deg €'.replace('€', name === 'ISO-8859-1' ? '' : '€'))}`;
    for (const [body, type] of [
      [Buffer.from(declared('ISO-8859-1', 'x1'), 'latin1'), 'text/xml; charset=ISO-8859-1'],
      [declared('UTF-8', 'x2'), 'text/xml; charset=utf-8'],
      [Buffer.from(`\uFEFF${declared('UTF-16', 'x3')}`, 'utf16le'), 'application/xml; charset=utf-16'],
    ] as const) {
      const answer = await post(body, type);
      expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('<STATUS>OK')]);
    }
    expect(await texts()).toEqual(['Hei på deg', 'Hei på deg €', 'Hei på deg €']);
  });

  it('is refused with a clear line in another, or where the bytes are not what it says', async () => {
    for (const [body, type] of [
      [Buffer.from(message('y1', 'på'), 'latin1'), 'text/xml'],
      [Buffer.from(message('y1', 'på'), 'latin1'), 'text/xml; charset=iso-8859-1'],
      [`<?xml version="1.0" encoding="EBCDIC-CP-FI"?>${message('y2', 'a')}`, 'text/xml'],
      [message('y3', 'a'), 'text/xml; charset=utf-7'],
    ] as const) {
      const answer = await post(body, type);
      expect(answer).toMatchObject({ status: 415, json: { error: 'unsupported-type' } });
      expect(answer.text).toContain('XML must be in the encoding it declares: UTF-8, ISO-8859-1');
    }
    expect(await texts()).toEqual([]);
  });
});
