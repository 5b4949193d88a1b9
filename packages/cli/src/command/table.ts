import type { Command } from './command.js'
import { checkCommand } from './table/check.js'
import { completionCommand } from './table/completion.js'
import { explainCommand } from './table/explain.js'
import { fmtCommand } from './table/fmt.js'
import { identityAddKeyCommand } from './table/identity-add-key.js'
import { identityCreateCommand } from './table/identity-create.js'
import { identityRaiseEpochCommand } from './table/identity-raise-epoch.js'
import { identityRemoveKeyCommand } from './table/identity-remove-key.js'
import { identityRenewCommand } from './table/identity-renew.js'
import { identityRotateCommand } from './table/identity-rotate.js'
import { identityShowCommand } from './table/identity-show.js'
import { importCommand } from './table/import.js'
import { initCommand } from './table/init.js'
import { keygenCommand } from './table/keygen.js'
import { mergeCommand } from './table/merge.js'
import { signCommand } from './table/sign.js'
import { trustAddCommand } from './table/trust-add.js'
import { trustInitCommand } from './table/trust-init.js'
import { trustListCommand } from './table/trust-list.js'
import { trustPinCommand } from './table/trust-pin.js'
import { trustRemoveCommand } from './table/trust-remove.js'
import { trustWeighCommand } from './table/trust-weigh.js'
import { suggestCommand } from './table/suggest.js'
import { syncCommand } from './table/sync.js'
import { updateCommand } from './table/update.js'
import { verifyCommand } from './table/verify.js'

/** Every command, in the order of the help. The one table that parsing, help and completion are made from. */
export const commands = {
  init: initCommand,
  keygen: keygenCommand,
  'identity create': identityCreateCommand,
  'identity show': identityShowCommand,
  'identity rotate': identityRotateCommand,
  'identity add-key': identityAddKeyCommand,
  'identity remove-key': identityRemoveKeyCommand,
  'identity raise-epoch': identityRaiseEpochCommand,
  'identity renew': identityRenewCommand,
  import: importCommand,
  sign: signCommand,
  verify: verifyCommand,
  fmt: fmtCommand,
  'trust init': trustInitCommand,
  'trust add': trustAddCommand,
  'trust list': trustListCommand,
  'trust weigh': trustWeighCommand,
  'trust pin': trustPinCommand,
  'trust remove': trustRemoveCommand,
  sync: syncCommand,
  merge: mergeCommand,
  update: updateCommand,
  check: checkCommand,
  explain: explainCommand,
  suggest: suggestCommand,
  completion: completionCommand,
} as const satisfies Readonly<Record<string, Command>>

export type CommandName = keyof typeof commands

export const commandNames = Object.keys(commands) as readonly CommandName[]
