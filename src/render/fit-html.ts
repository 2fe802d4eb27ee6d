import { Failure } from '../core/failure.ts';
import type { ReportModel } from '../core/reports/report-model.ts';
import type { Formatter } from './format.ts';
import { inlineCss } from './inline-css.ts';
import { type ReportView, viewReport } from './report-view.ts';
import type { Templates } from './templates.ts';
import type { Picture } from './trend-picture.ts';

export type Drawn = {
  readonly model: ReportModel;
  readonly templates: Templates;
  readonly format: Formatter;
  readonly pictures: ReadonlyMap<number, Picture>;
};

/** Gmail cuts a mail off at about 102 kB of html; what is cut can hide the footer. */
export const HTML_LIMIT = 95_000;
const HTML_AIM = 80_000;
/** A table of three rows says something, one of none does not: before the last three go, the bars of the scorecard do. */
const STEPS = [
  ...[40, 25, 15, 12, 10, 8, 6, 4, 3].map((tableRows) => ({ tableRows, hasBars: true })),
  ...[3, 2, 1, 0].map((tableRows) => ({ tableRows, hasBars: false })),
];
const LAST = STEPS.length - 1;
/** Copying the rules into rows makes two bytes of one, hardly ever more than this. */
const MOST_GROWTH = 2.25;

/**
 * Shows fewer rows of the tables until the html is small enough; the CSV keeps them all. Copying the rules is most of the
 * work of a report, so what looks as it did, or is surely still too large, is passed over.
 */
export function fitHtml(drawn: Drawn): { readonly view: ReportView; readonly html: string } {
  const printAt = once((at) => print(drawn, at));
  let at = 0;
  let printed = printAt(at);
  for (;;) {
    const html = inlineCss(printed.markup, drawn.templates.css);
    const size = Buffer.byteLength(html);
    if (size <= HTML_AIM || (at === LAST && size <= HTML_LIMIT)) return { view: printed.view, html };
    if (at === LAST)
      throw new Failure(
        'internal',
        `html of the report is ${size} bytes without any table row, at most ${HTML_LIMIT} allowed`,
      );
    const needed = printed.length - (size - HTML_AIM) / MOST_GROWTH;
    at = firstBelow(needed, at + 1, (one) => printAt(one).length);
    printed = printAt(at);
  }
}

type Printed = { readonly view: ReportView; readonly markup: string; readonly length: number };

function print({ model, templates, format, pictures }: Drawn, at: number): Printed {
  const view = viewReport(model, format, { ...(STEPS[at] ?? { tableRows: 0, hasBars: false }), pictures });
  const markup = templates.html(view, format.say);
  return { view, markup, length: Buffer.byteLength(markup) };
}

function once<T>(make: (at: number) => T): (at: number) => T {
  const made = new Map<number, T>();
  return (at) => {
    const one = made.get(at) ?? make(at);
    made.set(at, one);
    return one;
  };
}

/** A later step is never longer: the first from `from` on whose length is below, or the last one. */
function firstBelow(needed: number, from: number, lengthAt: (at: number) => number): number {
  let [low, high] = [from, LAST];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (lengthAt(middle) <= needed) high = middle;
    else low = middle + 1;
  }
  return low;
}
