import { describe, expect, it } from 'vitest';
import type { FailureClass } from '../../src/core/failure-class.ts';
import { weighCode } from '../../src/pipelines/weigh-code.ts';

function weight(provider: string, code: string, failureClass: FailureClass): number {
  return weighCode({ id: 1, provider, code, failureClass }, []);
}

describe('the weight of a code', () => {
  it.each([
    ['link_mobility', '2104', 'invalid_number', 3],
    ['twilio', '30005', 'invalid_number', 2],
    ['twilio', '30003', 'absent', 1],
    ['twilio', '30004', 'recipient_blocked', 1],
    ['smpp', '001', 'invalid_number', 3],
    ['kannel', '1', 'invalid_number', 3],
    ['generic', 'gone', 'invalid_number', 2],
    ['generic', '', 'expired', 1],
  ] as const)('%s %s as %s is %i', (provider, code, failureClass, expected) => {
    expect(weight(provider, code, failureClass)).toBe(expected);
  });

  it('is what an operator said, for the class it was given', () => {
    const said = { provider: 'twilio', code: '30005', failureClass: 'invalid_number' as const, weight: 0 };
    expect(weighCode({ ...said, id: 1 }, [said])).toBe(0);
    expect(weighCode({ ...said, id: 1 }, [{ ...said, failureClass: 'absent' }])).toBe(2);
  });
});
