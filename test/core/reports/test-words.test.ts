import { describe, expect, test } from 'vitest';
import type { JudgedTest } from '../../../src/core/experiments/judged-test.ts';
import type { Verdict } from '../../../src/core/experiments/judgement.ts';
import { describeTest } from '../../../src/core/reports/test-words.ts';
import { buildTest } from '../../support/build-judged-test.ts';
import { GUARDRAIL, HOLDOUT, SPLIT_OFF, TIE, TOO_EARLY, WINNER } from '../../support/experiment-scenarios.ts';
import { say } from '../../support/say.ts';

function told(judged: JudgedTest) {
  const { word, tone, sentence, why, next } = describeTest(judged);
  return { word: say(word), tone, sentence: say(sentence), why: say(why), next: say(next) };
}

const all = (judged: JudgedTest): string => Object.values(told(judged)).join(' ');

/** The test with another verdict, its numbers left as they are. */
function withVerdict(verdict: Verdict, judged: JudgedTest = WINNER): JudgedTest {
  return { ...judged, judgement: { ...judged.judgement, verdict } };
}

const NO_NEED = { need: null, promising: null } as const;
const VERDICTS: readonly (readonly [Verdict, string])[] = [
  [{ id: 'winner', arm: 'v-2', isBelowMde: false }, 'Short CTA wins'],
  [{ id: 'tie', leaders: ['v-1', 'v-2'], losers: [] }, 'Tie'],
  [{ id: 'no_difference_within_mde' }, 'No difference worth having'],
  [{ id: 'not_enough_data', ...NO_NEED }, 'Too early'],
  [{ id: 'not_enough_data', need: null, promising: 'v-2' }, 'Too early, Short CTA promising'],
  [{ id: 'inconclusive', need: null }, 'Inconclusive'],
  [{ id: 'guardrail_breached', arm: 'v-2', guardrail: 'opt-out' }, 'Guardrail breached: Short CTA'],
  [{ id: 'invalid_srm' }, 'Do not trust: the split is off'],
  [{ id: 'invalid_data', reason: 'clicks above contacts' }, 'Do not trust: the data are wrong'],
  [{ id: 'not_a_test', reason: 'fewer than two arms' }, 'Not a test'],
];

describe('the words of a verdict', () => {
  test.each(VERDICTS)('say %j as "%s", with a sentence, a reason and what to do', (verdict, word) => {
    const words = told(withVerdict(verdict));
    expect(words.word).toBe(word);
    for (const part of [words.sentence, words.why, words.next]) {
      expect(part).toMatch(/^[A-Z].*[.]$/);
      expect(part).not.toMatch(/ {2}|undefined|NaN|n\/a|\.\./);
    }
  });

  test('are as many as there are verdicts', () => {
    expect(new Set(VERDICTS.map(([, word]) => word)).size).toBe(VERDICTS.length);
  });

  test('give a winner its difference, range and counts', () => {
    expect(told(WINNER)).toMatchObject({ word: 'Short CTA wins', tone: 'good' });
    expect(told(WINNER).sentence).toBe(
      'Short CTA wins: 1.2 points (range 0.6 points to 1.8 points) in clicks; 480 of 14996 clicked against 300 of 15004.',
    );
  });

  test('turn the pair around when the winner stands first in it', () => {
    expect(told(HOLDOUT).sentence).toContain('Mens e-mail wins: 3.1 points (range 2.0 points to 4.2 points)');
    expect(told(HOLDOUT).sentence).toContain('3894 of 21307 visited against 3238 of 21387');
  });

  test('say the limit of a guardrail that is not known beside the winner', () => {
    expect(told(WINNER).next).toContain(
      'not yet known: failed deliveries (up to 0.7 points higher is possible)',
    );
  });

  test('name neither a winner nor a difference when the split is off, but the counts and the plan', () => {
    const { sentence, tone, next } = told(SPLIT_OFF);
    expect(tone).toBe('bad');
    expect(sentence).toBe(
      'Contacts were not split as planned: Variant A 15600 (52.0 %, planned 50.0 %) and Variant B 14400 (48.0 %, planned 50.0 %).',
    );
    expect(all(SPLIT_OFF)).not.toMatch(/points|wins|leads/);
    expect(next).toContain('Use no figure of this test');
  });

  test('say which guardrail is breached, and by how much', () => {
    expect(told(GUARDRAIL).sentence).toContain(
      'Variant B does harm: 1.0 points more opt-outs (range 0.7 points to 1.3 points) than Variant A; 190 of 15000 against 45 of 15000.',
    );
  });

  test('say how much is missing, rounded up to two digits, while it is too early', () => {
    const need = { morePerArm: 4_263.2, similarSends: 2.1 };
    const early = withVerdict({ id: 'not_enough_data', need, promising: null }, TOO_EARLY);
    expect(told(early).next).toBe(
      'Do not pick a winner yet. The test needs about 4300 more contacts per arm, or 3 similar sends.',
    );
  });

  test('say what a gate still needs', () => {
    const few = buildTest({
      arms: [
        { id: 'v-1', counts: { assigned: 500, clicking: 5 } },
        { id: 'v-2', counts: { assigned: 500, clicking: 7 } },
      ],
    });
    expect(told(few)).toMatchObject({ word: 'Too early' });
    expect(told(few).why).toBe('There is too little to compare yet (needs 20 events, has 12).');
    expect(told(few).sentence).not.toContain('points');
  });

  test('tell leaders and beaten ones of a tie apart', () => {
    expect(told(TIE).sentence).toMatch(
      /^Variant B and Variant C lead and cannot be told apart; Variant A and Variant D are beaten/,
    );
    expect(told(TIE).next).toMatch(/^Drop Variant A and Variant D\./);
  });
});

describe('"because"', () => {
  test('is said of a randomised test', () => {
    expect(told(WINNER).why).toContain('because of the call to action');
  });

  test('is not said where nobody planned the test and only messages tell the arms', () => {
    const observed = {
      ...WINNER,
      plan: { ...WINNER.plan, origin: 'default' as const },
      counts: { ...WINNER.counts, assignedBy: 'messages' as const },
    };
    expect(all(observed)).not.toMatch(/\bbecause\b/);
    expect(told(observed).why).toContain('together with the call to action');
  });
});

describe('an effect', () => {
  test('is "so far" while windows are open', () => {
    const open = { ...WINNER, judgement: { ...WINNER.judgement, isMature: false } };
    expect(told(open).sentence).toContain('Short CTA wins so far');
    expect(told(TOO_EARLY).sentence).toContain('leads so far');
  });

  test('of a lower-is-better outcome has its minus sign and says that fewer is better', () => {
    const optOuts = buildTest({
      arms: [
        { id: 'v-1', label: 'A', counts: { clicking: 300, optedOut: 300 } },
        { id: 'v-2', label: 'B', counts: { clicking: 300, optedOut: 120 } },
      ],
      plan: { primary: { kind: 'opt-out' }, plannedRate: 0.02 },
    });
    expect(told(optOuts).word).toBe('Variant B wins');
    expect(told(optOuts).sentence).toMatch(
      /wins: -1\.2 points \(range -1\.6 points to -0\.\d points\) in opt-outs, fewer is better/,
    );
  });

  test('of revenue is an amount a contact in its currency', () => {
    const sold = (contacts: number, sumMicro: number) => [
      { kind: 'purchase', currency: 'NOK', contacts, sumMicro, sumSquares: sumMicro * 400_000_000 },
    ];
    const bought = (contacts: number) => [{ kind: 'purchase', contacts, events: contacts }];
    const revenue = buildTest({
      arms: [
        { id: 'v-1', label: 'A', counts: { conversions: bought(300), revenue: sold(300, 90_000_000_000) } },
        { id: 'v-2', label: 'B', counts: { conversions: bought(600), revenue: sold(600, 180_000_000_000) } },
      ],
      plan: { primary: { kind: 'revenue', of: 'purchase' } },
    });
    expect(told(revenue).word).toBe('Variant B wins');
    expect(told(revenue).sentence).toMatch(
      /wins: \+NOK 6\.00 \(range \+NOK \d\.\d\d to \+NOK \d\.\d\d\) in revenue per contact; NOK 12\.00 a contact against NOK 6\.00; 600 of 15000 and 300 of 15000 bought/,
    );
  });

  test('smaller than what was said to matter is called so', () => {
    const small = withVerdict({ id: 'winner', arm: 'v-2', isBelowMde: true });
    expect(told(small).sentence).toContain('smaller than the 10.0 % you said matters (0.2 points on 2.0 %)');
  });
});

describe('the name of an arm', () => {
  const words = (label: string, other = 'Other') =>
    told(
      buildTest({
        arms: [
          { id: 'v-1', label: other, counts: { clicking: 300 } },
          { id: 'v-2', label, counts: { clicking: 480 } },
        ],
      }),
    ).word;

  test.each([
    ['B', 'Variant B wins'],
    ['  ', 'Variant v-2 wins'],
    ['Short CTA', 'Short CTA wins'],
    ['x'.repeat(300), `${'x'.repeat(39)}… wins`],
  ])('%j gives "%s"', (label, word) => {
    expect(words(label)).toBe(word);
  });

  test('carries the id where two arms have one label', () => {
    expect(words('Same', 'Same')).toBe('Same (v-2) wins');
  });
});
