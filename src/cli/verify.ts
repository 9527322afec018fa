import { runAsProcess } from './commands/command.js';
import { verify } from './commands/verify.js';

await runAsProcess(verify);
