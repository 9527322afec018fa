import 'reflect-metadata';
import { runAsProcess } from './commands/command.js';
import { seed } from './commands/seed.js';

await runAsProcess(seed);
