import { cliProblem, fail, succeed, type CliProblem, type Failed, type Result } from '../../failure.js'
import type { Program, World } from '../../world.js'
import { gitEnvironment, gitSettings, type GitProtocol } from './git-environment.js'

/** One git process. */
export interface GitRun extends Pick<Program, 'folder' | 'input' | 'timeoutMs' | 'onOutput' | 'mayGoOn'> {
  /** The command and its words; what a person wrote stands behind `--`. */
  readonly words: readonly [string, ...string[]]
  /** The bare repository that it works in. */
  readonly repository: string
  readonly protocol: GitProtocol
  /** Default: 1 MiB. */
  readonly maxOutputBytes?: number
  /** Of the source, for problems. */
  readonly source: string
}

const mebibyte = 1024 * 1024

/**
 * Runs git, apart from the person's configuration, hooks, helpers and prompts.
 *
 * @returns What it wrote; or `cli/git-missing`, `cli/source-unreachable`, `cli/source-damaged`, `cli/source-too-large`.
 */
export async function runGit(run: GitRun, world: World): Promise<Result<Uint8Array>> {
  const { words, repository, protocol, source, maxOutputBytes = mebibyte, ...rest } = run
  const ended = await world.spawn({
    words: ['git', ...gitSettings, ...words],
    env: gitEnvironment(repository, protocol, world),
    maxOutputBytes,
    ...rest,
  })
  if (ended.kind === 'not-started') {
    return fail(cliProblem('cli/git-missing', `expected the program git: ${ended.fault}`, { source }))
  }
  if (ended.kind === 'ended') {
    return ended.status === 0 ? succeed(ended.output) : fail(gitProblem(ended.talk, source))
  }
  switch (ended.why) {
    case 'timeout': {
      const what = `expected an end within ${String(run.timeoutMs / 1000)} seconds`
      return unreachable(what, source, 'check the source and the network, or give more time with --timeout')
    }
    case 'output-too-large':
    case 'stopped':
      return fail(
        cliProblem('cli/source-too-large', 'git was stopped: the source holds too much', { source }),
      )
    case 'signal':
      return unreachable('git was ended by a signal', source)
  }
}

function unreachable(what: string, source: string, mend?: string): Failed {
  return fail(cliProblem('cli/source-unreachable', what, { source }, mend))
}

const mends: readonly (readonly [RegExp, string])[] = [
  [/Host key verification failed/, 'connect once by hand with ssh and compare the key of the host'],
  [/Permission denied \(/, 'give ssh a key that the host knows: ssh-add KEY'],
  [
    /could not read Username|Authentication failed|HTTP 40[13]|error: 40[13]/,
    'read a private repository over ssh, or put the access into ~/.netrc',
  ],
  [/Could not resolve host/, 'check the name of the host and the network'],
  [/does not exist|not appear to be a git repository|not found/, 'check the path of the repository'],
  [/dubious ownership/, 'have its owner make a bundle: git bundle create peer.bundle main'],
  [/prerequisite commits/, 'fetch a bundle that holds the whole history: git bundle create peer.bundle main'],
  [/does not support shallow/, 'serve the repository over git’s own protocol, or carry a bundle'],
]

/** What git says when it fails, told from the lines that are its own: what a host says stands behind `remote:`. */
function gitProblem(talk: string, source: string): CliProblem {
  const own = talk.split('\n').filter((line) => /^(?:fatal|error|ssh|warning): |^[A-Z]/.test(line))
  const told = own.find((line) => line.startsWith('fatal: ')) ?? own.at(-1) ?? 'git failed'
  const what = told.replace(/^[a-z]+: /, '').slice(0, 300)
  if (
    /fsck error|error in tree|error in commit|bad object|invalid index-pack|pack is corrupted|inflate|did not receive expected object/.test(
      talk,
    )
  ) {
    const reason = own.find((line) => /^error: object|^error in/.test(line)) ?? told
    return cliProblem('cli/source-damaged', reason.slice(0, 300), { source })
  }
  if (
    /No space left|Disk quota|Read-only file system|[Cc]ould not write|unable to (?:write|create)/.test(talk)
  )
    return cliProblem('cli/file-not-written', what, { source })
  if (/over limit|promisor remote/.test(talk)) return cliProblem('cli/source-too-large', what, { source })
  const mend = mends.find(([sign]) => sign.test(talk))?.[1]
  return cliProblem('cli/source-unreachable', what, { source }, mend)
}
