import { describe, expect, it } from 'vitest';
import type { HourCell } from '../../../../src/core/findings/history.ts';
import { findSendWindows } from '../../../../src/core/findings/send-time/find-send-windows.ts';

const DAYTIME = { from: 8, to: 21 };

type Sending = {
  readonly segment?: string;
  readonly zones?: readonly (readonly [zone: string, offset: number])[];
  /** hours at the first zone */
  readonly hours: readonly number[];
  readonly content?: number;
  readonly delivered?: number;
  readonly curve: (hour: number) => number;
};

let campaigns = 0;

/** A campaign whose clicks are exactly what its content and hours make of them. */
function send({
  segment = 's',
  zones = [['Europe/London', 0]],
  hours,
  content = 0,
  delivered = 400,
  curve,
}: Sending) {
  campaigns += 1;
  return zones.flatMap(([zone, offset]) =>
    hours.map((at): HourCell => {
      const hour = (at + offset + 24) % 24;
      const rate = 1 / (1 + Math.exp(2.2 - content - curve(hour)));
      return {
        campaignId: `k${campaigns}`,
        segment,
        zone,
        hour,
        delivered,
        clicked: Math.round(delivered * rate),
      };
    }),
  );
}

const evening = (hour: number): number => (hour === 18 || hour === 19 ? 0.5 : 0);
const flat = (): number => 0;
const hourly = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];

/** Good content at ten in the morning, poor content in the evening, and a few random hours. */
function confounded(curve: (hour: number) => number): readonly HourCell[] {
  return [
    ...Array.from({ length: 12 }, () => send({ hours: [10], content: 0.9, delivered: 4000, curve })),
    ...Array.from({ length: 12 }, () => send({ hours: [18], content: -0.6, delivered: 4000, curve })),
    ...Array.from({ length: 6 }, (_, at) => send({ hours: hourly, content: at / 10, delivered: 500, curve })),
  ].flat();
}

describe('the window to send in', () => {
  it('is found inside campaigns, where the chart of all messages shows another hour', () => {
    const hours = confounded(evening);
    const rateAt = (hour: number): number => {
      const chosen = hours.filter((cell) => cell.hour === hour);
      return (
        chosen.reduce((sum, { clicked }) => sum + clicked, 0) /
        chosen.reduce((sum, { delivered }) => sum + delivered, 0)
      );
    };
    expect(rateAt(10)).toBeGreaterThan(rateAt(18));
    const [account] = findSendWindows({ hours, hasClicks: true }, DAYTIME);
    expect(account).toMatchObject({ segment: null, verdict: 'window', hour: 18, reason: 'compared' });
    expect(account?.lift?.ratio).toBeGreaterThan(1.3);
    expect(account?.lift?.ratio).toBeLessThan(Math.exp(0.5) + 0.05);
    expect(account?.lift?.lower).toBeGreaterThan(1);
    expect(account?.delivered).toBe(6 * 13 * 500);
  });

  it('is not claimed when hours do not differ', () => {
    const found = findSendWindows({ hours: confounded(flat), hasClicks: true }, DAYTIME);
    expect(found).toEqual([
      expect.objectContaining({ verdict: 'no-difference', reason: 'alike', hour: null, lift: null }),
    ]);
  });

  it('cannot be known when each campaign went out at one hour', () => {
    const hours = Array.from({ length: 30 }, (_, at) =>
      send({ hours: [9 + (at % 10)], delivered: 3000, curve: evening }),
    );
    const found = findSendWindows({ hours: hours.flat(), hasClicks: true }, DAYTIME);
    expect(found).toEqual([
      expect.objectContaining({ verdict: 'cannot-be-known', reason: 'no-contrast', delivered: 0 }),
    ]);
  });

  it('cannot be known when the hour is the zone: always ten here and twelve there', () => {
    const zones = [
      ['Europe/London', 0],
      ['Europe/Athens', 2],
    ] as const;
    const hours = Array.from({ length: 30 }, () =>
      send({ zones, hours: [10], delivered: 3000, curve: evening }),
    );
    const [account] = findSendWindows({ hours: hours.flat(), hasClicks: true }, DAYTIME);
    expect(account).toMatchObject({ verdict: 'cannot-be-known', reason: 'no-contrast' });
  });

  it('is known from zones alone when campaigns go out at many hours', () => {
    const zones = [
      ['Europe/London', 0],
      ['America/New_York', -5],
    ] as const;
    const hours = Array.from({ length: 60 }, (_, at) =>
      send({ zones, hours: [8 + (at % 16)], content: (at % 7) / 5, delivered: 1500, curve: evening }),
    );
    const [account] = findSendWindows({ hours: hours.flat(), hasClicks: true }, DAYTIME);
    expect(account).toMatchObject({ verdict: 'window', hour: 18 });
  });

  it('lies inside the hours texts may be sent', () => {
    const night = (hour: number): number => (hour === 23 || hour === 0 ? 0.9 : evening(hour));
    const hours = Array.from({ length: 6 }, () =>
      send({ hours: Array.from({ length: 24 }, (_, hour) => hour), delivered: 500, curve: night }),
    ).flat();
    expect(findSendWindows({ hours, hasClicks: true }, DAYTIME)[0]).toMatchObject({ hour: 18 });
    expect(findSendWindows({ hours, hasClicks: true }, { from: 20, to: 4 })[0]).toMatchObject({ hour: 23 });
  });

  it('must stand out for all the pairs that were looked at, not for one alone', () => {
    const verdictOf = (effect: number): string | undefined => {
      const hours = Array.from({ length: 6 }, () =>
        send({ hours: hourly, delivered: 300, curve: (hour) => 2 * effect * evening(hour) }),
      ).flat();
      return findSendWindows({ hours, hasClicks: true }, DAYTIME)[0]?.verdict;
    };
    // of one pair alone, .27 would be at p < .01
    expect(verdictOf(0.27)).toBe('no-difference');
    expect(verdictOf(0.3)).toBe('window');
  });

  it('ends before the hour from which nothing may be sent', () => {
    const hours = Array.from({ length: 6 }, () =>
      send({ hours: hourly, delivered: 700, curve: evening }),
    ).flat();
    const hourOf = (to: number): number | null | undefined =>
      findSendWindows({ hours, hasClicks: true }, { from: 8, to })[0]?.hour;
    expect(hourOf(20)).toBe(18);
    expect(hourOf(19)).not.toBe(18);
  });

  it('needs a thousand messages in both hours together', () => {
    const much = (hour: number): number => 2.4 * evening(hour);
    const verdictOf = (delivered: number): string | undefined => {
      const hours = Array.from({ length: 6 }, () => [
        ...send({ hours: [9, 10, 11, 12], delivered: 700, curve: much }),
        ...send({ hours: [12, 18, 19], delivered, curve: much }),
      ]).flat();
      return findSendWindows({ hours, hasClicks: true }, DAYTIME)[0]?.verdict;
    };
    expect(verdictOf(80)).toBe('no-difference');
    expect(verdictOf(90)).toBe('window');
  });

  it('is a segment’s own only when the segment differs and has enough', () => {
    const morning = (hour: number): number => (hour === 8 || hour === 9 ? 0.7 : 0);
    const of = (segment: string, curve: (hour: number) => number, delivered: number): readonly HourCell[] =>
      Array.from({ length: 6 }, () => send({ segment, hours: hourly, delivered, curve })).flat();
    const hours = [
      ...of('large', evening, 700),
      ...of('like', evening, 300),
      ...of('other', morning, 300),
      ...of('few', morning, 60),
    ];
    const found = findSendWindows({ hours, hasClicks: true }, DAYTIME);
    expect(found.map(({ segment, hour }) => [segment, hour])).toEqual([
      [null, 18],
      ['other', 8],
    ]);
  });

  it('says what is missing', () => {
    const hours = send({ hours: [9, 10], delivered: 400, curve: flat });
    const reasonOf = (cells: readonly HourCell[], hasClicks = true): unknown =>
      findSendWindows({ hours: cells, hasClicks }, DAYTIME).map(({ verdict, reason }) => [verdict, reason]);
    expect(reasonOf(hours, false)).toEqual([['insufficient', 'no-clicks-feed']]);
    expect(reasonOf([])).toEqual([['insufficient', 'no-zones']]);
    expect(reasonOf(hours)).toEqual([['insufficient', 'too-few-delivered']]);
    expect(reasonOf(hours.map((cell) => ({ ...cell, delivered: 4000, clicked: 3 })))).toEqual([
      ['insufficient', 'too-few-clicks'],
    ]);
  });
});
