/** Clocks of visitors are wrong by minutes now and then, and holds end by the server's. Below this it may be the wire. */
const TOLERATED_MS = 2000;

let offsetMs = 0;

/** Learns from the `Date` of an answer, which tells whole seconds. */
export function noteServerTime(date: string | null): void {
  const serverMs = date === null ? Number.NaN : Date.parse(date) + 500;
  if (Number.isNaN(serverMs)) return;
  const differenceMs = serverMs - Date.now();
  offsetMs = Math.abs(differenceMs) > TOLERATED_MS ? differenceMs : 0;
}

/** Now by the server's clock, in milliseconds since 1970; a second or two off at most. */
export const serverNowMs = (): number => Date.now() + offsetMs;
