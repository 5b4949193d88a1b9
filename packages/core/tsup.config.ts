import { defineConfig } from 'tsup'

const shared = { format: ['esm', 'cjs'] as const, target: 'es2023', clean: false }

export default defineConfig([
  {
    ...shared,
    format: ['esm', 'cjs'],
    entry: { index: 'src/index.ts' },
    platform: 'neutral',
    dts: true,
    // The one door to the machine stays a door: package.json "imports" opens it on the reader's platform.
    external: ['#platform'],
  },
  { ...shared, format: ['esm', 'cjs'], entry: { 'platform/node': 'src/platform/node.ts' }, platform: 'node' },
  {
    ...shared,
    format: ['esm', 'cjs'],
    entry: { 'platform/portable': 'src/platform/portable.ts' },
    platform: 'neutral',
  },
])
