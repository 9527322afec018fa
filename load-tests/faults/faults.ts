import {
  backendKilled,
  connectionsCut,
  databaseKilled,
  databaseRestarted,
  silentNetwork,
  slowNetwork,
  smallPool,
} from '#faults/database-faults';
import { type Fault } from '#faults/fault';
import { apiFrozen, apiKilled, apiStopped } from '#faults/process-faults';

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
];
