import js from '@eslint/js'
import tseslint from 'typescript-eslint'

/** What the compiler does not see of core's purity. */
const impure = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'core has no clock: take the instant as an argument',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'core has no clock: take the instant as an argument',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'core has no clock: take the instant as an argument',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'core has no randomness',
  },
  {
    selector: 'MemberExpression[computed=true][object.name=/^(Date|Math)$/]',
    message: 'core has no clock and no randomness, however they are spelled',
  },
  {
    selector: 'VariableDeclarator > Identifier.init[name=/^(Date|Math)$/]',
    message: 'core has no clock and no randomness, under no name',
  },
  {
    selector: "MemberExpression[property.name='localeCompare']",
    message: 'locale order differs between machines: compare by code unit',
  },
  {
    selector: 'MemberExpression[property.name=/^toLocale/]',
    message: 'locale output differs between machines',
  },
  { selector: "Identifier[name='Intl']", message: 'locale output differs between machines' },
]

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/generated/**',
      '**/node_modules/**',
      'docs/api/**',
      '.cache/**',
      'spec/conformance/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['packages/*/tsconfig.json', 'packages/core/tsconfig.platform.json', 'tsconfig.tests.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: false } }],
      // Refusing control characters means naming them.
      'no-control-regex': 'off',
    },
  },
  {
    files: ['packages/core/src/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...impure],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['node:*', 'fs', 'crypto', 'path'], message: 'core is pure: #platform is the one door' },
          ],
        },
      ],
    },
  },
  { files: ['packages/core/src/platform/node.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['**/test/**/*.ts', 'interop/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // These tests run on what would be published too, and an object of the source is no object of the package.
    files: ['packages/core/test/**/*.test.ts', 'packages/core/test/vectors/operations/*.ts'],
    ignores: ['**/*.internal.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/src/**'],
              allowTypeImports: true,
              message: 'import from @trustlist/core, or name the test *.internal.test.ts',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        performance: 'readonly',
        TextEncoder: 'readonly',
        TextDecoder: 'readonly',
        structuredClone: 'readonly',
      },
    },
  },
)
