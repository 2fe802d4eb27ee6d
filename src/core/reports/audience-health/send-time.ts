import type { AudienceHealth } from '../../findings/audience-health.ts';
import type { SendWindowFinding } from '../../findings/findings.ts';
import { count, type Phrase, relative } from '../figure.ts';
import type { NoteSection } from '../report-model.ts';
import { segmentName } from './names.ts';

/** When to send, as far as the history can tell; null when it was not looked at. */
export function composeSendTime(health: AudienceHealth): NoteSection | null {
  const { windows } = health.findings;
  if (windows.length === 0) return null;
  return { kind: 'note', title: 'Send time', lines: windows.map((window) => sayWindow(health, window)) };
}

export function sayWindow(health: AudienceHealth, window: SendWindowFinding): Phrase {
  const who: Phrase = window.segment === null ? ['All segments'] : [segmentName(health, window.segment)];
  return [...who, ': ', ...sayVerdict(window)];
}

function sayVerdict({ verdict, reason, hour, lift, delivered, clicked }: SendWindowFinding): Phrase {
  if (verdict === 'window' && hour !== null && lift !== null)
    return [
      `sent between ${clock(hour)} and ${clock(hour + 2)} local time, texts of the same campaign were clicked more: the odds are `,
      relative(lift.ratio - 1),
      ' (',
      relative(lift.lower - 1),
      ' to ',
      relative(lift.upper - 1),
      '), from ',
      count(clicked),
      ' clicks of ',
      count(delivered),
      ' texts.',
    ];
  switch (verdict) {
    case 'no-difference':
      return ['no two hours stand out (', count(clicked), ' clicks of ', count(delivered), ' texts).'];
    case 'window':
    case 'cannot-be-known':
      return ['cannot be known from this history; randomise the hour on your next two sends.'];
    case 'insufficient':
      return [`too little to say: ${LACKS[reason] ?? 'not enough data'}.`];
  }
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
