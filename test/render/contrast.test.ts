import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('templates/report.css', 'utf8');
const [light = '', ...blocks] = css.split(/(?=@media )/);
const dark = blocks.find((block) => block.includes('prefers-color-scheme: dark')) ?? '';

/** The last value that a rule naming the selector gives to the property. */
function valueOf(rules: string, selector: string, property: string): string | undefined {
  const found = Array.from(rules.matchAll(/([^{}]+)\{([^{}]*)\}/g)).filter(([, names = '']) =>
    names.split(',').some((name) => name.trim() === selector),
  );
  return found
    .flatMap(([, , body = '']) => body.split(';').map((line) => line.trim()))
    .filter((line) => line.startsWith(`${property}:`))
    .at(-1)
    ?.match(/#[0-9a-f]{6}/)?.[0];
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const INKS = [
  '.card',
  '.title',
  '.meta',
  '.sub',
  '.about',
  '.what',
  '.th',
  '.past',
  '.good',
  '.bad',
  '.neutral',
  '.fine',
  '.term',
  '.tick',
  '.after',
  '.itemname',
  '.reason',
  '.heat',
  '.link',
  '.scale',
];

describe.each([
  ['light', light, light],
  ['dark', dark, light + dark],
])('colours on a %s screen', (_, scheme, all) => {
  it.each(INKS)('give %s at least 4.5 : 1 on the card', (selector) => {
    const ink = valueOf(scheme, selector, 'color');
    expect(ink, `${selector} has no colour`).toBeDefined();
    expect(contrast(ink ?? '', valueOf(scheme, '.card', 'background') ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['.good', '.bad', '.neutral', '.reason', '.itemname'])(
    'give %s at least 4.5 : 1 in a verdict',
    (selector) => {
      const ground = valueOf(scheme, 'td.verdict', 'background') ?? '';
      expect(contrast(valueOf(scheme, selector, 'color') ?? '', ground)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['.banner', '.banner.good', '.banner.bad'])('give %s at least 4.5 : 1', (selector) => {
    const ground = valueOf(all, selector, 'background') ?? valueOf(all, `td${selector}`, 'background') ?? '';
    const ink = valueOf(scheme, '.card', 'color') ?? '';
    expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });
});
