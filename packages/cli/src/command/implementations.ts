import * as verify from '../commands/verify.js'
import type { Implementation } from './command.js'
import type { CommandName, commands } from './table.js'

const others = () => import('../commands/others.js')

/**
 * Each command's code. `verify` comes with the program itself, since it must start fastest: it runs in hooks and for each
 * file of a repository. `explain` is a piece of its own, since it is asked again and again. The others are loaded when one of
 * them runs.
 */
export const implementations: {
  readonly [Name in CommandName]: () => Promise<Implementation<(typeof commands)[Name]>>
} = {
  init: async () => (await others()).init,
  keygen: async () => (await others()).keygen,
  'identity create': async () => (await others()).identityCreate,
  'identity show': async () => (await others()).identityShow,
  import: async () => (await others()).importList,
  'identity rotate': async () => (await others()).identityRotate,
  'identity add-key': async () => (await others()).identityAddKey,
  'identity remove-key': async () => (await others()).identityRemoveKey,
  'identity raise-epoch': async () => (await others()).identityRaiseEpoch,
  'identity renew': async () => (await others()).identityRenew,
  sign: async () => (await others()).sign,
  verify: () => Promise.resolve(verify),
  fmt: async () => (await others()).fmt,
  'trust init': async () => (await others()).trustInit,
  'trust add': async () => (await others()).trustAdd,
  'trust list': async () => (await others()).trustList,
  'trust weigh': async () => (await others()).trustWeigh,
  'trust pin': async () => (await others()).trustPin,
  'trust remove': async () => (await others()).trustRemove,
  sync: async () => (await others()).sync,
  merge: async () => (await others()).merge,
  update: async () => (await others()).update,
  suggest: async () => (await others()).suggest,
  check: async () => (await others()).check,
  explain: () => import('../commands/explain.js'),
  completion: async () => (await others()).completion,
}

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(implementations, name)
}
