import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/core/display-width.ts';
import { TEXT_COLUMNS, wrapText } from '../../src/core/wrap-text.ts';

describe('the columns a text takes', () => {
  it.each([
    ['plain – “quoted” € ▲', 20],
    ['a\u0301e\u0308', 2],
    ['日本語', 6],
    ['ﾊﾝｶｸ', 4],
    ['한국어', 6],
    ['👍🏽 👨‍👩‍👧 🇳🇴', 8],
    ['☎️ 1️⃣', 5],
    ['\u2068أحمد\u2069', 4],
    ['soft\u200bbreak', 9],
    ['', 0],
  ])('of "%s" are %i', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('a text in columns', () => {
  const wrap = (text: string) => wrapText(text, 20);

  it('leaves what fits as it is', () => {
    const fits = 'exactly twenty wide:\n\n  Label:  1 of 2\n\n';
    expect(wrap(fits)).toBe(fits);
  });

  it('lets a paragraph go on at the left, a line among others set in, further where something is said below it', () => {
    expect(wrap('\none two three four five\n')).toBe('\none two three four\nfive\n');
    expect(wrap('title\none two three four five')).toBe('title\none two three four\n  five');
    expect(wrap('one two three four five\n  below: 1')).toBe('one two three four\n    five\n  below: 1');
    expect(wrap('  label: one two three four')).toBe('  label: one two\n    three four');
  });

  it('keeps a number with its unit', () => {
    expect(wrap('the rate is now at 7.8\u00a0%')).toBe('the rate is now at\n7.8\u00a0%');
  });

  it('never breaks an address or a name, however long', () => {
    const url = 'https://reports.example.com/runs/4711?locale=nb-NO';
    expect(wrap(`Read it here: ${url} today`)).toBe(`Read it here:\n${url}\ntoday`);
    expect(wrap(`  ${url}`)).toBe(`  ${url}`);
  });

  it('breaks Chinese and Japanese between letters, not before a sign that closes', () => {
    expect(wrap('春のセール、最終日のお知らせ。')).toBe('春のセール、最終日の\nお知らせ。');
    expect(wrap('一二三四五六七八九十。')).toBe('一二三四五六七八九\n十。');
  });

  it('never cuts a picture of several signs', () => {
    expect(wrap('👨‍👩‍👧'.repeat(12))).toBe(`${'👨‍👩‍👧'.repeat(10)}\n${'👨‍👩‍👧'.repeat(2)}`);
  });

  it('breaks a command so that a shell still takes it', () => {
    expect(
      wrapText(
        'sms-reports report performance --from 2026-11-16 --to 2026-11-23 --tz Europe/Oslo --out r.html',
      ),
    ).toBe(
      'sms-reports report performance --from 2026-11-16 --to 2026-11-23 \\\n  --tz Europe/Oslo --out r.html',
    );
  });

  it('is as it was when it is wrapped again', () => {
    const once = wrapText(`\n${'word '.repeat(60)}\n\nlist\n${'item '.repeat(40)}\n  ${'below '.repeat(30)}`);
    expect(wrapText(once)).toBe(once);
  });
});

it.each(globSync('test/golden/**/*.txt'))('%s can be read at 78 columns', (file) => {
  const [, ...lines] = readFileSync(file, 'utf8').split('\n');
  const wide = lines.filter((line) => displayWidth(line) > TEXT_COLUMNS);
  expect(wide.filter((line) => line.trim().includes(' '))).toEqual([]);
});
