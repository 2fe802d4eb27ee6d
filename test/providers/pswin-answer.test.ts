import { expect, it } from 'vitest';
import { LINK_MOBILITY_PSWIN } from '../../src/providers/link-mobility-pswin.ts';
import { NO_OPTIONS } from './provider-fixtures.ts';

function answerTo(body: string): unknown {
  const payload = { format: 'xml', body, options: { ...NO_OPTIONS, timezone: 'Europe/Oslo' } } as const;
  return LINK_MOBILITY_PSWIN.answer?.(payload, LINK_MOBILITY_PSWIN.parse(payload));
}

it('answers each id of a PSWin list, FAIL only for what was refused', () => {
  const receipt = '<REF>9</REF><RCV>4512345678</RCV><STATE>DELIVRD</STATE>';
  expect(
    answerTo(
      `<MSGLST><MSG><ID>1</ID>${receipt}</MSG><MSG><ID>2</ID></MSG><MSG><ID>&lt;3</ID>${receipt}</MSG></MSGLST>`,
    ),
  ).toEqual({
    contentType: 'text/xml; charset=utf-8',
    body: '<?xml version="1.0"?><MSGLST><MSG><ID>1</ID><STATUS>OK</STATUS></MSG><MSG><ID>2</ID><STATUS>FAIL</STATUS></MSG></MSGLST>',
  });
});

it('answers what it cannot read with an empty list, so that it is sent again', () => {
  expect(answerTo('nonsense')).toMatchObject({ body: '<?xml version="1.0"?><MSGLST></MSGLST>' });
});
