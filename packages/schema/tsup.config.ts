import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'es2023',
  dts: true,
  clean: true,
  // The compiled validators name ajv's run-time helpers: bundled here, so that nothing needs ajv at run time.
  noExternal: [/^ajv/, /^fast-/],
})
