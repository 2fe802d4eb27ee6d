import { describe, expect, it } from 'vitest';
import type { CampaignRates } from '../../../../src/core/findings/anomalies/campaign-rates.ts';
import { clickAnomalies } from '../../../../src/core/findings/anomalies/click-anomalies.ts';
import { optOutAnomalies } from '../../../../src/core/findings/anomalies/opt-out-anomalies.ts';

const SENT = 2000;
const CAMPAIGNS = 80;
const ODD = 60;

/** Clicks of 100, half of it more or less by content, and opt-outs of 10, a quarter more or less, are usual. */
function ratesWith({ clicks, optOuts }: { clicks: number; optOuts: number }): readonly CampaignRates[] {
  return Array.from({ length: CAMPAIGNS }, (_, n): CampaignRates => {
    const swing = ((n * 7) % 11) - 5;
    const counted = (usual: number, share: number, count: number) => ({
      count: n === ODD ? count : usual + Math.round(usual * share * (swing / 5)),
      of: SENT,
      expected: usual,
      expectedBefore: usual,
    });
    return {
      campaign: {
        campaignId: `k${n}`,
        name: '',
        firstDay: 20_000 + 2 * n,
        lastDay: 20_000 + 2 * n,
        isMature: true,
        attempted: SENT,
        failed: 0,
        hits: 0,
        botClicks: 0,
      },
      clicks: counted(100, 0.5, clicks),
      optOuts: counted(10, 0.25, optOuts),
      delivery: { count: 0, of: SENT, bySegment: [] },
    };
  });
}

describe('an alarm', () => {
  it('on clicks begins at two in a hundred, whole list of campaigns considered', () => {
    const found = Array.from({ length: 60 }, (_, clicks) =>
      clickAnomalies(ratesWith({ clicks, optOuts: 10 })).map(({ adjustedP }) => adjustedP),
    );
    const most = Math.max(...found.flat());
    expect(found.filter((alarms) => alarms.length > 0).length).toBeGreaterThan(10);
    expect(most).toBeLessThanOrEqual(0.02);
    expect(most).toBeGreaterThan(0.01);
  });

  it('on opt-outs begins at one in twenty', () => {
    const found = Array.from({ length: 60 }, (_, optOuts) =>
      optOutAnomalies(ratesWith({ clicks: 100, optOuts })).map(({ adjustedP }) => adjustedP),
    );
    const most = Math.max(...found.flat());
    expect(most).toBeLessThanOrEqual(0.05);
    expect(most).toBeGreaterThan(0.01);
  });
});
