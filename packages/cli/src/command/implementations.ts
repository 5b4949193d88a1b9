import type { Implementation } from './command.js'
import type { CommandName, commands } from './table.js'

/** Each command's code, loaded only when it runs: starting must cost what one command costs. */
export const implementations: {
  readonly [Name in CommandName]: () => Promise<Implementation<(typeof commands)[Name]>>
} = {
  completion: () => import('../commands/completion.js'),
}
