import { describe, expect, it } from 'vitest';
import { CODE_PROVIDERS, codeMeaning } from '../../src/providers/codes.ts';

describe('codeMeaning', () => {
  it.each([
    ['twilio', '30003', 'undelivered', 'absent', 'weak'],
    ['twilio', '30005', 'undelivered', 'invalid_number', 'medium'],
    ['twilio', '21211', 'rejected', 'invalid_number', 'medium'],
    ['twilio', '21610', 'rejected', 'opted_out', 'none'],
    ['twilio', '30007', 'undelivered', 'carrier_filtered', 'none'],
    ['vonage', '1', 'undelivered', 'unknown', 'weak'],
    ['link_mobility', '1', 'failed', 'routing', 'none'],
  ])('%s %s is %s, %s, %s evidence', (provider, code, status, failureClass, evidence) => {
    expect(codeMeaning(provider, code)).toMatchObject({ status, failureClass, evidence });
  });

  it('takes the error field before the status field, or the field that is named', () => {
    expect(codeMeaning('infobip', '1')).toMatchObject({ failureClass: 'invalid_number' });
    expect(codeMeaning('infobip', '1', 'status.id')).toMatchObject({ status: 'queued' });
  });

  it('says nothing about a code it does not have', () => {
    expect(codeMeaning('twilio', '99999')).toBeNull();
    expect(codeMeaning('somebody-else', '1')).toBeNull();
    expect(codeMeaning('../twilio', '30003')).toBeNull();
  });

  it('reads every table that is there', () => {
    for (const provider of CODE_PROVIDERS) expect(codeMeaning(provider, 'no such code')).toBeNull();
    expect(CODE_PROVIDERS).toContain('twilio');
    expect(CODE_PROVIDERS.length).toBeGreaterThan(15);
  });
});
