import { type ProcessEnd, ServerProcess } from '#server-process';

/** One instance of the server that can be killed, frozen and started again where it was. */
export class Instance {
  readonly #cwd: string;
  readonly #settings: Readonly<Record<string, string>>;
  #server: ServerProcess;
  #origin = '';
  #outputBefore = '';

  constructor(cwd: string, settings: Readonly<Record<string, string>>) {
    this.#cwd = cwd;
    this.#settings = settings;
    this.#server = new ServerProcess(cwd, settings);
  }

  /** Waits until it is there. */
  async start(): Promise<void> {
    this.#origin = await this.#server.ready();
  }

  /** Starts the program again after it has ended, on the same port. */
  async restart(): Promise<void> {
    this.#outputBefore = this.output;
    this.#server = new ServerProcess(this.#cwd, this.#settings);
    await this.start();
  }

  get origin(): string {
    return this.#origin;
  }

  /** Everything printed so far. */
  get output(): string {
    return this.#outputBefore + this.#server.output;
  }

  get ended(): Promise<ProcessEnd> {
    return this.#server.ended;
  }

  signal(name: NodeJS.Signals): void {
    this.#server.signal(name);
  }

  /** Ends it as an operator does; one that was frozen is woken up for it. */
  async end(): Promise<void> {
    this.#server.signal('SIGCONT');
    await this.#server.stop();
  }
}
