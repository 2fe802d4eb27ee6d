import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { errorLine } from '../../src/core/error-line.ts';
import type { Figure } from '../../src/core/reports/figure.ts';
import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { campaignRow, campaigns, sampleModel } from './sample-model.ts';

const templates = loadTemplates();

async function render(changes: Partial<ReportModel>) {
  const { subject, html, text, attachments } = await renderReport(sampleModel(changes), templates);
  return { subject, html, text, csv: new TextDecoder().decode(attachments.at(-1)?.bytes) };
}

const named = (name: string): Partial<ReportModel> => ({
  title: name,
  subject: [name],
  headline: ['Best was ', { kind: 'text', text: name }],
  sections: [
    { ...campaigns(0), rows: [campaignRow(name, name, 1_000)] },
    { kind: 'note', title: name, lines: [[name]] },
  ] as unknown as ReportModel['sections'],
});

/** What a name of a campaign, a link, a variant may be: whoever writes in the sending platform writes it. */
const NAMES = [
  '<script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '<!--',
  '--><b>',
  '<![CDATA[<b>]]>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '` onclick=`alert(1)`',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '\tjavascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '&lt;script&gt;',
  '&#60;b&#62;',
  '{{footer.runId}}',
  '{{{footer.runId}}}',
  '{{#each this}}{{@key}}{{/each}}',
  '{{constructor.constructor "return process"}}',
  '{{lookup this "__proto__"}}',
  '{{> report.html}}',
  '<%= 7*7 %>',
  '$' + '{process.env.SECRET_KEY}',
  '__proto__',
  'constructor',
  'toString',
  '=1+1',
  '=HYPERLINK("https://evil.example","x")',
  '+1+1',
  '-1+1',
  '@SUM(A1:A9)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '\u0000=1+1',
  '   =1+1',
  '\u202e=1+1',
  '\u2066=1+1',
  '\ufeff=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
  '"",=1+1,""',
  'a";"=1+1',
  'Report\r\nBcc: evil@example.com',
  'Report\u2028Bcc: evil@example.com',
  'Report\u0085Bcc: evil@example.com',
  'Report\u000bX',
  '=?utf-8?B?QmNjOiBldmls?=',
  '\u001b[2J\u001b[31mred',
  '\u202egnp.exe',
  '\ud83c',
  'x\udc00y',
  'e\u0301'.repeat(300),
  '🦌'.repeat(400),
  'x'.repeat(100_000),
  '. . .\r\n.\r\nQUIT',
  '--=_mixed_0000',
  'call +4791234567 now',
  'call +47 912 34 567 now',
  'call +47-91-23-45-67',
  "'; DROP TABLE report_runs; --",
  '../../etc/passwd',
  '',
  '   ',
];

/** Lines, tabs between columns of the text part: everything else that cannot be seen is not there. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

describe('a name of a careless or hostile hand', () => {
  const tagsOf = (html: string) => html.match(/<[^>]*>/g);

  it.each(NAMES.map((name) => [name]))('%j is text in every part of a report', async (name) => {
    const { subject, html, text, csv } = await render(named(name));
    const harmless = await render(named('x'));
    expect(tagsOf(html)).toEqual(tagsOf(harmless.html));
    for (const part of [html, text, csv]) {
      expect(part.replace(/[\r\n\t]/g, '')).not.toMatch(UNSEEN);
      expect(part.isWellFormed()).toBe(true);
      expect(part).not.toMatch(/\+\d[\d .-]{8,}/);
      expect(part).not.toMatch(/49\b.*<%|uid=|root:/);
    }
    expect(subject).not.toMatch(UNSEEN);
    expect(Array.from(subject).length).toBeLessThanOrEqual(200);
    expect(subject.trim()).not.toBe('');
    const cells: readonly (readonly string[])[] = parse(csv, { bom: true, relax_column_count: true });
    const numbers = /^[-+]?\d+([.,]\d+)?$/;
    expect(cells.flat().filter((cell) => FORMULA.test(cell) && !numbers.test(cell))).toEqual([]);
    expect(html).not.toMatch(/href="(?!https?:)/);
  });
});

/** What a defect, or stored JSON that somebody edited, would show as a number. */
const FIGURES: readonly (readonly [string, unknown])[] = [
  ['a negative count', { kind: 'count', value: -1 }],
  ['no number', { kind: 'count', value: Number.NaN }],
  ['an endless count', { kind: 'count', value: Number.POSITIVE_INFINITY }],
  ['a count as text', { kind: 'count', value: '1000' }],
  ['a count that is null', { kind: 'count', value: null }],
  ['a rate below 0', { kind: 'rate', value: -0.1 }],
  ['a rate that is no number', { kind: 'rate', value: Number.NaN }],
  ['endless points', { kind: 'points', value: Number.NEGATIVE_INFINITY }],
  ['a relative difference of no number', { kind: 'relative', value: Number.NaN }],
  ['an endless ratio', { kind: 'ratio', value: Number.POSITIVE_INFINITY }],
  ['a p-value of no number', { kind: 'p', value: Number.NaN }],
  ['money of no currency', { kind: 'money', currency: '', micro: 1 }],
  ['money of a currency in markup', { kind: 'money', currency: '<b>', micro: 1 }],
  ['endless money', { kind: 'money', currency: 'EUR', micro: Number.POSITIVE_INFINITY }],
  ['a duration of no number', { kind: 'duration', seconds: Number.NaN }],
  ['a duration below 0', { kind: 'duration', seconds: -1 }],
  ['an instant that is none', { kind: 'instant', at: 'yesterday', style: 'date' }],
  ['a window of no instants', { kind: 'window', from: 'x', to: 'y' }],
  ['an unknown kind', { kind: 'percent', value: 1 }],
  ['a kind __proto__', { kind: '__proto__', value: 1 }],
  ['nothing', null],
  ['a bare number', 42],
  ['a list of nothing', { kind: 'list', figures: null }],
];

describe('a figure that cannot be true', () => {
  it.each(FIGURES)('%s stops the report, in one line', async (_, figure) => {
    const error = await render({ headline: ['x ', figure as Figure] }).then(
      () => null,
      (one: unknown) => one,
    );
    expect(error).toBeInstanceOf(Error);
    expect(errorLine(error)).toMatch(/^[^\n]{10,200}$/);
  });
});
