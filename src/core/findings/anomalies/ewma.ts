/**
 * Exponentially weighted moving average of standardised deviations and its limits (Roberts, Technometrics 1 (1959) 239-250;
 * limits that widen from the start: Lucas & Saccucci, ibid. 32 (1990) 1-12): E(t) = λ z(t) + (1-λ) E(t-1),
 * limit(t) = L √(λ/(2-λ) (1 - (1-λ)^(2t)) + c), where c is the variance that neighbours in time share (weather, season):
 * it does not average out.
 */
export function ewma(deviations: readonly number[], shared: number): readonly Smoothed[] {
  let smoothed = 0;
  return deviations.map((z, place) => {
    smoothed = LAMBDA * z + (1 - LAMBDA) * smoothed;
    const own = (LAMBDA / (2 - LAMBDA)) * (1 - (1 - LAMBDA) ** (2 * (place + 1)));
    return { smoothed, limit: WIDTH * Math.sqrt(own + shared) };
  });
}

export type Smoothed = { readonly smoothed: number; readonly limit: number };

const LAMBDA = 0.2;
const WIDTH = 2.7;
