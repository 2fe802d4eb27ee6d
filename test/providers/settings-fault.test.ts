import { expect, it } from 'vitest';
import { PROVIDERS } from '../../src/providers/catalogue.ts';
import { LINK_MOBILITY } from '../../src/providers/link-mobility.ts';
import { LINK_MOBILITY_DK } from '../../src/providers/link-mobility-dk.ts';
import { settingsFault } from '../../src/providers/settings-fault.ts';
import { NO_OPTIONS } from './provider-fixtures.ts';

it('finds nothing wrong with no settings at all, nor with the usual places', () => {
  for (const provider of PROVIDERS) {
    expect(settingsFault(provider, NO_OPTIONS)).toBeNull();
    expect(settingsFault(provider, { ...NO_OPTIONS, fields: provider.fields ?? {} })).toBeNull();
  }
});

it.each([
  [{ timezone: 'Oslo' }, 'timezone', /is no IANA zone/],
  [{ errorDictionary: 'gsm' }, 'errorDictionary', /is no table of codes; there are bird,/],
  [
    { fields: { sendr: 'from' } },
    'fields',
    /^link_mobility has no field sendr to place; it has inbound_id, sender,/,
  ],
])('finds %j', (settings, field, reason) => {
  expect(settingsFault(LINK_MOBILITY, { ...NO_OPTIONS, ...settings })).toEqual({
    field,
    reason: expect.stringMatching(reason),
  });
});

it('says when a provider has nothing to place', () => {
  expect(settingsFault(LINK_MOBILITY_DK, { ...NO_OPTIONS, fields: { sender: 'x' } })?.reason).toBe(
    'link_mobility_dk has no field sender to place; it has none',
  );
});
