/** `1001-1008` or `7` */
export function seedsOf(text: string): readonly number[] {
  const [from = Number.NaN, to = from] = text.split('-').map(Number);
  if (!(from >= 1 && to >= from)) throw new Error(`--seeds ${text}: a number or a range like 1001-1008`);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
