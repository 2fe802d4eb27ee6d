/** Tags whose nesting is understood here; html with others goes to a parser that knows them all. */
export function isKnownTag(tag: string): boolean {
  return KNOWN.has(tag);
}

/** Has no end. */
export function isVoid(tag: string): boolean {
  return VOID.has(tag);
}

/** Nothing that shows: gets no style. */
export function isUnseen(tag: string): boolean {
  return UNSEEN.has(tag);
}

/** Html lets some ends be left out: `<td>` inside `<td>` ends the first one, anything but words ends a `<p>`. */
export function wouldCloseParent(tag: string, parent: string): boolean {
  return parent === 'p' || HEADING.test(parent) ? !WORDS.has(tag) : (CLOSES[tag]?.includes(parent) ?? false);
}

const WORDS = new Set('a b br code em i img s small span strong sub sup u'.split(' '));
const VOID = new Set('br hr img meta'.split(' '));
const UNSEEN = new Set('head meta title'.split(' '));
const KNOWN = new Set([
  ...WORDS,
  ...VOID,
  ...UNSEEN,
  ...'blockquote body center div h1 h2 h3 h4 html li ol p table tbody td tfoot th thead tr ul'.split(' '),
]);
const HEADING = /^h[1-6]$/;
const CELLS = ['td', 'th'];
const PARTS = ['tbody', 'tfoot', 'thead'];
const CLOSES: Readonly<Record<string, readonly string[]>> = {
  body: ['head'],
  li: ['li'],
  tbody: [...PARTS, 'tr', ...CELLS],
  td: [...CELLS, 'thead'],
  tfoot: [...PARTS, 'tr', ...CELLS],
  th: CELLS,
  thead: [...PARTS, 'tr', ...CELLS],
  tr: ['tr', ...CELLS],
};
