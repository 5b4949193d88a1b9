import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'es2023',
  dts: true,
  clean: true,
  // The validators import nothing; should a schema ever need a helper of ajv, it is bundled, never required.
  noExternal: [/^ajv/, /^fast-/],
  // They are generated, and three times as long when laid out for reading; every command loads them.
  esbuildOptions: (options) => {
    options.minifyWhitespace = true
    options.minifySyntax = true
  },
})
