import { parseNamedAddress } from '../../src/mail/address.ts';
import type { MailContent } from '../../src/mail/mail-content.ts';
import type { SenderSettings } from '../../src/pipelines/dispatch-save.ts';
import { SECRET, sampleContent } from './mail-request.ts';

export function mailSample(): { readonly content: MailContent; readonly sender: SenderSettings } {
  return {
    content: sampleContent(),
    sender: {
      from: parseNamedAddress('SMS reports <reports@example.com>'),
      messageIdDomain: 'reports.example.com',
      secretKey: SECRET,
      publicUrl: 'https://reports.example.com',
    },
  };
}
