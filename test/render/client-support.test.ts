import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import facts from './client-support.json' with { type: 'json' };
import { featuresOf } from './client-uses.ts';

/** Only inside media queries: a program that reads none, or reads them otherwise, shows the 600 px table of the inline styles. */
const IN_MEDIA_ONLY = [
  'css-at-media',
  'css-at-media-prefers-color-scheme',
  'css-background-image',
  'css-box-sizing',
  'css-clear',
  'css-filter',
  'css-float',
  'css-important',
  'css-linear-gradient',
  'css-selector-chaining',
  'css-selector-class',
  'css-selector-descendant',
  'css-selector-grouping',
  'css-selector-type',
];

/** What some program lacks, and what its reader gets instead. */
const FALLBACKS: Readonly<Record<string, string>> = {
  'css-background': 'classic Outlook paints plain colours only, and those are all the inline styles have',
  'css-border': 'classic Outlook draws none around a span (the word TEST) but around cells and rules',
  'css-border-radius': 'square corners',
  'css-display':
    'the forms used are block, inline-block and none; where one is ignored the words still stand',
  'css-display-none':
    'the preheader is hidden a second way (0 high, 1 px letters of the colour of the ground)',
  'css-font-size': 'px only: relative and keyword sizes are what is missing',
  'css-font-weight': '400, 600 and 700: classic Outlook draws 600 as bold',
  'css-height': 'of the place of a bar; the bar itself is as high as its line',
  'css-letter-spacing': 'classic Outlook rounds it',
  'css-line-height': 'classic Outlook may add a pixel or two: a bar is a little higher, all of them alike',
  'css-margin': 'no negative and no automatic margins, which are what is missing',
  'css-max-height': 'of the preheader, see css-display-none',
  'css-max-width': 'of the card: classic Outlook gets a 600 px table around it instead',
  'css-opacity': 'of the preheader, see css-display-none',
  'css-overflow': 'of the preheader, see css-display-none',
  'css-overflow-wrap': 'the command in the footer runs past the edge of a narrow window',
  'css-padding':
    'classic Outlook pads cells, where nearly all of it is; a button is its words on their colour',
  'css-table-layout': 'columns of a map or of bars are as wide as their content, which is alike',
  'css-text-align': 'left, right and center: start and end are what is missing',
  'css-text-decoration': 'the button gets an underline',
  'css-width': 'of the small bars; classic Outlook takes the width of the cells',
  'css-word-break': 'a very long word runs past the edge',
  'html-aria-hidden': 'Yahoo takes it away: ornaments are read too, beside their words',
  'html-aria-label': 'Yahoo takes it away: the table is read cell by cell, its heading stands before it',
  'html-body': 'it becomes a div; the table inside carries the same colours',
  'html-doctype': 'old rules for boxes; cells are sized by attributes',
  'html-lang': 'Yahoo keeps it in part: the voice of the reader is used',
  'html-role': 'Yahoo keeps it in part: layout tables have no headers, so they are guessed right',
  'html-style': 'see IN_MEDIA_ONLY',
  'html-width': 'whole numbers of px and per cent, which classic Outlook takes on cells and tables',
};

const support = new Map(Object.entries(facts.support));
const REPORTS = globSync('test/golden/*.html').map(
  (file) => [basename(file), readFileSync(file, 'utf8')] as const,
);
const isLacking = (feature: string): boolean => /[^yu]/.test(support.get(feature) ?? 'n');

test('there are golden reports to look at', () => {
  expect(REPORTS.length).toBeGreaterThan(20);
});

describe.each(REPORTS)('%s', (_, html) => {
  it('uses what every mail program knows, or what has a fallback', () => {
    const lacking = [...featuresOf(html)].filter(
      (feature) => isLacking(feature) && !(feature in FALLBACKS) && !IN_MEDIA_ONLY.includes(feature),
    );
    expect(lacking).toEqual([]);
  });

  it('needs no media query to be laid out', () => {
    const inline = featuresOf(html.replace(/<style>[\s\S]*?<\/style>/g, ''));
    // hatched bars of hours have their ground beside it
    const early = IN_MEDIA_ONLY.filter(
      (one) => inline.has(one) && !/linear-gradient|background-image/.test(one),
    );
    expect(early).toEqual([]);
  });

  it('fetches nothing: pictures are parts of the mail, no font and no style comes from elsewhere', () => {
    expect(html.match(/src="(?!cid:)[^"]*"|@import|@font-face|<link\b|url\(/g)).toBeNull();
  });

  it('has at most 80 kB of html, and style rules below the 16 kB after which Gmail drops them', () => {
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(80_000);
    const style = html.match(/<style>[\s\S]*?<\/style>/g)?.join('') ?? '';
    expect(Buffer.byteLength(style)).toBeLessThan(16_000);
  });
});

test('no fallback is told for what nobody uses or every program knows', () => {
  const used = new Set(REPORTS.flatMap(([, html]) => [...featuresOf(html)]));
  const idle = [...Object.keys(FALLBACKS), ...IN_MEDIA_ONLY].filter(
    (one) => !used.has(one) || !isLacking(one),
  );
  expect(idle).toEqual([]);
});

test('the facts cover each program', () => {
  for (const [feature, letters] of support)
    expect([feature, letters.length, /^[yanu]+$/.test(letters)]).toEqual([
      feature,
      facts.clients.length,
      true,
    ]);
});

test('what nobody has looked up is refused', () => {
  expect(() => featuresOf('<p style="position:absolute">x</p>')).toThrow('the property position');
  expect(() => featuresOf('<video>x</video>')).toThrow('the element video');
  expect(() => featuresOf('<style>a:hover{color:#fff}</style>')).toThrow('the selector a:hover');
  expect(() => featuresOf('<p style="margin:1rem">x</p>')).toThrow('the unit rem');
});
