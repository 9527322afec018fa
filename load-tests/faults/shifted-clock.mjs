// Preloaded into a server (node --import): its clock is wrong by the milliseconds in the file FAULT_CLOCK_FILE, which is
// read at the start and whenever SIGUSR2 says so, as if somebody had set the machine's clock. A tool for the faults; time
// that only runs (performance.now, timers) is right, as it is on such a machine.
import { readFileSync } from 'node:fs';

const RealDate = globalThis.Date;
let offsetMs = 0;
const now = () => RealDate.now() + offsetMs;

function read() {
  offsetMs = Number(readFileSync(process.env.FAULT_CLOCK_FILE, 'utf8'));
}

const ShiftedDate = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
RealDate.prototype.constructor = ShiftedDate;
globalThis.Date = ShiftedDate;

read();
process.on('SIGUSR2', read);
