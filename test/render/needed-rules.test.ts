import { describe, expect, it } from 'vitest';
import { neededRules } from '../../src/render/needed-rules.ts';

const HTML = '<p class="a wide"><b class="good">1</b></p>';

describe('the rules that a report needs', () => {
  it.each([
    ['p { x: 1 }', true],
    ['.a { x: 1 }', true],
    ['.none { x: 1 }', false],
    ['.a .none { x: 1 }', false],
    ['.none, .wide { x: 1 }', true],
    ['.a > .good { x: 1 }', true],
    ['p:not(.none) { x: 1 }', true],
    ['[class~="none"] { x: 1 }', true],
    ['@media (max-width: 9px) { .none { x: 1 } }', true],
    ['.none\\.x { x: 1 }', true],
  ])('of "%s": %s', (rule, isKept) => {
    expect(neededRules(`/* {a} */ ${rule}\n.none { y: 2 }`, HTML)).toBe(isKept ? rule : '');
  });

  it('are all, as they stand, when the style sheet is not understood', () => {
    for (const css of ['.none { content: "}" }', '.none { x: 1', '.none { x: 1 } }', '.none { } p'])
      expect(neededRules(css, HTML)).toBe(css);
  });
});
