import { describe, expect, it } from 'vitest';
import { faultOfSendHours, readSendHours } from '../../../src/core/findings/send-hours.ts';

describe('the hours in which messages may be sent', () => {
  it('are two hours of a day, over midnight as well', () => {
    expect(faultOfSendHours('8-21')).toBeNull();
    expect(readSendHours('8-21')).toEqual({ from: 8, to: 21 });
    expect(faultOfSendHours('20-6')).toBeNull();
    expect(faultOfSendHours('0-24')).toBeNull();
  });

  it.each(['', '8', '8-', '8–21', '8-25', '24-3', '9-9', '9-10', '23-0', '-1-5', '08:00-21:00'])(
    'are not %j',
    (text) => expect(faultOfSendHours(text)).not.toBeNull(),
  );
});
