import juice from 'juice';
import { createPlainInliner, type PlainInliner } from './inline-plain.ts';
import { neededRules } from './needed-rules.ts';
import { readPlainStyle } from './plain-style.ts';

/** Copies the rules into style attributes (many mail clients drop <style>); media queries stay in the head. */
export function inlineCss(html: string, css: string): string {
  return inlinerOf(css)(html) ?? inlineAnyCss(html, css);
}

/** The same bytes by a parser of all html and css: forty times the work, for what an operator may have written. */
export function inlineAnyCss(html: string, css: string): string {
  const inlined = juice(html, {
    extraCss: neededRules(css, html),
    preserveMediaQueries: true,
    insertPreservedExtraCss: true,
    preserveFontFaces: false,
    applyWidthAttributes: false,
    applyHeightAttributes: false,
    applyAttributesTableElements: false,
  });
  // a quote in data is &quot;, so these patterns only meet what the templates and juice wrote
  return inlined
    .replace(STYLE, (_, rules: string) => `<style>${squeeze(rules)}</style>`)
    .replace(/ style="([^"]*)"/g, (_, rules: string) => ` style="${squeeze(rules)}"`);
}

const STYLE = /<style>([^]*?)<\/style>/g;

let known: { readonly css: string; readonly inline: PlainInliner } = { css: '', inline: () => null };

/** There is one style sheet in a process, or two when an operator has another. */
function inlinerOf(css: string): PlainInliner {
  if (known.css !== css) known = { css, inline: createInliner(css) };
  return known.inline;
}

function createInliner(css: string): PlainInliner {
  const style = readPlainStyle(css);
  if (style === null) return () => null;
  // what stays in the head does not depend on the html
  const [head = ''] = inlineAnyCss('<html><head></head></html>', css).match(STYLE) ?? [];
  return createPlainInliner(style, { head, tidy: squeeze });
}

function squeeze(rules: string): string {
  return rules
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;(?=\}|$)/g, '')
    .trim();
}
