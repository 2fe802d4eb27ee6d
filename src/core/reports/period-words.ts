import type { Window } from '../time/window.ts';
import { isReportTitle } from './catalogue.ts';
import { type Phrase, term, text } from './figure.ts';

/** "List health, 16-22 Nov 2026", as subjects begin; a title that a sender gave is not translated. */
export function sayTitleAndWindow({
  title,
  window,
}: {
  readonly title: string;
  readonly window: Window;
}): Phrase {
  return [
    isReportTitle(title) ? term(title) : text(title),
    ', ',
    { kind: 'window', from: window.from.toString(), to: window.to.toString() },
  ];
}
