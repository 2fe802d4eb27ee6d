import { describe, expect, it } from 'vitest';
import { text } from '../../../src/core/reports/figure.ts';
import { loadPages } from '../../../src/render/pages/load-pages.ts';
import { pageReport } from '../../../src/render/pages/page-report.ts';
import { loadTemplates } from '../../../src/render/templates.ts';
import { campaignRow, sampleModel } from '../sample-model.ts';

const templates = loadTemplates();
const HOSTILE = `</style></template><script>alert(1)</script><img src=x onerror="x()"> style="color:red" {{title}}`;

describe('a report in a page', () => {
  it('has its rules in one style element, pictures inside, and no style of its own left', async () => {
    const { shown, style } = await pageReport(sampleModel(), templates);
    const html = String(shown);
    expect(html.startsWith(`<template shadowrootmode="open"><style>${style}</style>`)).toBe(true);
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html).not.toMatch(/ style="|cid:/);
    expect(html).toContain('src="data:image/png;base64,');
    const [, look = ''] = /class="bar [^"]*" data-look="(\d+)"/.exec(html) ?? [];
    expect(style).toMatch(
      new RegExp(`\\[data-look="${look}"\\]\\[data-look\\]\\{height:\\d+px;line-height:\\d+px\\}`),
    );
    expect(html).not.toContain('class="preheader"');
  });

  it('keeps what names and texts hold as text', async () => {
    const model = sampleModel({
      title: HOSTILE,
      headline: [text(HOSTILE)],
      banners: [{ tone: 'bad', text: [text(HOSTILE)] }],
      sections: [
        {
          kind: 'table',
          id: 'campaigns',
          title: 'Campaigns',
          columns: [{ key: 'campaign', label: 'Campaign', numeric: false }],
          rows: [campaignRow(HOSTILE, 'c-1', 100).slice(0, 1)],
          omitted: 0,
        },
      ],
    });
    const { shown, style } = await pageReport(model, templates);
    const html = String(shown);
    expect(html.match(/<\/template>/g)).toHaveLength(1);
    expect(html).not.toMatch(/<script|<img src=x|\sstyle="color/);
    expect(html).toContain('&lt;/style&gt;&lt;/template&gt;&lt;script&gt;');
    expect(html).toContain('{{title}}');
    expect(style).not.toContain('color:red');
  });

  it('shows all rows of a table, where a mail shows as many as fit', async () => {
    const rows = Array.from({ length: 60 }, (_, at) =>
      campaignRow(`Campaign ${at + 1}`, `c-${at}`, 1_000).slice(0, 1),
    );
    const columns = [{ key: 'campaign', label: 'Campaign', numeric: false }] as const;
    const table = { kind: 'table', id: 'campaigns', title: 'Campaigns', columns, rows, omitted: 0 } as const;
    const { shown } = await pageReport(sampleModel({ sections: [table] }), templates);
    expect(String(shown)).toContain('Campaign 60');
  });

  it('is the only markup that gets into a page', () => {
    const pages = loadPages('');
    const shell = {
      lang: 'en',
      isRightToLeft: false,
      title: '',
      stylePath: '/a',
      scriptPath: '/b',
      homePath: '/',
      nav: [],
      user: null,
      csrf: '',
      flash: null,
    };
    const view = { shell, until: '', morePath: '/', locales: [], csvPath: '/' };
    expect(() => pages.render('report-link', { ...view, shown: '<b>x</b>' })).toThrow('was not drawn');
    expect(() => pages.render('report-link', { ...view, shown: { toHTML: () => '<b>x</b>' } })).toThrow(
      'was not drawn',
    );
  });
});
