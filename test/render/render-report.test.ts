import { describe, expect, it } from 'vitest';
import { count, none, rate } from '../../src/core/reports/figure.ts';
import type { NoteSection, ReportModel } from '../../src/core/reports/report-model.ts';
import { HTML_LIMIT } from '../../src/render/fit-html.ts';
import { standalonePage } from '../../src/render/page.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { campaignRow, campaigns, hours, sampleModel, scorecard, trend } from './sample-model.ts';

const templates = loadTemplates();
const render = (changes: Partial<ReportModel> = {}) => renderReport(sampleModel(changes), templates);
const bytes = (text: string) => new TextEncoder().encode(text).length;

function withCampaign(name: string) {
  return [{ ...campaigns(0), rows: [campaignRow(name, 'c-1', 1000)] }] as unknown as ReportModel['sections'];
}

describe('a rendered report', () => {
  it('is the same, byte for byte, when rendered again', async () => {
    expect(await render()).toEqual(await render());
  });

  it('carries the trend as a picture inside and the CSV as an attachment', async () => {
    const { html, attachments } = await render();
    const [picture, csv] = attachments;
    expect(picture).toMatchObject({ filename: 'trend.png', contentType: 'image/png' });
    expect(
      Buffer.from(picture?.bytes ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(html).toContain(`src="cid:${picture?.cid}"`);
    expect(csv).toMatchObject({
      filename: 'performance-2026-11-16.csv',
      contentType: 'text/csv; charset=utf-8',
    });
    expect(csv?.cid).toBeUndefined();
  });

  it('draws no picture of a single day and says the sentence in its place', async () => {
    const one = {
      ...trend(),
      points: [{ day: '2026-11-16', value: 0.07, count: 900 }],
    } as ReportModel['sections'][number];
    const { html, attachments } = await render({ sections: [one] });
    expect(attachments.map((part) => part.filename)).toEqual(['performance-2026-11-16.csv']);
    expect(html).not.toContain('<img');
    expect(html).toContain('lowest 6.9');
  });

  it('stands alone as a page, its picture inside', async () => {
    const page = standalonePage(await render());
    expect(page).not.toContain('cid:');
    expect(page).toContain('src="data:image/png;base64,iVBOR');
  });

  it('says what a mark means, and puts it before the subject', async () => {
    const { subject, html, text } = await render({ marks: ['TEST', 'PARTIAL'] });
    expect(subject).toBe('[TEST] [PARTIAL] SMS weekly, 16–22 Nov 2026: click-through 7.9 % (+0.8 pt)');
    expect(html).toContain('Some data did not arrive in time');
    expect(text).toContain('[PARTIAL] Some data did not arrive in time');
  });

  it('says better and worse in words, so that colour says nothing alone', async () => {
    const { html, text } = await render();
    expect(html).toMatch(/class="bad"[^>]*><span aria-hidden="true">▲<\/span> up \+0\.2\u00a0pt, worse/);
    expect(text).toContain('up +0.2 pt, worse');
  });

  it('does not lose a zero', async () => {
    const zero = {
      metric: 'x',
      label: 'Opt-outs',
      value: rate(0),
      counts: [count(0), ' of ', count(500)],
      previous: rate(0),
      median: none('no data'),
      change: { direction: 'flat', tone: 'neutral', words: ['unchanged'] },
    } as const;
    const { html, text } = await render({ sections: [scorecard([zero])] });
    expect(html).toContain('>0\u00a0%<');
    expect(text).toContain('Opt-outs: 0 % (0 of 500)');
  });

  it('draws hours with too few messages hatched and hours without any not at all', async () => {
    const { html, text } = await render({ sections: [hours()] });
    expect(html.match(/class="bar few"/g)).toHaveLength(2);
    expect(html.match(/class="bar top"/g)).toHaveLength(1);
    expect(text).not.toContain('03:00');
    expect(text).toContain('06:00: too few (n = 40)');
  });

  it('renders an empty window', async () => {
    const { html, text } = await render({
      sections: [],
      headline: ['No campaigns in this period.'],
      comparedWith: null,
    });
    expect(html).toContain('No campaigns in this period.');
    expect(text).not.toContain('Compared with');
  });
});

const tagsOf = (html: string) => html.match(/<[^>]*>/g);

describe('hostile text', () => {
  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['<!--', '&lt;!--'],
    ['"><img src=x onerror=alert(1)>', '&quot;&gt;&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;'],
    ['{{footer.runId}}', '{{footer.runId}}'],
    ['<%= 7*7 %>', '&lt;%&#x3D; 7*7 %&gt;'],
    ['a " style="color:red', 'a &quot; style&#x3D;&quot;color:red'],
  ])('%j is only text and adds no tag', async (name, escaped) => {
    const { html, text } = await render({ title: name, sections: withCampaign(name) });
    expect(html.replaceAll('\u200b', '').split(escaped).length).toBeGreaterThan(2);
    const harmless = await render({ title: 'x', sections: withCampaign('x') });
    expect(tagsOf(html)).toEqual(tagsOf(harmless.html));
    expect(text).toContain(name);
  });

  it('breaks where a phone ends, in the html alone', async () => {
    const name = 'autumn_sale_final_version_2_oslo_and_bergen';
    const { html, text, attachments } = await render({ sections: withCampaign(name) });
    expect(html).toContain('autumn_sale_fina\u200bl_version_2_oslo\u200b_and_bergen');
    expect(text).toContain(name);
    expect(new TextDecoder().decode(attachments[0]?.bytes)).toContain(name);
    const plain = await render({ sections: withCampaign('Mitgliederversammlung') });
    expect(plain.html).not.toContain('\u200b');
  });

  it('never becomes a link', async () => {
    const { html } = await render({ sections: withCampaign('\tjavascript:alert(1)') });
    expect(html).not.toMatch(/href|\bon\w+=/);
    expect(html).toContain('javascript:alert(1)');
  });

  it('cannot add a header through the subject', async () => {
    const { subject } = await render({ subject: ['Report\r\nBcc: evil@x.example', '\u0000\u2028'] });
    expect(subject).toBe('Report Bcc: evil@x.example');
    expect((await render({ subject: ['x'.repeat(500)] })).subject).toHaveLength(200);
    expect((await render({ subject: ['\r\n'] })).subject).toBe('SMS performance, Nordlys');
  });

  it('cannot bring keys of its own into the templates', async () => {
    const stored = JSON.stringify(sampleModel()).replace(
      '"v":1',
      '"v":1,"__proto__":{"beside":"pwn"},"hasOwnProperty":"pwn","constructor":"pwn"',
    );
    const { html, text } = await renderReport(JSON.parse(stored), templates);
    expect(html + text).not.toContain('pwn');
    expect({ html, text }).toEqual({ html: (await render()).html, text: (await render()).text });
  });

  it('stops the report when a count cannot be true', async () => {
    await expect(render({ headline: [count(-1)] })).rejects.toMatchObject({ code: 'internal' });
  });
});

/** Some 200 bytes of html a line. */
function note(lines: number): NoteSection {
  return { kind: 'note', title: 'Long', lines: Array.from({ length: lines }, () => ['word '.repeat(20)]) };
}

describe('the size of the html', () => {
  it('stays under the limit with 200 campaigns and says how many are left to the CSV', async () => {
    const { html, attachments } = await render({ sections: [scorecard(), campaigns(200), hours(), trend()] });
    expect(bytes(html)).toBeLessThan(HTML_LIMIT);
    expect(html).toContain('185 more rows are in the CSV of this report.');
    expect(
      Buffer.from(attachments.at(-1)?.bytes ?? [])
        .toString()
        .match(/Campaign number/g)?.length,
    ).toBe(197);
  });

  it('stays under the limit when every name is as long and wide as can be', async () => {
    const row = campaignRow('🦌'.repeat(400), 'c', 99_999_999);
    const wide = {
      ...campaigns(0),
      rows: Array.from({ length: 300 }, () => row),
    } as ReportModel['sections'][number];
    const { html } = await render({ sections: [scorecard(), wide, wide, hours()] });
    expect(bytes(html)).toBeLessThan(HTML_LIMIT);
    expect(html).toMatch(/2\d\d more rows are in the CSV of this report\./);
  });

  it('leaves out the bars of the scorecard before the last rows of a table', async () => {
    const bar = (share: number) => ({ share, figure: rate(share) });
    const card = scorecard();
    if (card.kind !== 'scorecard') throw new Error('no scorecard');
    const barred = {
      ...card,
      rows: card.rows.map((row) => ({ ...row, spark: [bar(0.5), bar(0.7), bar(1)] })),
    };
    const drawn = await render({ sections: [barred, campaigns(20)] });
    expect(drawn.html).toContain('class="spark"');
    const { html } = await render({ sections: [barred, note(275), campaigns(20)] });
    expect(bytes(html)).toBeLessThan(80_000);
    expect(html).not.toContain('class="spark"');
    expect(html.match(/class="line"/g)?.length ?? 0).toBeGreaterThan(0);
    expect(html).toMatch(/1\d more rows are in the CSV of this report\./);
  });

  it('says where the rows are when none has room', async () => {
    const long = note(460);
    const { html, text } = await render({ sections: [long, campaigns(20)] });
    expect(html).not.toContain('class="line"');
    expect(text).toMatch(/^20 rows are in the CSV of this report\.$/m);
    expect(html + text).not.toContain('No rows.');
  });
});
