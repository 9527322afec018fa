import { describe, expect, it } from '@jest/globals';
import { createLogger, PinoLoggerService } from './logging.js';

describe('the log', () => {
  const capture = (): { lines: Record<string, unknown>[]; logger: PinoLoggerService } => {
    const lines: Record<string, unknown>[] = [];
    const write = (line: string): void => {
      lines.push(JSON.parse(line) as Record<string, unknown>);
    };
    return { lines, logger: new PinoLoggerService(createLogger('debug', { write })) };
  };

  it('takes what Nest passes: text, facts with a text, errors with a stack', () => {
    const { lines, logger } = capture();
    logger.log('started', 'Main');
    logger.warn({ requestId: '1' }, 'a slow answer', 'Http');
    logger.error(new Error('boom'), 'stack', 'Main');
    logger.log('Mapped {/x, GET} route', 'RouterExplorer');
    expect(lines).toMatchObject([
      { level: 30, msg: 'started', context: 'Main' },
      { level: 40, msg: 'a slow answer', context: 'Http', requestId: '1' },
      { level: 50, msg: 'boom', context: 'Main', err: { stack: expect.stringContaining('boom') } },
      { level: 20, context: 'RouterExplorer' },
    ]);
  });

  it('never holds a secret, wherever somebody puts one', () => {
    const { lines, logger } = capture();
    const secrets = {
      password: 's3cret',
      authorization: 's3cret',
      refreshToken: 's3cret',
      'idempotency-key': 's3cret',
    };
    logger.log({ ...secrets, body: secrets, request: { headers: secrets } }, 'careless');
    expect(JSON.stringify(lines)).not.toContain('s3cret');
    expect(JSON.stringify(lines)).toContain('[secret]');
  });
});
