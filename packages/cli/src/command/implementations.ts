import type { Implementation } from './command.js'
import type { CommandName, commands } from './table.js'

/** Each command's code, loaded only when it runs: starting must cost what one command costs. */
export const implementations: {
  readonly [Name in CommandName]: () => Promise<Implementation<(typeof commands)[Name]>>
} = {
  init: () => import('../commands/init.js'),
  keygen: () => import('../commands/keygen.js'),
  'identity create': () => import('../commands/identity-create.js'),
  'identity show': () => import('../commands/identity-show.js'),
  sign: () => import('../commands/sign.js'),
  verify: () => import('../commands/verify.js'),
  fmt: () => import('../commands/fmt.js'),
  merge: () => import('../commands/merge.js'),
  check: () => import('../commands/check.js'),
  completion: () => import('../commands/completion.js'),
}
