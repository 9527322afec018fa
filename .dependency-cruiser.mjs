// Who may import whom: the arrows of docs and design as rules. Run by `npm run check`.

const PURE =
  '^src/inventory/(inventory|snapshot|decision|decide|draft|hall|hall-draft|rules|refusal|references|waitlist-order|seat-[a-z]+|seating-plan|[a-z-]*commands)\\.ts$';
const PRODUCT = '^src/(auth|users|events|bookings|waitlists|ledger|live|health)/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one idea in two places.',
      severity: 'error',
      from: {},
      // A circle of types alone is gone once compiled.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-core',
      comment: 'What decides about seats knows plain values only: no framework, no database, no clock, no disk.',
      severity: 'error',
      from: { path: PURE },
      to: {
        path: '^(node_modules/(@nestjs|typeorm|pg|rxjs|fastify)|(node:)?(fs|net|http|timers|child_process)|src/(http|config|database)/)',
      },
    },
    {
      name: 'inventory-knows-no-product',
      comment: 'Bookings, waitlists and events call the inventory; it calls none of them.',
      severity: 'error',
      from: { path: '^src/inventory/' },
      to: { path: PRODUCT },
    },
    {
      name: 'users-know-no-product',
      comment: 'auth uses users, never the other way round.',
      severity: 'error',
      from: { path: '^src/users/', pathNot: '\\.controller\\.ts$' },
      to: { path: '^src/(auth|events|bookings|waitlists|inventory)/' },
    },
    {
      name: 'foundations-know-no-product',
      comment: 'shared, config and database are used by all and use none.',
      severity: 'error',
      from: { path: '^src/(shared|config|database)/' },
      to: { path: '^src/(auth|users|events|inventory|bookings|waitlists|live|metrics|health|http|cli|demo)/' },
    },
    {
      name: 'shared-stands-alone',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: '^src/', pathNot: '^src/shared/' },
    },
    {
      name: 'repositories-stay-at-home',
      comment: 'A module is used through its service; its tables are its own business.',
      severity: 'error',
      // A foreign key names the other table, so entities may know entities.
      from: { path: '^src/([^/]+)/', pathNot: ['^src/(cli|demo)/', '\\.entity\\.ts$'] },
      to: { path: '\\.(repository|entity)\\.ts$', pathNot: ['^src/$1/', '^src/database/'] },
    },
    {
      name: 'not-to-tests',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { path: ['^(test|load-tests)/', '\\.spec\\.ts$'] },
    },
    {
      name: 'pages-know-the-api-only',
      comment: 'What the pages know of the server is in web/src/api/schema.ts, made from its OpenAPI document.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(src|migrations|test|load-tests|scripts)/' },
    },
    {
      name: 'server-knows-no-pages',
      severity: 'error',
      from: { path: '^(src|migrations|load-tests)/' },
      to: { path: '^web/' },
    },
    {
      name: 'design-system-stands-alone',
      comment: 'Buttons know no events. They may know what a problem is, and the language.',
      severity: 'error',
      from: { path: '^web/src/(ui|i18n)/' },
      to: { path: '^web/src/', pathNot: '^web/src/(ui|i18n|api/(problem|schema|server-clock)|app/settings)' },
    },
    {
      name: 'not-to-development-packages',
      comment: 'What runs in production is a dependency.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
