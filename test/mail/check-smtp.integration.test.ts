import { expect, it } from 'vitest';
import { checkSmtp } from '../../src/mail/check-smtp.ts';
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts';
import { type Script, startMisbehavingSmtp } from '../support/smtp-misbehaving.ts';

async function check(script: Script, login = ''): Promise<readonly string[]> {
  const smtp = await startMisbehavingSmtp(script);
  try {
    await checkSmtp(parseSmtpUrl(smtp.url.replace('smtp://', `smtp://${login}`)));
    return smtp.commands;
  } finally {
    await smtp.stop();
  }
}

it('a server that answers passes, and no mail is begun', async () => {
  const commands = await check({ offers: ['AUTH PLAIN'] }, 'user:secret-password@');
  expect(commands.map((line) => line.split(' ')[0])).toEqual(['EHLO', 'AUTH']);
});

it('a refused login is a matter of configuration, told in one line without the password', async () => {
  const failing = check({ offers: ['AUTH PLAIN'], auth: '535 5.7.8 bad password' }, 'user:secret-password@');
  await expect(failing).rejects.toMatchObject({ code: 'bad-config', exitCode: 78 });
  await expect(failing).rejects.toThrow(
    /^SMTP_URL: mail server 127\.0\.0\.1:\d+ refuses our settings: 535 5\.7\.8 bad password$/,
  );
});

it('a server that closes is unreachable for now', async () => {
  await expect(check({ greeting: 'close' })).rejects.toMatchObject({
    code: 'smtp-unreachable',
    retryable: true,
  });
});

it('a port where nobody listens is unreachable, and the message says where', async () => {
  // one that was just left could be somebody else's by now
  await expect(checkSmtp(parseSmtpUrl('smtp://127.0.0.1:1'))).rejects.toThrow(
    /^mail server 127\.0\.0\.1:1 does not take mail: connect ECONNREFUSED/,
  );
});
