import { expect, it } from 'vitest';
import { checkTemplate } from '../../src/render/check-template.ts';
import { safeUrl } from '../../src/render/safe-url.ts';

it('gives an https or http address back as browsers write it', () => {
  expect(safeUrl('https://Reports.example.com/recommendations?state=proposed&reason="x"')).toBe(
    'https://reports.example.com/recommendations?state=proposed&reason=%22x%22',
  );
  expect(safeUrl('http://127.0.0.1:8080/')).toBe('http://127.0.0.1:8080/');
});

it.each([
  'javascript:alert(1)',
  '\tjavascript:alert(1)',
  'data:text/html,x',
  'https://user:pw@x.example/',
  '/here',
  '',
])('refuses %j as a link', (url) => {
  expect(() => safeUrl(url)).toThrow('neither https nor http');
});

it('lets a template put only the looked-at address into a link, and nothing around it', () => {
  const known = { names: new Map(), attributes: new Set(['href="{{safeUrl}}"']) };
  const check = (source: string) => (): void =>
    void checkTemplate('x.html', { source, file: 'templates/x.html.hbs' }, known);
  expect(check('<a href="{{safeUrl}}">x</a>')).not.toThrow();
  for (const bad of [
    '<a href="{{url}}">',
    '<a href="{{safeUrl}}{{x}}">',
    '<a href="x{{safeUrl}}">',
    '<a onclick="{{x}}">',
  ])
    expect(check(bad)).toThrow('data in a link');
});
