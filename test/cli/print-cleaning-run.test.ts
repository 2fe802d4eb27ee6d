import { describe, expect, it } from 'vitest';
import { cleaningRunText } from '../../src/cli/print-cleaning-run.ts';
import type { CleaningRun } from '../../src/pipelines/propose-cleaning.ts';

const HELD = '194 of 3032 reachable contacts of the segment Autumn buyers of the north would go';
const WHY =
  'invalid number at se.tele2 in Campaign 15, 2026-08-20 22:30 to 2026-08-21 02:15 UTC: 90 % of 260 messages, 2 % is usual there';

const RUN: CleaningRun = {
  id: 1,
  asOf: Temporal.Instant.from('2026-10-22T16:00:00Z'),
  scope: 'everybody',
  state: 'held',
  heldBecause: HELD,
  reachable: 3032,
  wouldSuppress: 194,
  optedOut: { contacts: 0, messages: 0 },
  counts: {
    read: 3030,
    judged: 480,
    proposed: 264,
    confirmed: 0,
    superseded: 0,
    withdrawn: 0,
    expired: 0,
    silenced: 0,
  },
  excluded: [
    {
      campaign: 15,
      campaignId: 'k15',
      carrier: 'se.tele2',
      failureClass: 'invalid_number',
      fromS: 0,
      toS: 3600,
      who: 'all',
      messages: 260,
      failures: 234,
      why: WHY,
    },
  ],
  distrustedCodes: [],
};

describe('a search, told on the terminal', () => {
  it('says to the end why it is held and what was left out', () => {
    const text = cleaningRunText(RUN);
    expect(text).toContain(`held for a person to release: ${HELD}\n`);
    expect(text).toContain(`left out: ${WHY}\n`);
  });

  it('breaks no line, and masks a number that somebody made a name of', () => {
    const text = cleaningRunText({ ...RUN, heldBecause: '9 contacts of +4791234567\u001b[2J\nwould go' });
    expect(text).toContain('9 contacts of +47******67?[2J?would go\n');
  });
});
