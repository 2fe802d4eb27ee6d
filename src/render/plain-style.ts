/** A style sheet of classes and tags: `.a.b`, `td.a`, `.a .b`. */
export type PlainStyle = {
  readonly rules: readonly PlainRule[];
  /** steps of selectors that stand before the last one: what an element above may be */
  readonly above: readonly Step[];
};

export type PlainRule = {
  readonly steps: readonly Step[];
  /** a class counts more than any number of tags */
  readonly weight: number;
  readonly declarations: readonly Declaration[];
};

export type Step = { readonly tag: string | null; readonly classes: readonly string[] };

export type Declaration = {
  readonly name: string;
  readonly value: string;
  /** among those of its rule */
  readonly place: number;
};

/** null = a selector, a value or a block that is more than this: an inliner that knows all of CSS is needed. Media queries are passed over. */
export function readPlainStyle(css: string): PlainStyle | null {
  const plain = css.replace(/\/\*[^]*?\*\//g, '');
  if (/["'][^"'\n]*[{};\\][^"'\n]*["']|\\|<|--|\bvar\(|url\(|\bcounter|\bcontent\s*:/i.test(plain))
    return null;
  const rules: PlainRule[] = [];
  let left = plain.trimStart();
  while (left !== '') {
    const block = left.startsWith('@media') ? MEDIA.exec(left) : RULE.exec(left);
    if (block === null) return null;
    if (!left.startsWith('@')) {
      const [, head = '', body = ''] = block;
      const read = readRule(head, body);
      if (read === null) return null;
      rules.push(...read);
    }
    left = left.slice(block[0].length).trimStart();
  }
  return { rules, above: rules.flatMap(({ steps }) => steps.slice(0, -1)) };
}

/** With rules inside, none of them with rules in it. */
const MEDIA = /^@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/;
const RULE = /^([^{}@]+)\{([^{}@]*)\}/;

function readRule(head: string, body: string): readonly PlainRule[] | null {
  const declarations = readDeclarations(body);
  const selectors = head.split(',').map(readSelector);
  if (declarations === null) return null;
  const rules: PlainRule[] = [];
  for (const steps of selectors) {
    if (steps === null) return null;
    const classes = steps.reduce((sum, step) => sum + step.classes.length, 0);
    const tags = steps.filter(({ tag }) => tag !== null).length;
    rules.push({ steps, weight: classes * 100 + tags, declarations });
  }
  return rules;
}

function readSelector(selector: string): readonly Step[] | null {
  const steps: Step[] = [];
  for (const one of selector.trim().split(/\s+/)) {
    const [, tag = '', names = ''] = /^([a-z][a-z0-9]*)?((?:\.[A-Za-z_][\w-]*)*)$/.exec(one) ?? [];
    if (`${tag}${names}` === '') return null;
    steps.push({ tag: tag === '' ? null : tag, classes: names.split('.').slice(1) });
  }
  return steps;
}

/** "a: b; c: d" of a rule or a style attribute; null = something else, a name twice, or `!important`. */
export function readDeclarations(body: string): readonly Declaration[] | null {
  const declarations: Declaration[] = [];
  for (const one of body.split(';')) {
    if (one.trim() === '') continue;
    const [, name = '', value = ''] = /^\s*(-?[a-z][a-z-]*)\s*:\s*([^:!]*[^:!\s])\s*$/.exec(one) ?? [];
    if (name === '' || declarations.some((before) => before.name === name)) return null;
    declarations.push({ name, value, place: declarations.length });
  }
  return declarations;
}
