/** One family of the Prometheus text format; a null value is left out. */
export type MetricFamily = {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly samples: readonly Sample[];
};

export type Sample = {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number | null;
};

/** `degraded` still works (reports go out), `failed` does not. */
export type Readiness = {
  readonly status: 'ready' | 'degraded' | 'failed';
  /** each thing looked at: "ok", or what is wrong in a few words */
  readonly checks: Readonly<Record<string, string>>;
};
