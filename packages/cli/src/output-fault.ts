/** Standard output takes no more: a full disk behind a redirection, a closed descriptor. Ends the command with 4. */
export class OutputFault extends Error {
  override readonly name = 'OutputFault'
}
