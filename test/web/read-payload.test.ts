import { describe, expect, it } from 'vitest';
import { parseHooks } from '../../src/files/hooks-file.ts';
import { buildHookRoutes, type HookRoute } from '../../src/web/hook-routes.ts';
import { payloadText, readBody, readQuery, readType } from '../../src/web/read-payload.ts';

function route(provider: string, auth: Readonly<Record<string, string>>): HookRoute {
  const hooks = { [provider]: { auth: { ...auth, secrets: ['one'] } } };
  const file = parseHooks(JSON.stringify({ public_url: 'https://a.example', hooks }), 'h');
  const config = { HOOK_SECRETS: 'one=0123456789abcdef', SECRET_KEY: undefined };
  const made = buildHookRoutes(file, 'h', config).get(provider);
  if (made === undefined) throw new Error('no route');
  return made;
}

function textOf(auth: Readonly<Record<string, string>>, body: string, query: string): string {
  const read = readBody('form', Buffer.from(body));
  if (!('text' in read)) throw new Error(read.message);
  return payloadText(route('twilio', auth), read, new URLSearchParams(query));
}

describe('what an importer reads', () => {
  it('of a form is also the query of the address, and the body has the last word', () => {
    expect(textOf({ by: 'header' }, 'a=1&b=2', 'ref=%C3%A6&a=0')).toBe('ref=%C3%A6&a=0&a=1&b=2');
    expect(textOf({ by: 'header' }, 'a=1', '')).toBe('a=1');
  });

  it('never has the secret of the query in it', () => {
    expect(textOf({ by: 'query', parameter: 'key' }, 'a=1', 'key=secret&ref=2')).toBe('ref=2&a=1');
    const get = readQuery('key=secret&a=1');
    const parameters = new URLSearchParams('key=secret&a=1');
    expect(payloadText(route('kannel', { by: 'query', parameter: 'key' }), get, parameters)).toBe('a=1');
  });

  it('is the body alone where only the body is signed, or where each line is an event', () => {
    expect(textOf({ by: 'hmac' }, 'a=1', 'a=2')).toBe('a=1');
    expect(textOf({ by: 'header' }, 'a=1\na=2', 'ref=1')).toBe('a=1\na=2');
  });
});

describe('a content type', () => {
  it.each([
    ['twilio', 'application/cloudevents+json', 'json'],
    ['twilio', 'Application/JSON; charset="UTF-8"', 'json'],
    ['twilio', 'application/x-www-form-urlencoded;charset=utf-8', 'form'],
    ['generic', 'text/csv', 'csv'],
    ['generic', 'application/x-ndjson', 'ndjson'],
    ['link_mobility_pswin', 'text/xml', 'xml'],
  ])('of %s may be %s', (provider, type, format) => {
    expect(readType(route(provider, { by: 'header' }), type)).toEqual({ format });
  });

  it.each([
    ['twilio', 'text/xml', 'application/x-www-form-urlencoded, application/json, application/x-ndjson'],
    ['link_mobility_pswin', 'application/json', 'application/xml, text/xml'],
    ['sinch', 'application/x-www-form-urlencoded', 'application/json'],
    ['sinch', 'application/json; charset=iso-8859-1', 'the body must be UTF-8'],
  ])('of %s may not be %s, and the answer says which', (provider, type, allowed) => {
    const refusal = readType(route(provider, { by: 'header' }), type);
    expect(refusal).toMatchObject({ status: 415, message: expect.stringContaining(allowed) });
  });
});
