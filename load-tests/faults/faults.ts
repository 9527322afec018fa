import { clocksApart, clockStepped } from '#faults/clock-faults';
import {
  backendKilled,
  connectionsCut,
  databaseKilled,
  databaseRestarted,
  silentNetwork,
  slowNetwork,
  smallPool,
} from '#faults/database-faults';
import { diskFull, everythingKilled } from '#faults/embedded-faults';
import { type Fault } from '#faults/fault';
import { fullQueue, manyConnections, starvedProcess } from '#faults/overload-faults';
import { apiFrozen, apiKilled, apiStopped } from '#faults/process-faults';
import { redisGone } from '#faults/redis-faults';

/** All faults there are, in the order in which they are tried. */
export const FAULTS: readonly Fault[] = [
  apiKilled,
  apiStopped,
  apiFrozen,
  databaseRestarted,
  databaseKilled,
  backendKilled,
  connectionsCut,
  slowNetwork,
  silentNetwork,
  smallPool,
  diskFull,
  redisGone,
  manyConnections,
  fullQueue,
  starvedProcess,
  clockStepped,
  clocksApart,
  everythingKilled,
];
