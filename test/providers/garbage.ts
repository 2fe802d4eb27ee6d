import type { PayloadFormat } from '../../src/providers/importer.ts';
import type { Fixture } from './provider-fixtures.ts';

/** From 0 up to and without `below`, a whole number. */
export type Random = (below: number) => number;

/** The same numbers for the same name on every run (a linear congruence; the high bits are the good ones). */
export function randomOf(name: string): Random {
  let state = Array.from(name).reduce(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0,
    2_166_136_261,
  );
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Noise, or a good payload with some bytes changed, left out or doubled, or random JSON with the keys of good ones. */
export function garbage(random: Random, format: PayloadFormat, fixtures: readonly Fixture[]): string {
  const ofFormat = fixtures.filter(({ payload }) => payload.format === format);
  const good = ofFormat[random(ofFormat.length)]?.payload.body;
  const kind = random(3);
  if (kind === 0 || good === undefined) return kind === 2 ? treeText(random, fixtures) : noise(random, 300);
  return kind === 1 ? damaged(random, good) : treeText(random, fixtures);
}

function noise(random: Random, longest: number): string {
  const letters = '<>&?=%{}[]":,.\\/\n\r\t\u0000\u2028 0123456789aZ+-_é🙂&#x;<!DOCTYPE';
  return Array.from({ length: random(longest) }, () => letters[random(letters.length)]).join('');
}

function damaged(random: Random, good: string): string {
  let text = good;
  for (let times = 1 + random(4); times > 0; times -= 1) {
    const at = random(text.length + 1);
    const cut = random(20);
    const between = [noise(random, 8), text.slice(at, at + cut).repeat(2), ''][random(3)] ?? '';
    text = text.slice(0, at) + between + text.slice(at + cut);
  }
  return text;
}

function treeText(random: Random, fixtures: readonly Fixture[]): string {
  const keys = [
    ...fixtures
      .map(({ payload }) => payload.body)
      .join(' ')
      .matchAll(/[A-Za-z][\w.-]+/g),
  ]
    .map(([word]) => word)
    .concat('__proto__', 'constructor', 'toString', 'results', 'messages');
  return JSON.stringify(tree(random, keys, 4)) ?? '';
}

function tree(random: Random, keys: readonly string[], depth: number): unknown {
  const kind = random(depth > 0 ? 9 : 6);
  if (kind === 0) return null;
  if (kind === 1) return random(2) === 1;
  if (kind === 2) return random(2_000_000_000) - 1_000_000_000;
  if (kind < 6) return random(2) === 1 ? noise(random, 20) : (keys[random(keys.length)] ?? '');
  if (kind === 6) return Array.from({ length: random(5) }, () => tree(random, keys, depth - 1));
  const entries = Array.from({ length: 1 + random(8) }, () => [
    keys[random(keys.length)] ?? '',
    tree(random, keys, depth - 1),
  ]);
  return Object.fromEntries(entries);
}
