import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPageTemplate } from '../../../src/render/pages/check-page-template.ts';
import { loadPages } from '../../../src/render/pages/load-pages.ts';

const known = new Set(['csrf', 'layout', '@partial-block']);

describe('a template of a page', () => {
  it.each([
    ['raw output', '<p>{{{name}}}</p>', /without escaping/],
    ['raw output by another sign', '<p>{{& name}}</p>', /without escaping/],
    ['an attribute without quotes', '<p class={{name}}>', /without quotes/],
    ['data in a link', '<a href="{{url}}">', /path/],
    ['data behind a link', '<a href="/x?y={{y}}">', /quotes|path/],
    ['data inside a link', '<a href="/x/{{y}}">', /path/],
    ['data in an action', '<form action="{{url}}">', /path/],
    ['a script of its own', '<script>alert(1)</script>', /script/],
    ['an event attribute', '<p onclick="x()">', /attribute/],
    ['style in an attribute', '<p style="color: red">', /attribute/],
    ['a form without a token', '<form method="post"><button>Go</button></form>', /csrf/],
    ['a partial that is not there', '{{> gone}}', /gone/],
    ['a block that is not closed', '{{#if a}}', /./],
  ])('with %s is refused at the start', (_what, source, message) => {
    expect(() => checkPageTemplate('x', source, known)).toThrow(message);
  });

  it('may have links by `path`, forms with a token, and blocks', () => {
    const source =
      '{{#> layout}}<a href="{{path a.b}}">x</a><form method="post" action="{{path p}}">{{> csrf}}</form>{{/layout}}';
    expect(() => checkPageTemplate('x', source, known)).not.toThrow();
  });
});

describe('the pages', () => {
  it('are all there, and lead only to ourselves', () => {
    const pages = loadPages('/sms');
    const files = readdirSync(join(import.meta.dirname, '../../../templates/pages')).filter((file) =>
      file.endsWith('.hbs'),
    );
    expect(files.length).toBeGreaterThan(15);
    const pager = (before: string) =>
      pages.render('pager', {
        pager: { isNeeded: true, here: 'Page 1', before, after: null, first: null, last: null },
      });
    expect(pager('/runs?page=2')).toContain('href="/sms/runs?page&#x3D;2"');
    for (const path of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/a b',
      '/a"b',
    ])
      expect(() => pager(path)).toThrow(/not a path of ours/);
  });
});
