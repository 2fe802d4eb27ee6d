import { describe, expect, it } from 'vitest';
import {
  agentVerdict,
  clickVerdict,
  type Hit,
  type PlacedHit,
  type Surroundings,
} from '../../src/core/click-verdict.ts';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const IMESSAGE =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0';
const RENDERER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/56.0.2924.87 Safari/537.36 Google-PageRenderer Google (+https://developers.google.com/+/web/snippet/)';

const SENT = 1_000_000;
const at = (clickedMs: number, more: Partial<PlacedHit> = {}): PlacedHit => ({
  clickedMs,
  agentSays: 'human',
  agentHash: 1,
  ipHash: 'a',
  ...more,
});
const quiet: Surroundings = {
  sentMs: SENT,
  deliveredMs: SENT + 5_000,
  isFailed: false,
  others: [],
  messagesOfAddress: 1,
};

describe('what a hit says alone', () => {
  const hit = (more: Partial<Hit>): Hit => ({ method: null, userAgent: null, agentClass: 'mobile', ...more });

  it.each([
    ['a phone browser', hit({ userAgent: IPHONE }), 'human'],
    ['a preview with the address of the phone', hit({ userAgent: IMESSAGE }), 'preview'],
    ['a preview of the messages app', hit({ userAgent: RENDERER }), 'preview'],
    ['a library', hit({ userAgent: 'python-requests/2.32' }), 'bot'],
    ['a bare Mozilla', hit({ userAgent: 'Mozilla/5.0' }), 'bot'],
    ['HEAD, whatever the agent', hit({ method: 'head', userAgent: IPHONE }), 'bot'],
    ['OPTIONS', hit({ method: 'OPTIONS' }), 'bot'],
    ['a data centre with the agent of a phone', hit({ agentClass: 'datacenter', userAgent: IPHONE }), 'bot'],
    ['a data centre without agent', hit({ agentClass: 'datacenter' }), 'bot'],
    ['an empty agent of unknown class', hit({ userAgent: '', agentClass: 'unknown' }), 'suspected'],
    ['an empty agent the platform calls mobile', hit({ userAgent: '' }), 'none'],
    ['a source without agents', hit({ agentClass: 'unknown' }), 'none'],
  ] as const)('%s', (_, given, verdict) => {
    expect(agentVerdict(given)).toBe(verdict);
  });
});

describe('a hit among its neighbours', () => {
  it.each([
    ['an ordinary hit', at(SENT + 60_000), quiet, 'human', 0],
    ['a hit whose agent says bot', at(SENT + 60_000, { agentSays: 'bot' }), quiet, 'bot', 1],
    ['a hit before the sending', at(SENT - 1), { ...quiet, deliveredMs: null }, 'suspected', 3],
    ['a hit within two seconds of the receipt', at(SENT + 6_999), quiet, 'suspected', 3],
    ['a hit two seconds after the receipt', at(SENT + 7_000), quiet, 'human', 0],
    [
      'a hit within two seconds of sending, no receipt',
      at(SENT + 1_999),
      { ...quiet, deliveredMs: null },
      'suspected',
      3,
    ],
    [
      'two at once from different addresses',
      at(SENT + 60_000),
      { ...quiet, others: [at(SENT + 62_000, { ipHash: 'b' })] },
      'suspected',
      4,
    ],
    ['two at once from one phone', at(SENT + 60_000), { ...quiet, others: [at(SENT + 60_500)] }, 'human', 0],
    [
      'another address a little later',
      at(SENT + 60_000),
      { ...quiet, others: [at(SENT + 62_001, { ipHash: 'b' })] },
      'human',
      0,
    ],
    [
      'two at once of which nothing is known',
      at(SENT + 60_000, { ipHash: null, agentHash: null }),
      { ...quiet, others: [at(SENT + 60_001, { ipHash: null, agentHash: null })] },
      'human',
      0,
    ],
    ['a burst from one address', at(SENT + 60_000), { ...quiet, messagesOfAddress: 10 }, 'bot', 5],
    ['less than a burst', at(SENT + 60_000), { ...quiet, messagesOfAddress: 9 }, 'human', 0],
    ['a link of a message that never arrived', at(SENT + 60_000), { ...quiet, isFailed: true }, 'bot', 7],
  ] as const)('%s', (_, hit, around, verdict, rule) => {
    expect(clickVerdict(hit, around)).toEqual({ verdict, rule });
  });
});
