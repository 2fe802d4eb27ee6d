/**
 * Which features of html and CSS a mail uses, by their names on caniemail.com. Throws for one nobody has looked up, so that
 * nothing gets into a mail unseen.
 */
export function featuresOf(html: string): ReadonlySet<string> {
  const used = new Set<string>();
  const body = html.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/<!--[\s\S]*?-->/g, '');
  for (const [, name = '', attributes = ''] of body.matchAll(
    /<([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*>/g,
  )) {
    add(used, ELEMENTS, name, 'element');
    for (const [, attribute = '', value = ''] of attributes.matchAll(/([a-z-]+)="([^"]*)"/g)) {
      if (attribute === 'style') declarations(used, value);
      else add(used, ATTRIBUTES, attribute, 'attribute');
    }
  }
  for (const [, css = ''] of html.matchAll(/<style>([\s\S]*?)<\/style>/g)) sheet(used, css);
  if (html.includes('<!--')) used.add('html-comments');
  if (/<!doctype/i.test(html)) used.add('html-doctype');
  if (/<style>/.test(html)) used.add('html-style');
  if (/src="cid:/.test(html)) used.add('image-png');
  return used;
}

/** null = every program knows it. */
type Names = Readonly<Record<string, string | null>>;

function add(used: Set<string>, names: Names, name: string, what: string): void {
  const feature = names[name];
  if (feature === undefined) throw new Error(`nobody has looked up the ${what} ${name} on caniemail.com`);
  if (feature !== null) used.add(feature);
}

const ELEMENTS: Names = {
  html: null,
  head: null,
  meta: null,
  title: null,
  br: null,
  a: null,
  body: 'html-body',
  table: 'html-table',
  thead: 'html-table',
  tbody: 'html-table',
  tr: 'html-table',
  td: 'html-table',
  th: 'html-table',
  h1: 'html-h1-h6',
  h2: 'html-h1-h6',
  h3: 'html-h1-h6',
  p: 'html-p',
  div: 'html-div',
  span: 'html-span',
  b: 'html-strong',
  code: 'html-code',
  hr: 'html-hr',
  img: 'html-img',
};

const ATTRIBUTES: Names = {
  ...Object.fromEntries(
    [
      'alt',
      'border',
      'charset',
      'class',
      'colspan',
      'content',
      'dir',
      'href',
      'name',
      'scope',
      'src',
      'title',
    ].map((name) => [name, null]),
  ),
  align: 'html-align',
  'aria-hidden': 'html-aria-hidden',
  'aria-label': 'html-aria-label',
  cellpadding: 'html-cellpadding',
  cellspacing: 'html-cellspacing',
  height: 'html-height',
  lang: 'html-lang',
  role: 'html-role',
  valign: 'html-valign',
  width: 'html-width',
};

const PROPERTIES: Names = {
  ...Object.fromEntries(
    [
      'border',
      'border-bottom',
      'border-top',
      'border-left',
      'border-color',
      'border-left-color',
      'border-top-color',
      'border-bottom-color',
    ].map((name) => [name, 'css-border']),
  ),
  ...Object.fromEntries(
    ['margin', 'margin-top', 'margin-bottom', 'margin-left', 'margin-right'].map((name) => [
      name,
      'css-margin',
    ]),
  ),
  ...Object.fromEntries(
    ['padding', 'padding-top', 'padding-bottom', 'padding-left', 'padding-right'].map((name) => [
      name,
      'css-padding',
    ]),
  ),
  color: null,
  '-webkit-text-size-adjust': null,
  background: 'css-background',
  'background-image': 'css-background-image',
  'border-collapse': 'css-border-collapse',
  'border-radius': 'css-border-radius',
  'box-sizing': 'css-box-sizing',
  clear: 'css-clear',
  display: 'css-display',
  filter: 'css-filter',
  float: 'css-float',
  'font-family': null,
  'font-size': 'css-font-size',
  'font-weight': 'css-font-weight',
  height: 'css-height',
  'letter-spacing': 'css-letter-spacing',
  'line-height': 'css-line-height',
  'max-height': 'css-max-height',
  'max-width': 'css-max-width',
  opacity: 'css-opacity',
  overflow: 'css-overflow',
  'overflow-wrap': 'css-overflow-wrap',
  'table-layout': 'css-table-layout',
  'text-align': 'css-text-align',
  'text-decoration': 'css-text-decoration',
  'vertical-align': 'css-vertical-align',
  width: 'css-width',
  'word-break': 'css-word-break',
};

const UNITS: Names = { px: 'css-unit-px', '%': 'css-unit-percent', deg: null, em: 'css-unit-em' };

function declarations(used: Set<string>, rules: string): void {
  for (const rule of rules.split(';').filter((one) => one.trim() !== '')) {
    const [, name = '', value = ''] = /^\s*([a-z-]+)\s*:\s*([\s\S]*)$/.exec(rule) ?? [];
    add(used, PROPERTIES, name, 'property');
    if (value.includes('!important')) used.add('css-important');
    if (value.includes('gradient(')) used.add('css-linear-gradient');
    if (name === 'display' && value.startsWith('none')) used.add('css-display-none');
    for (const [, unit = ''] of value.replace(/#[0-9a-f]{3,8}/gi, '').matchAll(/\d(%|[a-z]+)/g))
      add(used, UNITS, unit, 'unit');
  }
}

/** Rules of one style element: what is left there are media queries. */
function sheet(used: Set<string>, css: string): void {
  for (const [, condition = '', block = ''] of css.matchAll(/@([^{]*)\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}/g)) {
    used.add(
      condition.includes('prefers-color-scheme') ? 'css-at-media-prefers-color-scheme' : 'css-at-media',
    );
    rulesOf(used, block);
  }
  rulesOf(used, css.replace(/@[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, ''));
}

function rulesOf(used: Set<string>, css: string): void {
  for (const [, selectors = '', rules = ''] of css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (selectors.includes(',')) used.add('css-selector-grouping');
    for (const selector of selectors.split(',')) selectorOf(used, selector.trim());
    declarations(used, rules);
  }
}

function selectorOf(used: Set<string>, selector: string): void {
  if (!/^[a-z0-9.\s-]+$/i.test(selector)) throw new Error(`nobody has looked up the selector ${selector}`);
  const compounds = selector.split(/\s+/);
  if (compounds.length > 1) used.add('css-selector-descendant');
  for (const compound of compounds) {
    if (/^[a-z]/i.test(compound)) used.add('css-selector-type');
    if (compound.includes('.')) used.add('css-selector-class');
    if ((compound.match(/\./g) ?? []).length > 1) used.add('css-selector-chaining');
  }
}
