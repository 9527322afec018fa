import { Injectable } from '@nestjs/common';

/** The bounds of the live view. A class, so that tests can meet them without thousands of sockets. */
@Injectable()
export class LiveLimits {
  /**
   * Streams open at once on this instance. Each keeps a socket (about 20 KB), and each change is written to every one of
   * its event: about 10 µs. More: a change takes the event loop away from the buyers for longer, and the 12,000 connections
   * of the server are all watchers. Fewer: pages of a big sale are told to come back.
   */
  readonly streamsMax = 5_000;

  /** Of one user, over all tabs and devices. Fewer: somebody who compares events is cut off. More: one account takes all. */
  readonly streamsPerUserMax = 20;

  /** From one IP address, signed in or not. Fewer: a whole hall behind one address goes without. More: ten hosts take all. */
  readonly streamsPerAddressMax = 500;

  /**
   * From the end of one poll to the next. Shorter: the database answers more often that nothing happened. Longer: a seat
   * looks free that is gone. Four times a second is what an eye takes for "at once" on a seat map.
   */
  readonly pollIntervalMs = 250;

  /** Proxies cut connections that are silent for a minute, some after thirty seconds; the HTML standard suggests 15. */
  readonly heartbeatMs = 15_000;

  /**
   * How long what was written may lie here unread before the stream is ended. At most one message of each kind lies here:
   * a reader that is behind is sent nothing. Shorter: a whole hall of 50,000 seats (3 MB) no longer gets through a phone
   * line of 1 Mbit/s. Longer: a reader that has gone keeps it in memory.
   */
  readonly stallMaxMs = 25_000;

  /**
   * Between two readings of an event's seats for those who are behind the others. Shorter: many who come back at once,
   * each from another version, cost a reading of the hall each. Longer: they wait.
   */
  readonly catchUpIntervalMs = 1_000;
}
