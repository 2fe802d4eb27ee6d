import type { FoundInWorld } from './find-in-world.ts';

/** What `findings --json`, `findings contacts --csv` and `recommendations list --json` print, as the scorer looks at it. */
export function readFound(json: string, csv: string, recommendations: string | null = null): FoundInWorld {
  const found: Printed = JSON.parse(json);
  return {
    asOfS: Date.parse(found.as_of) / 1000,
    segments: found.segments.map(({ segment_id: segment, verdict }) => ({ segment, verdict })),
    windows: found.windows.map(({ segment_id: segment, verdict, hour }) => ({ segment, verdict, hour })),
    anomalies: found.anomalies.map(({ campaign_id: campaignId, metric, direction }) => ({
      campaignId,
      metric: METRICS[metric],
      direction,
    })),
    flags: readFlags(csv),
    badNumbers: recommendations === null ? null : readBadNumbers(recommendations),
  };
}

type Segment = FoundInWorld['segments'][number];
type Window = FoundInWorld['windows'][number];
type Anomaly = FoundInWorld['anomalies'][number];

const METRICS = { ctr: 'clicks', opt_out: 'opt-outs', delivery: 'delivery' } as const;

type Printed = {
  readonly as_of: string;
  readonly segments: readonly { readonly segment_id: string; readonly verdict: Segment['verdict'] }[];
  readonly windows: readonly {
    readonly segment_id: string | null;
    readonly verdict: Window['verdict'];
    readonly hour: number | null;
  }[];
  readonly anomalies: readonly {
    readonly campaign_id: string;
    readonly metric: keyof typeof METRICS;
    readonly direction: Anomaly['direction'];
  }[];
};

/** contact_id is `c` and the index of the contact. */
function readFlags(csv: string): ReadonlyMap<number, string> {
  const [head = '', ...lines] = csv.trimEnd().split(/\r?\n/);
  const columns = head.split(',');
  const [contact, flag] = [columns.indexOf('contact_id'), columns.indexOf('flag')];
  if (contact < 0 || flag < 0) throw new Error(`no contact_id and flag in: ${head}`);
  // whose number is bad has a row, too, without a flag
  return new Map(
    lines.flatMap((line) => {
      const cells = line.split(',');
      const found = cells[flag] ?? '';
      return found === '' ? [] : [[Number(cells[contact]?.slice(1)), found] as const];
    }),
  );
}

/** Reasons that say the number will never get a text. */
const BAD_NUMBER = ['invalid_number', 'not_sms_capable', 'invalid_pattern'];

function readBadNumbers(json: string): ReadonlySet<number> {
  const listed: {
    readonly recommendations: readonly { readonly contact_id: string; readonly reason: string }[];
  } = JSON.parse(json);
  return new Set(
    listed.recommendations
      .filter(({ reason }) => BAD_NUMBER.includes(reason))
      .map(({ contact_id: contact }) => Number(contact.slice(1))),
  );
}
