import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../test/support/eventually.js';
import { startDatabaseProxy } from './database-proxy.js';

// Goal: the wire breaks and slows down as it is told, and is otherwise a wire. Method: a server that counts.
describe('the wire to PostgreSQL', () => {
  it('keeps the order of bytes while its delay changes', async () => {
    const numbers = 300;
    const server = createServer((socket) => {
      const count = async (): Promise<void> => {
        for (let number = 0; number < numbers; number += 1) {
          socket.write(`${number} `);
          // Less than a millisecond: pieces of their own that fall due at almost the same time.
          const until = performance.now() + Math.random();
          await new Promise(setImmediate);
          while (performance.now() < until) await new Promise(setImmediate);
        }
      };
      void count();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const wire = await startDatabaseProxy(`postgres://127.0.0.1:${port}/`, 1);
    wire.delay(20);
    const client = connect(Number(new URL(wire.url).port), '127.0.0.1');
    let heard = '';
    client.on('data', (bytes) => (heard += bytes.toString()));
    for (let change = 0; change < 20; change += 1) {
      await pause(10);
      wire.delay(change % 2 === 0 ? 0 : 20);
    }
    await eventually(() => {
      expect(heard).toContain(` ${numbers - 1} `);
    });
    client.destroy();
    await wire.close();
    server.close();
    expect(heard.trim().split(' ').map(Number)).toEqual(Array.from({ length: numbers }, (_, number) => number));
  });
});
