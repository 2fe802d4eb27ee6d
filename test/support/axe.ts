import axe from 'axe-core';
import type { Tab, View } from './chromium.ts';

/** A phone and a desktop, light and dark. */
const VIEWS: readonly (readonly [string, View])[] = [320, 1280].flatMap((width) =>
  [false, true].map(
    (isDark) => [`${width} px, ${isDark ? 'dark' : 'light'}`, { width, height: 900, isDark }] as const,
  ),
);

/** A dark screen changes colours and nothing else. */
const OF_COLOURS = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/**
 * What axe-core finds wrong on the page in the tab, in each view: WCAG 2.0 to 2.2 A and AA, and its best practices but
 * those of `without`. One line per rule and view.
 */
export async function complaintsOf(tab: Tab, without: readonly string[] = []): Promise<readonly string[]> {
  await tab.read(`${axe.source};0`);
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  const found: string[] = [];
  for (const [name, view] of VIEWS) {
    await tab.look(view);
    const asked = { resultTypes: ['violations'], ...(view.isDark === true ? OF_COLOURS : { rules }) };
    const lines: readonly string[] = await tab.read(`axe.run(document, ${JSON.stringify(asked)}).then(
      ({ violations, passes }) => [
        ...(passes.length === 0 ? ['axe looked at nothing'] : []),
        ...violations.map(({ id, help, nodes }) => id + ': ' + help + '; ' + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary).join(' | ')),
      ])`);
    found.push(...lines.map((line) => `${name}: ${line}`));
  }
  return found;
}
