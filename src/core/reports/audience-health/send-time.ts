import type { AudienceHealth } from '../../findings/audience-health.ts';
import type { SendWindowFinding } from '../../findings/findings.ts';
import { count, type Phrase, relative, say, term, text } from '../figure.ts';
import type { NoteSection } from '../report-model.ts';
import { segmentName } from './names.ts';

/** When to send, as far as the history can tell; null when it was not looked at. */
export function composeSendTime(health: AudienceHealth): NoteSection | null {
  const { windows } = health.findings;
  if (windows.length === 0) return null;
  return {
    kind: 'note',
    id: 'send-time',
    title: 'Send time',
    lines: windows.map((window) => sayWindow(health, window)),
  };
}

export function sayWindow(health: AudienceHealth, window: SendWindowFinding): Phrase {
  const who = window.segment === null ? term('All segments') : segmentName(health, window.segment);
  return [who, ': ', ...sayVerdict(window)];
}

function sayVerdict({ verdict, reason, hour, lift, delivered, clicked }: SendWindowFinding): Phrase {
  if (verdict === 'window' && hour !== null && lift !== null)
    return sayHour(hour, lift, say`${count(clicked)} clicks of ${count(delivered)} texts`);
  switch (verdict) {
    case 'no-difference':
      return say`no two hours stand out (${say`${count(clicked)} clicks of ${count(delivered)} texts`}).`;
    case 'window':
    case 'cannot-be-known':
      return say`cannot be known from this history; randomise the hour on your next two sends.`;
    case 'insufficient':
      return say`too little to say: ${term(LACKS[reason] ?? 'not enough data')}.`;
  }
}

function sayHour(hour: number, lift: NonNullable<SendWindowFinding['lift']>, counts: Phrase): Phrase {
  const [from, to] = [text(clock(hour)), text(clock(hour + 2))];
  const [odds, lower, upper] = [relative(lift.ratio - 1), relative(lift.lower - 1), relative(lift.upper - 1)];
  return say`sent between ${from} and ${to} local time, texts of the same campaign were clicked more: the odds are ${odds} (${lower} to ${upper}), from ${counts}.`;
}

const LACKS: Readonly<Record<string, string>> = {
  'no-clicks-feed': 'no click was ever received',
  'no-zones': 'the time zone of the contacts is not known',
  'too-few-delivered': 'too few delivered messages',
  'too-few-clicks': 'too few clicks',
};

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, '0')}:00`;
}
