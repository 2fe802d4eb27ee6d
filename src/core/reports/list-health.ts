import { type Phrase, say, sayCounted, type Tone } from './figure.ts';
import { composeFooter } from './footer.ts';
import { composeBehaviour } from './list-health/behaviour.ts';
import { composeHistory } from './list-health/history.ts';
import { composeReasonDefinitions } from './list-health/how-we-judge.ts';
import { composeReasons } from './list-health/reasons.ts';
import { composeToDecide } from './list-health/to-decide.ts';
import { sumSavings, waitingCount } from './list-health/waiting.ts';
import { sayHeld, sayIgnored } from './list-health/warnings.ts';
import type { ListHealthInput } from './list-health-input.ts';
import { sayTitleAndWindow } from './period-words.ts';
import type { Banner, ReportModel } from './report-model.ts';
import { counted, joinWith } from './words.ts';

/** How the list is: what waits for a person, what was decided, what waiting costs. The same input gives the same model. */
export function composeListHealth(input: ListHealthInput): ReportModel {
  const { window, health } = input;
  const sections = [
    composeToDecide(health, input.reviewUrl),
    composeReasons(health),
    composeHistory(health),
    composeBehaviour(input),
    composeReasonDefinitions(health),
  ];
  return {
    v: 1,
    report: 'list-health',
    title: input.title,
    locale: input.locale,
    subject: composeSubject(input),
    preheader: composePreheader(input),
    window: { from: window.from.toString(), to: window.to.toString(), timezone: window.timezone },
    comparedWith: null,
    asOf: input.asOf.toString(),
    maturity: null,
    marks: input.run.marks,
    banners: composeBanners(input),
    headline: composeHeadline(input),
    sections: sections.filter((section) => section !== null),
    footer: composeFooter(input),
  };
}

/** "List health, 16-22 Nov 2026: 412 recommendations wait for a decision". */
function composeSubject(input: ListHealthInput): Phrase {
  const { health } = input;
  const waiting = waitingCount(health);
  return [
    ...sayTitleAndWindow(input),
    ': ',
    ...joinWith(', ', [
      waiting === 0
        ? say`nothing to decide`
        : sayCounted(
            waiting,
            '{0} recommendation waits for a decision',
            '{0} recommendations wait for a decision',
          ),
      health.messagedThoughSuppressed.messages === 0 ? [] : say`messages to suppressed numbers`,
    ]),
  ];
}

function composePreheader({ health }: ListHealthInput): Phrase {
  const [first] = health.waiting;
  if (first === undefined) return say`Nothing waits for a decision. Nothing was changed without a person.`;
  return joinWith(' ', [sumSavings(health), say`Nothing is changed before a person decides.`]);
}

function composeHeadline({ health }: ListHealthInput): Phrase {
  const { reachable } = health.audience;
  const waiting = waitingCount(health);
  if (health.lastRun === null)
    return say`Nobody has looked for numbers to clean yet: run "sms-reports recommendations propose".`;
  return joinWith(' ', [
    say`${counted(reachable, 'contact')} can be reached.`,
    ...(waiting === 0
      ? [say`Nothing waits for a decision.`]
      : [
          sayCounted(
            waiting,
            '{0} recommendation waits for a decision.',
            '{0} recommendations wait for a decision.',
          ),
          sumSavings(health),
        ]),
  ]);
}

function composeBanners({ health, notices }: ListHealthInput): readonly Banner[] {
  const banner =
    (tone: Tone) =>
    (text: Phrase): Banner => ({ tone, text });
  return [
    ...[...sayIgnored(health), ...sayHeld(health)].map(banner('bad')),
    ...notices.map(banner('neutral')),
  ];
}
