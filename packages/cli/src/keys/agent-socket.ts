import { connect } from 'node:net'
import { cliProblem, fail, succeed, type Failed, type Result } from '../failure.js'
import { toUint32 } from './ssh-wire.js'

/** ssh-agent's own limit for one message (openssh-portable, MAX_AGENT_REPLY_LEN). */
const maxAnswerBytes = 256 * 1024

/** Where the agent is, and how long to wait for it. */
export interface AgentAddress {
  /** `SSH_AUTH_SOCK` of the user's environment. */
  readonly socket: string | undefined
  /** For the list of its keys; it answers at once or hangs. Default 10,000. */
  readonly listTimeoutMs?: number
  /** For a signature: the user may have to confirm it. Default 120,000. */
  readonly signTimeoutMs?: number
}

function unreachable(what: string, socket: string): Failed {
  return fail(cliProblem('cli/agent-unreachable', what, { source: socket }))
}

/** How many bytes the whole answer has, once its first four are there. */
function answerBytes(received: Buffer): number | undefined {
  return received.length < 4 ? undefined : received.readUInt32BE()
}

/**
 * Sends one message over a connection of its own and takes one answer.
 *
 * @param request - Type byte and contents, without the length.
 * @returns Type byte and contents of the answer, or `cli/agent-unreachable`, `cli/agent-answer-broken`.
 */
export function askAgent(socket: string, request: Uint8Array, timeoutMs: number): Promise<Result<Buffer>> {
  return new Promise((resolve) => {
    const connection = connect(socket)
    let received: Buffer = Buffer.alloc(0)
    const broken = (what: string) => fail(cliProblem('cli/agent-answer-broken', what, { source: socket }))
    const settle = (result: Result<Buffer>): void => {
      clearTimeout(timer)
      connection.destroy()
      resolve(result)
    }
    const timer = setTimeout(() => {
      settle(
        unreachable(`expected an answer of the ssh-agent within ${timeoutMs / 1000} s, found none`, socket),
      )
    }, timeoutMs)
    connection.on('error', (error: NodeJS.ErrnoException) => {
      settle(
        unreachable(`expected an ssh-agent at SSH_AUTH_SOCK, found ${error.code ?? error.message}`, socket),
      )
    })
    connection.on('close', () => {
      settle(
        broken(
          `expected an answer of the ssh-agent, found the end of the connection after ${received.length} bytes`,
        ),
      )
    })
    connection.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      const length = answerBytes(received)
      if (length === undefined) return
      if (length < 1 || length > maxAnswerBytes) {
        settle(
          broken(`expected an answer of 1 to ${maxAnswerBytes} bytes, found one that announces ${length}`),
        )
      } else if (received.length > 4 + length) {
        settle(broken('expected one answer, found bytes after it'))
      } else if (received.length === 4 + length) {
        settle(succeed(received.subarray(4)))
      }
    })
    connection.write(Buffer.concat([toUint32(request.length), request]))
  })
}
