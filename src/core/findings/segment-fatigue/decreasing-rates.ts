/**
 * Rates forced not to rise from one place to the next, by pooling neighbours that do (PAVA: Ayer et al., Ann. Math. Stat. 26
 * (1955) 641-647): with these weights the least-squares fit under that order.
 */
export function decreasingRates(rates: readonly number[], weights: readonly number[]): readonly number[] {
  const blocks: { mean: number; weight: number; size: number }[] = [];
  for (const [place, rate] of rates.entries()) {
    let block = { mean: rate, weight: weights[place] ?? 0, size: 1 };
    for (;;) {
      const before = blocks.at(-1);
      if (before === undefined || before.mean >= block.mean) break;
      blocks.pop();
      const weight = before.weight + block.weight;
      block = {
        mean: weight > 0 ? (before.weight * before.mean + block.weight * block.mean) / weight : before.mean,
        weight,
        size: before.size + block.size,
      };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ mean, size }) => Array.from({ length: size }, () => mean));
}
