/** Messages of a window to numbers that had failed for good before they were sent, and failed again. */
export type KnownBad = {
  readonly messages: number;
  readonly contacts: number;
  /** sorted by currency; none where no cost is known */
  readonly costs: readonly { readonly currency: string; readonly costMicro: number }[];
};
