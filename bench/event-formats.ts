/** A provider's delivery reports as a file, and how its messages are found. */
export type EventFormat = {
  readonly provider: string;
  /** of the file, which says what it is */
  readonly ending: 'ndjson' | 'json' | 'xml' | 'txt' | 'csv';
  readonly what: string;
  readonly head?: string;
  readonly foot?: string;
  readonly between?: string;
  readonly flags?: readonly string[];
  /** `id` is the provider's, `own` is ours, `time` ISO 8601 in UTC */
  readonly record: (id: string, own: string, time: string) => string;
};

const json = (value: unknown): string => JSON.stringify(value);
const form = (value: Readonly<Record<string, string>>): string => new URLSearchParams(value).toString();
const bare = (time: string): string => time.replace(/\.\d+|Z/g, '').replace('T', ' ');

const linkReport = (id: string, time: string): object => ({
  refId: null,
  id,
  operator: 'no.telenor',
  sentTimestamp: '2026-11-20T09:37:35Z',
  timestamp: time,
  resultCode: 1001,
  operatorResultCode: '2',
  segments: 1,
  gateCustomParameters: {},
  customParameters: {},
});

export const EVENT_FORMATS: readonly EventFormat[] = [
  {
    provider: 'link_mobility',
    ending: 'ndjson',
    what: 'NDJSON',
    record: (id, _own, time) => json(linkReport(id, time)),
  },
  {
    provider: 'link_mobility',
    ending: 'json',
    what: 'one JSON list',
    head: '[\n',
    between: ',\n',
    foot: '\n]',
    record: (id, _own, time) => json(linkReport(id, time)),
  },
  {
    provider: 'link_mobility',
    ending: 'xml',
    what: 'XML',
    head: '<reports>\n',
    foot: '</reports>',
    record: (id, _own, time) =>
      `<report><id>${id}</id><operator>no.telenor</operator><timestamp>${time}</timestamp><resultCode>1001</resultCode><segments>1</segments></report>`,
  },
  {
    provider: 'link_mobility_dk',
    ending: 'txt',
    what: 'key-values',
    record: (id, _own, time) =>
      form({
        msgid: id,
        status: 'received',
        statuscode: '0',
        receivetime: String(Date.parse(time) / 1000),
        to: '4512721272',
        mcc: '238',
        mnc: '1',
      }),
  },
  {
    provider: 'link_mobility_pswin',
    ending: 'xml',
    what: 'XML',
    head: '<?xml version="1.0"?><MSGLST>\n',
    foot: '</MSGLST>',
    flags: ['--timezone', 'Europe/Oslo'],
    record: (id, _own, time) =>
      `<MSG><ID>1</ID><REF>${id}</REF><RCV>4512345678</RCV><STATE>DELIVRD</STATE><DELIVERYTIME>${bare(time).replaceAll('-', '.')}</DELIVERYTIME></MSG>`,
  },
  {
    provider: 'link_mobility_gatedr',
    ending: 'xml',
    what: 'XML',
    head: '<all>\n',
    foot: '</all>',
    record: (id) => `<gatedr><id>${id}</id><status>204</status><operator>no.telenor</operator></gatedr>`,
  },
  {
    provider: 'twilio',
    ending: 'txt',
    what: 'key-values',
    record: (id) =>
      form({
        MessageSid: id,
        MessageStatus: 'delivered',
        AccountSid: 'AC1',
        To: '+4791234567',
        From: '2333',
      }),
  },
  {
    provider: 'twilio',
    ending: 'ndjson',
    what: 'Event Streams',
    record: (id, _own, time) =>
      json({
        specversion: '1.0',
        type: 'com.twilio.messaging.message.delivered',
        source: 'AC1',
        id: `EZ${id}`,
        time,
        data: {
          messageSid: id,
          messageStatus: 'DELIVERED',
          to: '+4791234567',
          numberOfSegments: 1,
          timestamp: time,
        },
      }),
  },
  {
    provider: 'infobip',
    ending: 'ndjson',
    what: 'NDJSON',
    record: (id, _own, time) =>
      json({
        results: [
          {
            bulkId: 'B1',
            messageId: id,
            to: '4791234567',
            sentAt: '2026-11-20T09:00:00.000+0000',
            doneAt: time.replace('Z', '.000+0000'),
            messageCount: 1,
            mccMnc: '24201',
            price: { pricePerMessage: 0.04, currency: 'EUR' },
            status: { groupId: 3, groupName: 'DELIVERED', id: 5, name: 'DELIVERED_TO_HANDSET' },
            error: { groupId: 0, groupName: 'Ok', id: 0, name: 'NO_ERROR', permanent: false },
          },
        ],
      }),
  },
  {
    provider: 'vonage',
    ending: 'txt',
    what: 'key-values',
    record: (id, _own, time) =>
      form({
        msisdn: '4791234567',
        to: '2333',
        'network-code': '24201',
        messageId: id,
        status: 'delivered',
        'err-code': '0',
        'message-timestamp': bare(time),
      }),
  },
  {
    provider: 'vonage_messages',
    ending: 'ndjson',
    what: 'NDJSON',
    record: (id, _own, time) =>
      json({
        message_uuid: id,
        to: '4791234567',
        from: '2333',
        timestamp: time,
        status: 'delivered',
        channel: 'sms',
      }),
  },
  {
    provider: 'sinch',
    ending: 'ndjson',
    what: 'NDJSON, by our reference',
    record: (id, own, time) =>
      json({
        type: 'recipient_delivery_report_sms',
        batch_id: id,
        client_reference: own,
        recipient: '4791234567',
        code: 0,
        status: 'Delivered',
        at: time,
        operator: '24201',
      }),
  },
  {
    provider: 'bird',
    ending: 'ndjson',
    what: 'NDJSON',
    record: (id, _own, time) =>
      json({
        service: 'channels',
        event: 'sms.outbound',
        payload: { id, status: 'delivered', reference: '', lastStatusAt: time },
      }),
  },
  {
    provider: 'messagebird',
    ending: 'txt',
    what: 'key-values',
    record: (id, _own, time) =>
      form({ id, reference: 'x', recipient: '4791234567', status: 'delivered', statusDatetime: time }),
  },
  {
    provider: 'kannel',
    ending: 'txt',
    what: 'key-values',
    record: (id, _own, time) =>
      form({
        F: id,
        d: '1',
        A: `id:${id} stat:DELIVRD err:000 text:`,
        i: 'smsc1',
        t: time,
        p: '+4791234567',
      }),
  },
  {
    provider: 'smpp',
    ending: 'txt',
    what: 'receipt texts',
    flags: ['--timezone', 'UTC'],
    record: (id, _own, time) => {
      const digits = time.replace(/\D/g, '').slice(2, 12);
      return `id:${id} sub:001 dlvrd:001 submit date:${digits} done date:${digits} stat:DELIVRD err:000 text:`;
    },
  },
  {
    provider: 'generic',
    ending: 'csv',
    what: 'CSV',
    head: 'provider_message_id,status,occurred_at,carrier\n',
    record: (id, _own, time) => `${id},delivered,${time},no.telenor`,
  },
  {
    provider: 'generic',
    ending: 'ndjson',
    what: 'NDJSON',
    record: (id, _own, time) => json({ provider_message_id: id, status: 'delivered', occurred_at: time }),
  },
];
