import juice from 'juice';
import { neededRules } from './needed-rules.ts';

/** Copies the rules into style attributes (many mail clients drop <style>); media queries stay in the head. */
export function inlineCss(html: string, css: string): string {
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
    .replace(/<style>([\s\S]*?)<\/style>/g, (_, rules: string) => `<style>${squeeze(rules)}</style>`)
    .replace(/ style="([^"]*)"/g, (_, rules: string) => ` style="${squeeze(rules)}"`);
}

function squeeze(rules: string): string {
  return rules
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;(?=\}|$)/g, '')
    .trim();
}
