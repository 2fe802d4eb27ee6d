import { say } from '../figure.ts';
import type { NoteSection, Watch } from '../report-model.ts';

/** Why a report that is only mailed for a reason was mailed; null when it has none. */
export function composeWatch(watch: Watch | null): NoteSection | null {
  if (watch === null) return null;
  const met = watch.conditions.filter(({ verdict }) => verdict === 'met');
  if (met.length === 0) return null;
  return {
    kind: 'note',
    id: 'watch',
    title: 'Why you get this now',
    lines: met.map(({ metric, said }) =>
      metric === null ? say`There is something to decide.` : say`${said}.`,
    ),
  };
}
