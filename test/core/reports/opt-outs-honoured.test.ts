import { describe, expect, test } from 'vitest';
import type { Breach } from '../../../src/core/opt-out-honour.ts';
import type { OptOutHonour } from '../../../src/core/reports/performance-details.ts';
import { buildBlast } from '../../support/build-cohort.ts';
import { compose, oneCampaign } from '../../support/composed.ts';
import { NO_DETAILS } from '../../support/no-details.ts';
import { say } from '../../support/say.ts';

const breach = (personId: number, over: Partial<Breach> = {}): Breach => ({
  personId,
  contactId: `4791234${personId}67`,
  campaignId: 'c-1',
  campaign: 'One',
  isPromotional: true,
  isDelivered: true,
  isStopped: false,
  sentS: 90_000,
  askedS: 3_600,
  ...over,
});

function report(over: Partial<OptOutHonour>) {
  const optOuts = { ...NO_DETAILS.optOuts, ...over };
  const model = compose({
    ...oneCampaign(buildBlast({ attempted: 5_000 })),
    details: { ...NO_DETAILS, optOuts },
  });
  const note = model.sections.find((one) => one.kind === 'note' && one.title === 'Opt-outs honoured');
  const decisions = model.sections.find((one) => one.kind === 'note' && one.title === 'To decide');
  return {
    model,
    lines: note?.kind === 'note' ? note.lines.map(say) : [],
    figures: note?.kind === 'note' ? note.figures : undefined,
    decided: decisions?.kind === 'note' ? decisions.lines.map(say) : [],
    banners: model.banners.map(({ tone, text }) => `${tone}: ${say(text)}`),
  };
}

describe('messages after an opt-out', () => {
  const breaches = [
    breach(1),
    breach(1, { sentS: 95_000 }),
    breach(2, { isDelivered: false, campaignId: 'c-2', campaign: 'Two' }),
  ];

  test('stand in red above all figures, first among the decisions and in the subject', () => {
    const { banners, decided, model } = report({ breaches });
    expect(banners[0]).toBe(
      'bad: 3 promotional messages (2 delivered) went to 2 contacts after they had opted out.',
    );
    expect(decided[0]).toBe(
      'Stop writing to people who opted out: take them off the lists before the next sending. They got messages of One (2) and Two (1).',
    );
    expect(say(model.subject)).toContain('messages after opt-outs');
  });

  test('name no phone, even where a platform takes it for an id', () => {
    const { model, figures } = report({ breaches });
    expect(JSON.stringify(model)).not.toMatch(/47912341|47912342/);
    expect(figures?.rows[0]?.at(-1)?.figure).toEqual({ kind: 'text', text: '479*****67' });
  });

  test('that are transactional are told apart and ask for no decision', () => {
    const { banners, decided, lines } = report({ breaches: [breach(1, { isPromotional: false })] });
    expect([banners, decided]).toEqual([[], []]);
    expect(lines).toEqual([
      '1 transactional message went to 1 contact after they had opted out. One that follows within 5 min is taken for the confirmation and not counted.',
    ]);
  });

  test('that the provider stopped are no breach, and say that the lists are not clean', () => {
    const stopped = [1, 2].map((person) => breach(person, { isStopped: true, isDelivered: false }));
    const { banners, decided, lines, figures } = report({ breaches: stopped });
    expect([banners, decided]).toEqual([[], []]);
    expect(lines).toEqual([
      '2 promotional messages to 2 contacts who had opted out were stopped by the provider alone: the lists still hold them.',
    ]);
    expect(figures?.rows[0]?.[0]?.figure).toEqual({
      kind: 'text',
      text: 'promotional_messages_after_opt_out_stopped',
    });
  });

  test('beyond what was looked at are at least so many', () => {
    expect(report({ breaches, isCut: true }).banners[0]).toContain('bad: at least 3 promotional');
  });
});

describe('the time until opt-outs are honoured', () => {
  test('is a median and a 95th percentile with their count, and says for how many nothing is known', () => {
    const seconds = Array.from({ length: 40 }, (_, at) => 60 * (at + 1));
    expect(report({ times: { asked: 43, seconds } }).lines).toEqual([
      'Time until honoured: median 1200 s, 95 % within 2280 s (40 of 43 opt-outs by text; for 3 the sending platform wrote no record of its own and sent nothing after them).',
    ]);
  });

  test('is the longest where there are few', () => {
    expect(report({ times: { asked: 2, seconds: [30, 90] } }).lines).toEqual([
      'Time until honoured: median 30 s, longest 90 s (2 of 2 opt-outs by text).',
    ]);
  });

  test('is no number but a reason when nothing is known', () => {
    const { lines, figures } = report({ times: { asked: 5, seconds: [] } });
    expect(lines).toEqual([
      'Time until honoured: not known for 5 opt-outs by text; the sending platform wrote no record of its own and sent nothing after them.',
    ]);
    expect(figures?.rows[0]?.[7]?.figure).toEqual({ kind: 'none', reason: 'no opt-out with a known time' });
  });

  test('is silent when nobody asked, and in a report of a part', () => {
    expect(report({ times: { asked: 0, seconds: [] } }).figures).toBeUndefined();
    expect(report({ times: null }).figures).toBeUndefined();
  });

  test('is defined where it is shown', () => {
    const { model } = report({ times: { asked: 2, seconds: [30, 90] } });
    const definitions = model.sections.find((one) => one.kind === 'definitions');
    expect(definitions?.notes.map(say).join(' ')).toContain(
      'Time until an opt-out is honoured: Median and 95th',
    );
    expect(JSON.stringify(report({}).model)).not.toContain('Time until an opt-out is honoured');
  });
});
