import { readFileSync } from 'node:fs';

/** The statements of all sql blocks of a page, in their order. */
export function sqlOfPage(path: string): readonly string[] {
  const page = readFileSync(path, 'utf8');
  return [...page.matchAll(/```sql\n([\s\S]*?)```/g)]
    .flatMap(([, block = '']) => block.split(/;\s*(?:\n|$)/))
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
