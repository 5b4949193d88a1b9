import type { World } from '../../world.js'

/** What git may speak while it runs; `none` for what needs no other place. */
export type GitProtocol = 'https' | 'ssh' | 'file' | 'none'

/** Where git finds programs, keys, proxies and certificates. Everything else of the environment stays outside. */
const passed = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'SSH_AUTH_SOCK',
  'GIT_SSH_COMMAND',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  // Windows cannot start programs without these.
  'SystemRoot',
  'PATHEXT',
  'USERPROFILE',
]

const ssh = [
  'ssh',
  '-oBatchMode=yes',
  '-oConnectTimeout=30',
  '-oServerAliveInterval=15',
  '-oServerAliveCountMax=3',
  '-oControlMaster=no',
  '-oClearAllForwardings=yes',
  '-oForwardAgent=no',
  '-oPermitLocalCommand=no',
].join(' ')

/**
 * The environment of every git process: no configuration but ours, nobody to ask, one protocol, bounded allocations,
 * messages in English.
 *
 * @param repository - The bare repository that git works in; it looks for no other.
 */
export function gitEnvironment(
  repository: string,
  protocol: GitProtocol,
  world: World,
): Readonly<Record<string, string>> {
  const own: Record<string, string> = {}
  for (const name of passed) {
    const value = world.env[name]
    if (value !== undefined) own[name] = value
  }
  return {
    GIT_SSH_COMMAND: ssh,
    GIT_SSH_VARIANT: 'ssh',
    ...own,
    LC_ALL: 'C',
    GIT_DIR: repository,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_ALLOW_PROTOCOL: protocol,
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    // A delta says how large it becomes, and git believes it: this is what it may ask for at once.
    GIT_ALLOC_LIMIT: '1g',
  }
}

/** Settings of every git process, before its command. */
export const gitSettings: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.bigFileThreshold=64m',
  'credential.helper=',
  'protocol.allow=never',
  'protocol.version=2',
  'http.followRedirects=initial',
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=30',
  'transfer.fsckObjects=true',
  'fetch.fsckObjects=true',
  'fetch.unpackLimit=1',
  'fetch.writeCommitGraph=false',
  'fetch.recurseSubmodules=false',
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'pack.threads=1',
].flatMap((setting) => ['-c', setting])
