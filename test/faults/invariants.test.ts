import { describe, expect, it } from 'vitest';
import type { Evidence } from './evidence.ts';
import { INVARIANTS } from './invariants.ts';
import { judge } from './judge.ts';
import { FAULTS_SECRET, idsTold } from './source-day.ts';

const RECIPIENTS = ['ana@example.com', 'bo@example.com', 'cy@example.com'];

/** A campaign of one run, three mails, two requests to the hook and one batch, in which every promise was held. */
function good(): Evidence {
  const mails = RECIPIENTS.map((recipient) => ({
    runId: 1,
    recipient,
    messageId: `<${recipient}>`,
    state: 'sent',
    reason: null,
    isLeased: false,
    ambiguous: 0,
    begun: 1,
  }));
  return {
    expected: [{ key: 'utc', rule: '', timezone: 'UTC', dueAt: ['2026-10-25T00:32:00Z'] }],
    settled: { isFinal: true, realSeconds: 3, virtualMinutes: 90 },
    runs: [
      {
        id: 1,
        key: 'utc',
        dueAt: '2026-10-25T00:32:00Z',
        state: 'done',
        reason: null,
        isLeased: false,
        recipients: RECIPIENTS,
        plannedMs: 100,
      },
    ],
    mails,
    copies: mails.map(({ messageId, recipient }) => ({
      messageId,
      to: recipient,
      bytes: `mail to ${recipient}`,
      numbers: { delivered: 10, messages: 190 },
    })),
    counted: { windows: new Map([['utc', { messages: 190, hours: [24, 25] }]]), differences: [] },
    told: [
      { hour: 24, postedMs: 10, acknowledgedMs: 50, refused: 0 },
      { hour: 25, postedMs: 20, acknowledgedMs: 200, refused: 1 },
    ],
    stored: [...idsTold(24), ...idsTold(25)],
    batches: {
      all: [{ id: 1, kind: 'apply', state: 'done', isSettled: true, items: 8, effects: 8 }],
      states: new Map([['barred', ['applied']]]),
      audited: 1,
      before: 'a,b\n',
      after: 'a,b\n',
      notUndone: [],
    },
    audit: { rows: 9, head: null, broken: null, hasExpected: null },
    written: [{ where: 'the log', text: 'run 1 to a***@example.net, +47******67' }],
    peakMib: 240,
    clockMissed: 0,
    undone: [],
  };
}

type Spoil = (seen: Evidence) => Partial<Evidence>;

const first = <T extends object>(rows: readonly T[], change: Partial<T>): readonly T[] =>
  rows.map((row, index) => (index === 0 ? { ...row, ...change } : row));

/** By the invariant that has to see it. */
const SPOILT: Readonly<Record<string, readonly (readonly [what: string, spoil: Spoil])[]>> = {
  I1: [
    ['an occurrence without a run', () => ({ runs: [], mails: [], copies: [] })],
    ['two runs of one occurrence', ({ runs }) => ({ runs: [...runs, ...runs] })],
    ['a run that was never due', ({ runs }) => ({ runs: first(runs, { dueAt: '2026-10-25T00:33:00Z' }) })],
  ],
  I2: [
    ['no mail for a recipient', ({ mails, copies }) => ({ mails: mails.slice(1), copies: copies.slice(1) })],
    [
      'a run that is done and whose mail is not',
      ({ mails }) => ({ mails: first(mails, { state: 'queued' }) }),
    ],
    [
      'a run with failures none of whose mails failed',
      ({ runs }) => ({
        runs: first(runs, { state: 'done_with_failures', reason: 'a mail failed' }),
      }),
    ],
    ['a lease on a run that is final', ({ runs }) => ({ runs: first(runs, { isLeased: true }) })],
    ['a lease on a mail that is final', ({ mails }) => ({ mails: first(mails, { isLeased: true }) })],
  ],
  I3: [
    ['sent without a body that was accepted', ({ copies }) => ({ copies: copies.slice(1) })],
    [
      'failed without a reason',
      ({ mails, runs }) => ({
        mails: first(mails, { state: 'failed' }),
        runs: first(runs, { state: 'done_with_failures', reason: 'a mail failed' }),
      }),
    ],
    [
      'given up by a defect of the program',
      ({ runs }) => ({
        runs: first(runs, { state: 'failed', reason: 'internal: no such function' }),
        mails: [],
        copies: [],
      }),
    ],
  ],
  I4: [
    [
      'two copies and no ambiguous attempt',
      ({ copies, mails }) => ({
        copies: [...copies, ...copies.slice(0, 1)],
        mails: first(mails, { begun: 2 }),
      }),
    ],
    [
      'two copies that are unlike',
      ({ copies, mails }) => ({
        copies: [...copies, ...first(copies.slice(0, 1), { bytes: 'another' })],
        mails: first(mails, { ambiguous: 1, begun: 2 }),
      }),
    ],
    [
      'three copies, however ambiguous',
      ({ copies, mails }) => ({
        copies: [...copies, ...copies.slice(0, 1), ...copies.slice(0, 1)],
        mails: first(mails, { ambiguous: 3, begun: 3 }),
      }),
    ],
    ['a copy of which the ledger knows no attempt', ({ mails }) => ({ mails: first(mails, { begun: 0 }) })],
  ],
  I5: [
    [
      'a mail nobody planned',
      ({ copies }) => ({ copies: [...copies, ...first(copies.slice(0, 1), { messageId: '<x>' })] }),
    ],
    ['a mail to somebody else', ({ copies }) => ({ copies: first(copies, { to: 'evil@example.com' }) })],
  ],
  I6: [
    [
      'messages that are not those of the source',
      ({ copies }) => ({
        copies: first(copies, { numbers: { delivered: 10, messages: 191 } }),
      }),
    ],
    [
      'half of a request counted',
      ({ copies }) => ({ copies: first(copies, { numbers: { delivered: 7, messages: 190 } }) }),
    ],
    [
      'fewer than were told before the run',
      ({ copies }) => ({
        copies: first(copies, { numbers: { delivered: 0, messages: 190 } }),
      }),
    ],
    [
      'more than were ever told',
      ({ copies }) => ({ copies: first(copies, { numbers: { delivered: 15, messages: 190 } }) }),
    ],
    ['a mail without numbers', ({ copies }) => ({ copies: first(copies, { numbers: null }) })],
    [
      'a cube that is not the sum of the source',
      ({ counted }) => ({
        counted: { ...counted, differences: ['cube_campaigns (1) delivered: counted 10, stored 15'] },
      }),
    ],
  ],
  I7: [
    [
      'half a batch in force',
      ({ batches }) => ({
        batches: { ...batches, all: first(batches.all, { effects: 3 }) },
      }),
    ],
    [
      'something of a batch that failed',
      ({ batches }) => ({
        batches: { ...batches, audited: 0, all: first(batches.all, { state: 'failed' }) },
      }),
    ],
    [
      'a batch that nobody finished',
      ({ batches }) => ({
        batches: { ...batches, all: first(batches.all, { isSettled: false }) },
      }),
    ],
    [
      'recommendations of one batch in two states',
      ({ batches }) => ({
        batches: { ...batches, states: new Map([['barred', ['applied', 'approved']]]) },
      }),
    ],
    ['a batch the audit log does not know', ({ batches }) => ({ batches: { ...batches, audited: 0 } })],
    ['an undo that does not restore', ({ batches }) => ({ batches: { ...batches, after: 'a,b\nx,y\n' } })],
    [
      'a batch that cannot be undone',
      ({ batches }) => ({ batches: { ...batches, notUndone: ['batch 1: locked'] } }),
    ],
    ['a broken chain', ({ audit }) => ({ audit: { ...audit, broken: { id: 4, because: 'was changed' } } })],
  ],
  I8: [
    ['an acknowledged request that is not stored', ({ told }) => ({ stored: idsTold(25), told })],
    [
      'half a request',
      ({ stored, told }) => ({
        stored: stored.slice(1),
        told: first(told, { acknowledgedMs: null }),
      }),
    ],
    ['a receipt stored twice', ({ stored }) => ({ stored: [...stored, ...stored.slice(0, 1)] })],
    ['a receipt nobody told', ({ stored }) => ({ stored: [...stored, ...idsTold(26)] })],
  ],
  I9: [
    ['a phone number', () => ({ written: [{ where: 'Redis', text: '{"to":"+4791234567"}' }] })],
    ['an address', () => ({ written: [{ where: 'a reason', text: 'ana@example.com refused' }] })],
    ['the secret key', () => ({ written: [{ where: 'the log', text: FAULTS_SECRET }] })],
    ['a password', () => ({ written: [{ where: 'the log', text: 'mysql://me:pass@127.0.0.1/x' }] })],
  ],
  I10: [
    ['something that never ends', ({ settled }) => ({ settled: { ...settled, isFinal: false } })],
    [
      'something that ends a day later',
      ({ settled }) => ({ settled: { ...settled, virtualMinutes: 1_440 } }),
    ],
    ['a hook that does not come back', () => ({ undone: ['a hook does not take what is told again'] })],
  ],
  I11: [['a process of a gigabyte', () => ({ peakMib: 1_024 })]],
};

describe('the judge', () => {
  it('finds nothing where every promise was held', () => {
    const { broken, figures } = judge(good());
    expect(broken).toEqual([]);
    expect(figures).toMatchObject({
      mailsExpected: 3,
      delivered: 3,
      mailsCounted: 3,
      hooksTaken: 2,
      hooksRefused: 1,
      lost: 0,
    });
  });

  it('has a check for each of I1 to I11, and something that each has to see', () => {
    expect(INVARIANTS.map(({ name }) => name)).toEqual(Array.from({ length: 11 }, (_, at) => `I${at + 1}`));
    expect(Object.keys(SPOILT)).toEqual(INVARIANTS.map(({ name }) => name));
  });

  it('lets a second copy of an ambiguous attempt be', () => {
    const seen = good();
    const mails = first(seen.mails, { ambiguous: 1, begun: 2 });
    const { broken, figures } = judge({
      ...seen,
      mails,
      copies: [...seen.copies, ...seen.copies.slice(0, 1)],
    });
    expect(broken).toEqual([]);
    expect(figures).toMatchObject({ copiesDeclared: 1, duplicatesOutside: 0 });
  });

  it('calls a campaign worthless when the virtual clock was passed by', () => {
    expect(judge({ ...good(), clockMissed: 1 }).broken).toHaveLength(1);
  });

  const cases = Object.entries(SPOILT).flatMap(([name, all]) =>
    all.map(([what, spoil]) => ({ name, what, spoil })),
  );
  it.each(cases)('$name sees $what', ({ name, spoil }) => {
    const seen = good();
    const { broken } = judge({ ...seen, ...spoil(seen) });
    expect(broken.filter((line) => line.startsWith(`${name} `))).not.toEqual([]);
  });
});
