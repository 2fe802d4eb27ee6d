/** cephes 3.3.3 carries types that its `exports` hide from TypeScript; these are the functions special.ts uses. */
declare module 'cephes' {
  /** resolves when the WebAssembly is ready; before that nothing can be called */
  export const compiled: Promise<void>;
  /** ln |Γ(x)| */
  export function lgam(x: number): number;
  /** quantile of the normal distribution */
  export function ndtri(p: number): number;
  /** upper tail of chi-square, `df` first */
  export function chdtrc(df: number, x: number): number;
  /** regularised incomplete beta function I_x(a, b) */
  export function incbet(a: number, b: number, x: number): number;
}
