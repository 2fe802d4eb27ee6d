import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hooksJsonSchema, parseHooks } from '../../src/files/hooks-file.ts';
import { PROVIDERS } from '../../src/providers/catalogue.ts';
import { buildHookRoutes, findHook } from '../../src/web/hook-routes.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const [, SHOWN = ''] = /```yaml\n(.*?)```/s.exec(readFileSync(join(DOCS, 'hooks.md'), 'utf8')) ?? [];
const NAMES = ['link', 'twilio-token', 'infobip', 'vonage', 'sinch', 'bird', 'own', 'own-next'];
const SECRETS = NAMES.map((name) => `${name}=0123456789abcdef-${name}`).join('\n');

const auth = { by: 'path', secrets: ['link'] };

function built(
  hooks: unknown,
  settings: { readonly HOOK_SECRETS?: string; readonly SECRET_KEY?: string } = {},
) {
  const config = { HOOK_SECRETS: SECRETS, SECRET_KEY: 'k'.repeat(32), ...settings };
  return buildHookRoutes(parseHooks(JSON.stringify({ hooks }), 'h.yaml'), 'h.yaml', config);
}

describe('hooks.yaml', () => {
  it('is understood as docs/hooks.md shows it, and that shows every provider and every way to authenticate', () => {
    const file = parseHooks(SHOWN, 'docs');
    const routes = buildHookRoutes(file, 'docs', { HOOK_SECRETS: SECRETS, SECRET_KEY: 'k'.repeat(32) });
    expect(new Set([...routes.values()].map(({ importer }) => importer.id))).toEqual(
      new Set(PROVIDERS.map(({ id }) => id)),
    );
    expect(new Set([...routes.values()].map((route) => route.auth.by)).size).toBe(11);
    expect(routes.get('generic')?.secrets).toEqual(['0123456789abcdef-own-next', '0123456789abcdef-own']);
  });

  it('has the JSON Schema that is committed', () => {
    const committed: unknown = JSON.parse(readFileSync(join(DOCS, 'hooks.schema.json'), 'utf8'));
    expect(hooksJsonSchema()).toEqual(committed);
  });

  it.each([
    [
      { link_mobility: {} },
      'h.yaml: hooks.link_mobility.auth: must be one of hmac, twilio, vonage, vonage_sig',
    ],
    [{ vonage: { auth: { by: 'none' } } }, 'h.yaml: hooks.vonage.auth.by: must be one of hmac, twilio'],
    [{ vonage: { auth: { by: 'path', secrets: [] } } }, 'hooks.vonage.auth.secrets: is empty'],
    [{ vonage: { auth: { by: 'path', secrets: ['Geheim+Wort'] } } }, 'must be a name of HOOK_SECRETS'],
    [{ vonage: { auth, colour: 1 } }, 'hooks.vonage: unknown key colour'],
    [{ 'vonage/A': { auth } }, 'hooks.vonage/A: must be provider or provider/route'],
    [{ nobody: { auth } }, 'h.yaml: hooks.nobody: is of no provider we can read; there are link_mobility'],
    [
      { vonage: { auth: { ...auth, secrets: ['gone'] } } },
      'names the secret gone, which is not in HOOK_SECRETS',
    ],
    [{ vonage: { auth, timezone: 'Mars/Base' } }, 'hooks.vonage: timezone: is no IANA zone'],
    [{ kannel: { auth, error_dictionary: 'none' } }, 'hooks.kannel: error_dictionary: is no table of codes'],
    [{ twilio: { auth: { by: 'twilio', secrets: ['link'] } } }, 'hooks.twilio: needs public_url'],
    [{ vonage: { auth, per_minute: 0 } }, 'per_minute: must be a whole number from 1'],
    [{}, 'h.yaml: names no hook'],
  ])('refuses %j in one line', (hooks, message) => {
    expect(() => built(hooks)).toThrow(message);
  });

  it.each([
    ['link=short', 'HOOK_SECRETS: link must have at least 16 characters'],
    ['link=aaaaaaaaaaaaaaaaaaaaaaaa', 'HOOK_SECRETS: link must have at least 16 characters of randomness'],
    ['0123456789abcdefXYZ', 'HOOK_SECRETS: entry 1 is not name=value'],
    [`${SECRETS} link=0123456789abcdef-link`, 'HOOK_SECRETS: link is there twice'],
    ['link=0123456789abcdef0123456789abcdef', 'HOOK_SECRETS: link is SECRET_KEY'],
  ])('refuses the secrets %j without showing one', (text, message) => {
    const settings = { HOOK_SECRETS: text, SECRET_KEY: '0123456789abcdef0123456789abcdef' };
    const refused = (): unknown => built({ vonage: { auth } }, settings);
    expect(refused).toThrow(message);
    expect(refused).not.toThrow('0123456789abcdef');
  });
});

describe('an address', () => {
  const routes = built({ vonage: { auth }, 'vonage/two': { auth: { by: 'basic', secrets: ['link'] } } });
  const found = (path: string): readonly (string | null)[] | null => {
    const hook = findHook(routes, path);
    return hook === null ? null : [hook.route.name, hook.pathSecret];
  };

  it.each([
    ['/hooks/vonage', ['vonage', null]],
    ['/hooks/vonage/sec%20ret', ['vonage', 'sec ret']],
    ['/hooks/vonage/two', ['vonage/two', null]],
    ['/hooks/vonage/two/secret', null],
    ['/hooks/vonage/a/b', null],
    ['/hooks/', null],
    ['/hooks', null],
    ['//hooks/vonage', null],
    ['/hooks/__proto__', null],
    ['/hooks/constructor/x', null],
  ])('%s is %j', (path, expected) => {
    expect(found(path)).toEqual(expected);
  });
});
