/** Half-open interval [from, to) of instants in a named zone; the zone only matters to a reader. */
export type Window = {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly timezone: string;
};
