import { Failure } from '../core/failure.ts';

/** What a style sheet of a mail may not do, with file and line: fetch, run, leave the style element or a block open. Throws `bad-config`. */
export function checkStyle({ source, file }: { readonly source: string; readonly file: string }): void {
  const refuse = (what: string, line: number): never => {
    throw new Failure('bad-config', `${file} line ${line}: ${what}`);
  };
  const plain = withoutComments(source, (line) => refuse('the comment is not closed', line));
  const open: number[] = [];
  for (const [at, text] of plain.split('\n').entries()) {
    const found = RULES.find(({ pattern }) => pattern.test(text));
    if (found !== undefined) refuse(found.what, at + 1);
    for (const sign of text.match(/[{}]/g) ?? []) {
      if (sign === '{') open.push(at + 1);
      else if (open.pop() === undefined) refuse('a } that closes nothing', at + 1);
    }
  }
  const [first] = open;
  if (first !== undefined) refuse('the { is not closed', first);
}

const RULES = [
  { pattern: /</, what: 'a < would end the style' },
  {
    pattern: /@import|@font-face|@namespace|@charset/i,
    what: 'a mail fetches nothing: no @import, no @font-face',
  },
  { pattern: /url\s*\(|image-set\s*\(|src\s*\(/i, what: 'a mail fetches nothing: no url()' },
  { pattern: /expression\s*\(|behavior\s*:|-moz-binding/i, what: 'a style that runs' },
  { pattern: /\\/, what: 'no \\ in a style' },
] as const;

/** Comments become blanks; lines stay where they are. */
function withoutComments(source: string, onOpen: (line: number) => never): string {
  const plain = source.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  const left = plain.indexOf('/*');
  return left < 0 ? plain : onOpen(plain.slice(0, left).split('\n').length);
}
