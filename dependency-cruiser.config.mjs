// The direction of the stream, checked: a layer imports only from its left.
const layers = [
  'problem',
  'text',
  'json',
  'purl',
  'version',
  'document',
  'key',
  'seal',
  'list',
  'lock',
  'inventory',
  'merge',
  'ask',
  'import',
  'export',
]

/** `purl` and `version` stand side by side for most; version may read purl, never the other way round. */
const leftward = layers.map((layer, index) => ({
  name: `core-${layer}-imports-leftward`,
  comment: `core/src/${layer} may import only from: platform, ${layers.slice(0, index).join(', ')}`,
  severity: 'error',
  from: { path: `^packages/core/src/${layer}/` },
  to: { path: `^packages/core/src/(${['index', ...layers.slice(index + 1)].join('|')})(/|\\.ts$)` },
}))

export default {
  forbidden: [
    ...leftward,
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-is-pure',
      comment: 'core has no disk, network, clock or environment; node: modules stand behind #platform alone',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: '^packages/core/src/platform/node\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'crypto-has-two-users',
      comment: 'only text/digest.ts and key/ed25519.ts may open the door to the platform',
      severity: 'error',
      from: {
        path: '^packages/core/src/',
        pathNot: '^packages/core/src/(text/digest|key/ed25519)\\.ts$|^packages/core/src/platform/',
      },
      to: { path: '^packages/core/src/platform/(node|portable|platform)\\.ts$' },
    },
    {
      name: 'core-dependencies',
      severity: 'error',
      comment: 'core may use the packages that architecture names, and no others',
      from: { path: '^packages/core/src/' },
      to: {
        path: 'node_modules/',
        pathNot: '/node_modules/(semver|smol-toml|tweetnacl|yaml|@noble/hashes|@types/semver)/',
      },
    },
    {
      name: 'schema-imports-nothing',
      severity: 'error',
      from: { path: '^packages/schema/src/' },
      to: { path: '^packages/(core|cli)/' },
    },
    {
      name: 'core-does-not-know-cli',
      severity: 'error',
      from: { path: '^packages/core/' },
      to: { path: '^packages/cli/' },
    },
    {
      name: 'cli-reads-the-public-face',
      severity: 'error',
      comment: 'cli imports core and schema by their names, never by a path into them',
      from: { path: '^packages/cli/src/' },
      to: { path: '^packages/(core|schema)/src/(?!index\\.ts$)' },
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|test|scripts)/|tsup\\.config\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
}
