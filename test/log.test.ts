import { describe, expect, it } from 'vitest';
import { Failure } from '../src/core/failure.ts';
import { createLog } from '../src/log.ts';

function logged(work: (log: ReturnType<typeof createLog>) => void): readonly string[] {
  const lines: string[] = [];
  work(createLog({ write: (line) => lines.push(line), now: () => '2026-11-23T07:00:00.000Z' }));
  return lines;
}

describe('the log', () => {
  it('is one JSON line per event', () => {
    expect(logged((log) => log.info('run-closed', { run: 12, state: 'done' }))).toEqual([
      '{"at":"2026-11-23T07:00:00.000Z","level":"info","event":"run-closed","run":12,"state":"done"}\n',
    ]);
  });

  it('shows no phone number, password or secret', () => {
    const [line = ''] = logged((log) =>
      log.warn('x', {
        text: 'to +4791234567 and +447700900123',
        url: 'mysql://root:hunter2@db:3306/x',
        smtpPassword: 'hunter2',
        secretKey: 'abc',
        token: 'abc',
        nested: { secret: 'abc' },
      }),
    );
    expect(JSON.parse(line)).toMatchObject({
      text: 'to +47******67 and +44********23',
      url: 'mysql://***@db:3306/x',
    });
    for (const leak of ['91234567', '7700900', 'hunter2', 'abc']) expect(line).not.toContain(leak);
  });

  it('is done at once with a word of a megabyte, and cuts it', () => {
    const long = `mysql://root:hunter2@db/${'x'.repeat(3_960)} http://me:hunter2@host ${'x'.repeat(1_000_000)}`;
    const [line = ''] = logged((log) => log.info('x', { word: 'x'.repeat(1_000_000), long }));
    expect(line.length).toBeLessThan(9_000);
    expect(line).not.toContain('hunter2');
  });

  it('keeps ids, times and addresses of servers readable', () => {
    const [line = ''] = logged((log) =>
      log.info('x', { id: 20261125123456, at2: '2026-11-23T07:00:00+01:00', host: 'http://127.0.0.1:9464' }),
    );
    expect(JSON.parse(line)).toMatchObject({
      id: 20261125123456,
      at2: '2026-11-23T07:00:00+01:00',
      host: 'http://127.0.0.1:9464',
    });
  });

  it('gives code and first line of an error, no stack', () => {
    const [line = ''] = logged((log) =>
      log.error('tick-failed', new Failure('mysql-unreachable', 'gone\nmore')),
    );
    expect(JSON.parse(line)).toMatchObject({ level: 'error', code: 'mysql-unreachable', message: 'gone' });
    expect(line).not.toContain('log.test.ts');
  });
});
