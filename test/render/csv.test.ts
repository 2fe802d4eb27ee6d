import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvFileName, csvOfReport } from '../../src/render/csv.ts';
import { campaignRow, campaigns, sampleModel } from './sample-model.ts';

type Row = readonly string[];
const read = (csv: string, delimiter = ','): readonly Row[] => parse(csv, { bom: true, delimiter });
const block = (rows: readonly Row[], section: string) => rows.filter((row) => row[0] === section);

describe('the CSV of a report', () => {
  it('begins with a byte order mark and has lines of one length, as strict readers want', () => {
    const csv = csvOfReport(sampleModel());
    expect(csv.startsWith('\ufeffsection,item,value')).toBe(true);
    expect(csv).toContain('\r\n');
    expect(new Set(read(csv).map((row) => row.length)).size).toBe(1);
  });

  it('holds every row, also those the mail leaves out', () => {
    const rows = read(csvOfReport(sampleModel({ sections: [campaigns(200)] })));
    expect(block(rows, 'Campaigns')).toHaveLength(200);
  });

  it('keeps numbers numeric and names their unit in the heading', () => {
    const rows = read(csvOfReport(sampleModel({ sections: [campaigns(1)] })));
    const [head, first] = [rows.at(-2) ?? [], rows.at(-1) ?? []];
    const cell = (heading: string) => first[head.indexOf(heading)];
    expect(cell('Messages')).toBe('61200');
    expect(cell('Click-through (%)')).toBe('10.2703');
    expect(cell('Click-through: counts')).toBe('6,034 of 58,752');
    expect(cell('Cost (EUR)')).toBe('2537.964');
  });

  it('gives each currency a column and never adds them', () => {
    const model = sampleModel({
      sections: [
        {
          kind: 'table',
          id: 'money',
          title: 'Money',
          columns: [
            { key: 'c', label: 'Campaign', numeric: false },
            { key: 'cost', label: 'Cost', numeric: true },
          ],
          rows: [
            [
              { figure: { kind: 'text', text: 'Both' } },
              {
                figure: {
                  kind: 'list',
                  figures: [
                    { kind: 'money', currency: 'EUR', micro: 1_500_000 },
                    { kind: 'money', currency: 'NOK', micro: 9_000_000 },
                  ],
                },
              },
            ],
            [
              { figure: { kind: 'text', text: 'None' } },
              { figure: { kind: 'none', reason: 'no cost known' } },
            ],
          ],
          omitted: 0,
        },
      ],
    });
    expect(read(csvOfReport(model)).slice(-3)).toEqual([
      ['section', 'Campaign', 'Cost (EUR)', 'Cost (NOK)'],
      ['Money', 'Both', '1.5', '9'],
      ['Money', 'None', 'n/a (no cost known)', ''],
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\0=1', '＝1', '＋1', '－1', '＠x'])(
    'disarms the formula %j in free text',
    (name) => {
      const sections = [{ ...campaigns(0), rows: [campaignRow(name, 'c-1', 1000)] }] as never;
      expect(block(read(csvOfReport(sampleModel({ sections }))), 'Campaigns')[0]?.[1]).toMatch(/^'/);
    },
  );

  it('never shows a telephone number in full', () => {
    const sections = [{ ...campaigns(0), rows: [campaignRow('Recall +4790012345', 'c-1', 1000)] }] as never;
    const csv = csvOfReport(sampleModel({ sections }));
    expect(csv).toContain('+47******45');
    expect(csv).not.toContain('90012');
  });

  it('uses semicolons and decimal commas where the reader writes decimal commas', () => {
    const rows = read(csvOfReport(sampleModel({ locale: 'nb-NO' })), ';');
    expect(block(rows, 'Scorecard')[0]?.slice(1, 4)).toEqual(['Delivery rate', '97,02', '%']);
  });

  it('is named after the report and its first local day', () => {
    expect(csvFileName(sampleModel())).toBe('performance-2026-11-16.csv');
    expect(csvFileName(sampleModel({ report: '../../etc/x' }))).toBe('etc-x-2026-11-16.csv');
  });
});
