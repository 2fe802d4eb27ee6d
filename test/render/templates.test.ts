import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadTemplates } from '../../src/render/templates.ts';

describe('templates', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'templates-'));
    cpSync('templates', folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, source: string) => writeFileSync(join(folder, name), source);

  it('load as they are', () => {
    expect(loadTemplates(folder).css).toContain('prefers-color-scheme');
  });

  it('refuse to start when a section kind lacks one of its pair', () => {
    rmSync(join(folder, 'sections/hours.text.hbs'));
    expect(() => loadTemplates(folder)).toThrow(/sections\/hours\.text\.hbs is missing/);
  });

  it('refuse to start when the folder is not there', () => {
    expect(() => loadTemplates(join(folder, 'nowhere'))).toThrow(/cannot read the folder/);
  });

  it.each([
    ['{{> sections/nothing.html}}', /line 1: partial sections\/nothing\.html does not exist/],
    ['<p>{{{title}}}</p>', /prints without escaping/],
    ['<p>\n{{&title}}</p>', /line 2: prints without escaping/],
    ['<p class={{title}}></p>', /without quotes/],
    ['<a href="{{title}}">x</a>', /data in a link/],
    ['{{#if title}}', /templates\/extra\.html\.hbs line 1: Parse error/],
  ])('refuse to start with %j', (source, message) => {
    write('extra.html.hbs', source);
    expect(() => loadTemplates(folder)).toThrow(message);
  });
});
