/** The steps of verification, in their order. @spec seal#verification */
export type StepName = 'head' | 'names' | 'identity' | 'signatures' | 'freshness' | 'digest' | 'content'

/** One step that was passed, for people who want to see how a verdict came about. */
export interface VerificationStep {
  readonly name: StepName
  readonly what: string
}

export type Trace = (step: VerificationStep) => void
