import Handlebars from 'handlebars';
import type { ReportModel } from '../../core/reports/report-model.ts';
import { wholeReport } from '../../core/reports/report-variants.ts';
import { renderBody } from '../render-report.ts';
import type { Templates } from '../templates.ts';

/** A report inside a page: the partials of the mail, in a tree of their own so that no rule of the page reaches in. */
export type PageReport = {
  /** as `{{drawn shown}}` of a page prints it; nothing but this file makes one */
  readonly shown: unknown;
  /** text of its one style element, for the content policy */
  readonly style: string;
};

/** What the page around it says of text is not inherited either. */
const HOST = ':host{all:initial;display:block}';

/** Every row a page shows of one table; the CSV has the rest. */
const TABLE_ROWS = 500;

/**
 * Draws a report for a page under a content policy without inline style: rules stand in one style element, and what a
 * template wrote into a style attribute becomes a rule there. Pictures are inside.
 */
export async function pageReport(model: ReportModel, templates: Templates): Promise<PageReport> {
  const { html, lang, pictures } = await renderBody(wholeReport(model), templates, TABLE_ROWS);
  const { body, rules } = withoutStyles(bodyOf(withPictures(html, pictures)));
  const { slotted, names } = withSlots(body);
  const style = `${HOST}\n${templates.css}\n${rules}`;
  const tree = `<template shadowrootmode="open"><style>${style}</style><div class="body" lang="${lang}">${slotted}</div></template>${names.map((name) => `<span id="${name}" slot="${name}"></span>`).join('')}`;
  return { shown: new Handlebars.SafeString(tree), style };
}

/** An address cannot name what is inside such a tree: what it names stands outside and is shown at the section. */
function withSlots(body: string): { readonly slotted: string; readonly names: readonly string[] } {
  const names = Array.from(body.matchAll(SECTION), ([, name = '']) => name);
  return { slotted: body.replace(SECTION, '<td class="section"><slot name="$1"></slot>'), names };
}

const SECTION = /<td class="section" id="(report-[a-z-]+)">/g;

function withPictures(
  html: string,
  pictures: readonly { readonly cid: string; readonly bytes: Uint8Array }[],
): string {
  return pictures.reduce(
    (all, { cid, bytes }) =>
      all.replaceAll(`cid:${cid}`, `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`),
    html,
  );
}

/** Without the line that mail programs show in their list, which is hidden in a mail. */
function bodyOf(html: string): string {
  const [, body = html] = /<body[^>]*>([^]*)<\/body>/.exec(html) ?? [];
  return body.replace(/<div class="preheader">[^]*?<\/div>/, '');
}

/** A quote in data is `&quot;`, so the pattern only meets what templates wrote; a value with markup in it is dropped. */
function withoutStyles(html: string): { readonly body: string; readonly rules: string } {
  const known = new Map<string, number>();
  const body = html.replace(/ style="([^"]*)"/g, (_, value: string) => {
    if (/[<>&{}\\@]|\/\*|url\(/i.test(value)) return '';
    const at = known.get(value) ?? known.size;
    known.set(value, at);
    return ` data-look="${at}"`;
  });
  const rules = [...known].map(([value, at]) => `[data-look="${at}"][data-look]{${value}}`).join('\n');
  return { body, rules };
}
