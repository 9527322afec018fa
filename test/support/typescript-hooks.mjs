// For files that run in plain Node rather than in Jest: Node takes the types off by itself, but does not look for
// `x.ts` behind an import of `x.js`. No decorators this way, so only files without any can be imported.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    try {
      return nextResolve(specifier, context);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND' || !specifier.endsWith('.js')) throw error;
      return nextResolve(specifier.replace(/\.js$/, '.ts'), context);
    }
  },
});
