type Rule = {
  readonly text: string;
  /** classes an element must have, for each selector of the rule; null = cannot be told from the classes alone */
  readonly selectors: readonly (readonly string[] | null)[];
};

/**
 * The rules whose classes the html has: the others match nothing, and every rule is looked for in all of the html. Rules
 * that begin with @ stay, and so does what this does not understand.
 */
export function neededRules(css: string, html: string): string {
  const present = new Set<string>();
  for (const [, names = ''] of html.matchAll(/class="([^"]*)"/g))
    for (const name of names.split(/\s+/)) present.add(name);
  return rulesOf(css)
    .filter(({ selectors }) => selectors.some((classes) => classes?.every((one) => present.has(one)) ?? true))
    .map(({ text }) => text)
    .join('\n');
}

let known: { readonly css: string; readonly rules: readonly Rule[] } = { css: '', rules: [] };

/** There is one style sheet in a process, or two when an operator has another. */
function rulesOf(css: string): readonly Rule[] {
  if (known.css !== css) known = { css, rules: split(css) };
  return known.rules;
}

function split(css: string): readonly Rule[] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '');
  const whole = [{ text: css, selectors: [null] }];
  // a brace in a text would end a rule in the middle
  if (/["'][^"'\n]*[{}][^"'\n]*["']/.test(plain)) return whole;
  const rules: Rule[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: brace, index: at } of plain.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (brace === '{') continue;
    if (depth < 0) return whole;
    if (depth > 0) continue;
    rules.push(ruleOf(plain.slice(start, at + 1).trim()));
    start = at + 1;
  }
  return depth === 0 && plain.slice(start).trim() === '' ? rules : whole;
}

function ruleOf(text: string): Rule {
  const head = text.slice(0, text.indexOf('{'));
  // @media, :not(.x), [class~=x], .a\.b
  if (/[@([\\]/.test(head)) return { text, selectors: [null] };
  return {
    text,
    selectors: head
      .split(',')
      .map((selector) => Array.from(selector.matchAll(/\.([\w-]+)/g), ([, name = '']) => name)),
  };
}
