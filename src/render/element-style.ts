import { type Declaration, type PlainStyle, readDeclarations, type Step } from './plain-style.ts';
import { isUnseen } from './plain-tags.ts';

type Element = { readonly tag: string; readonly classes: readonly string[] };

/** An element that is open; one object for all that are alike to the rules. */
export type Open = {
  readonly tag: string;
  /** from the root down to this one, those that a selector wants above another */
  readonly over: readonly Element[];
  /** names them: the same path, the same rules */
  readonly path: string;
};

export type Looked = { readonly style: string; readonly open: Open };

/** Different ones of them; a report has about eighty. */
const MOST_KNOWN = 5000;

/** What a kind of element (its tag, its `class` and `style`, what is open around it) gets as its style: null = not to be told. */
export function createElementLook({ rules, above }: PlainStyle, tidy: (declarations: string) => string) {
  const root: Open = { tag: '', over: [], path: '' };
  const known = new Map<string, Looked | null>();
  const opens = new Map<string, Open>();

  const openBelow = (parent: Open, element: Element): Open => {
    const steps = above.flatMap((step, at) => (isOne(element, step) ? [at] : []));
    const path = steps.length === 0 ? parent.path : `${parent.path}/${steps.join()}`;
    const key = `${path} ${element.tag}`;
    const made = {
      tag: element.tag,
      path,
      over: steps.length === 0 ? parent.over : [...parent.over, element],
    };
    const open = opens.get(key) ?? made;
    if (opens.size < MOST_KNOWN) opens.set(key, open);
    return open;
  };

  const look = (
    tag: string,
    { classes, style: own }: { readonly classes: string; readonly style: string },
    parent: Open,
  ): Looked | null => {
    const key = `${parent.path} ${tag} ${classes}"${own}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const element = { tag, classes: classes.split(/\s+/) };
    const declarations = isUnseen(tag) ? own : declarationsOf(rules, element, own, parent.over);
    const made =
      declarations === null ? null : { style: tidy(declarations), open: openBelow(parent, element) };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, made);
    return made;
  };
  return { root, look };
}

/** What counts more comes later, as it must where `padding` and `padding-left` meet; `own` counts most. */
function declarationsOf(
  rules: PlainStyle['rules'],
  element: Element,
  own: string,
  over: readonly Element[],
): string | null {
  const winning = new Map<string, Declaration & { readonly weight: number; readonly at: number }>();
  for (const [at, { steps, weight, declarations }] of rules.entries()) {
    if (!isMatch(steps, element, over)) continue;
    for (const one of declarations)
      if ((winning.get(one.name)?.weight ?? 0) <= weight) winning.set(one.name, { ...one, weight, at });
  }
  if (winning.size === 0) return own;
  const declared = readDeclarations(own);
  if (declared === null) return null;
  for (const one of declared)
    winning.set(one.name, { ...one, weight: Number.MAX_SAFE_INTEGER, at: rules.length });
  return [...winning.values()]
    .toSorted((a, b) => a.weight - b.weight || a.at - b.at || a.place - b.place)
    .map(({ name, value }) => `${name}: ${value.replaceAll('"', "'")};`)
    .join(' ');
}

function isMatch(steps: readonly Step[], element: Element, over: readonly Element[]): boolean {
  const last = steps.at(-1);
  if (last === undefined || !isOne(element, last)) return false;
  let left = steps.length - 2;
  for (let at = over.length - 1; at >= 0 && left >= 0; at -= 1) {
    const [one, step] = [over[at], steps[left]];
    if (one !== undefined && step !== undefined && isOne(one, step)) left -= 1;
  }
  return left < 0;
}

function isOne({ tag, classes }: Element, step: Step): boolean {
  return (step.tag === null || step.tag === tag) && step.classes.every((name) => classes.includes(name));
}
