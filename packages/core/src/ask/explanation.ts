import type {
  EffectiveProfile,
  PolicyKeptDenialInput,
  PolicyListInput,
  PolicyOverrideInput,
  PolicyRepositoryInput,
  PolicySegment,
} from '@trustlist/schema'
import type { ListEntry } from '../list/entry.js'
import type { Pattern } from '../purl/pattern.js'
import type { Day, Instant } from '../text/instant.js'
import type { DecisionCause, Query } from './decide.js'
import type { Remedy } from './remedies.js'
import type { Taken } from './take-entries.js'

type Decided = PolicySegment['decision']

/** One thing that bears on an answer. Texts in it are publisher-controlled. */
export type Reason =
  | {
      /** The rule that answers is not named like the package: a pattern, or the package with a qualifier that it lacks. */
      readonly kind: 'rule'
      readonly rule: Pattern
      readonly because: 'pattern' | 'qualifier' | 'wider'
    }
  /** No rule covers the package. */
  | { readonly kind: 'unlisted' }
  | Word
  | {
      readonly kind: 'repository'
      readonly input: PolicyRepositoryInput
      /** What it adds; absent where only the policy is known. */
      readonly points?: number
    }
  /** The operator's own decision, which goes before everything else. */
  | { readonly kind: 'override'; readonly input: PolicyOverrideInput }
  | {
      /** What speaks for it, added up. */
      readonly kind: 'support'
      readonly points: number
      readonly voices: number
      readonly reviewed: number
      readonly isEnough: boolean
      /** Where the profile requires criteria: each with its own sum, and whose word passes it where that is known. */
      readonly criteria: readonly {
        readonly criterion: string
        readonly points?: number
        readonly voices?: number
        readonly reviewed?: number
        readonly passedBy?: readonly string[]
      }[]
    }
  | {
      /** What speaks against it, added up. */
      readonly kind: 'opposition'
      readonly points: number
      readonly isEnough: boolean
      /** One of those who oppose is enough by itself. */
      readonly isVeto: boolean
    }
  /** What was decided of this one file. */
  | { readonly kind: 'file'; readonly sha256: string }
  /** It would be allowed, but what it rested on ended with this day. */
  | { readonly kind: 'lapsed'; readonly until: Day }
  /** It would be allowed, but the policy is not in force. */
  | {
      readonly kind: 'not-in-force'
      readonly issued: Instant
      readonly expires: Instant
      readonly at: Instant
    }
  /** It would be allowed, but it is new and waits for the operator to accept it. */
  | { readonly kind: 'held' }
  /** It would be allowed, but nobody names the pre-release. */
  | { readonly kind: 'pre-release' }
  /** The ecosystem does not accept the version, so the most severe answer of all versions holds. */
  | { readonly kind: 'version-unreadable'; readonly version: string }

/** What one publisher says, in one list or by a denial that was kept. */
export interface Word {
  readonly kind: 'word'
  readonly side: 'for' | 'against' | 'neither'
  readonly input: PolicyListInput | PolicyKeptDenialInput
  /** The entry itself, where the list is at hand. */
  readonly entry?: ListEntry
  /** What became of it, where the list is at hand. */
  readonly taken?: Taken
  /** Of the criteria that the profile requires. */
  readonly passes?: readonly string[]
  readonly fails?: readonly string[]
}

/** One segment of the version line. */
export interface LinePart {
  readonly versions: string
  readonly decision: Decided
  readonly support: number
  readonly voices: number
  readonly opposition: number
  readonly asOf?: Day
  readonly until?: Day
  /** The files of these versions that are decided by themselves, by their digests. */
  readonly files?: readonly { readonly sha256: string; readonly decision: Decided }[]
  /** Whether it is the one that answered. */
  readonly isAsked: boolean
}

/** Something that would change the answer. */
export type WouldChange =
  | {
      /** What is missing to an allow. */
      readonly kind: 'missing'
      readonly points: number
      readonly voices: number
      readonly reviewed: number
    }
  /** The operator accepts what is new, and it is allowed. */
  | { readonly kind: 'accepted' }
  /** These publishers publish these entries, and it is allowed. Tried by the merge's own sums. */
  | { readonly kind: 'remedy'; readonly remedies: readonly Remedy[] }
  /** A publisher that permits other versions would only have to extend that. */
  | { readonly kind: 'permits'; readonly publisher: string; readonly list: string; readonly versions: string }
  /** Another version is allowed. */
  | { readonly kind: 'version'; readonly versions: string; readonly direction: 'older' | 'newer' | 'other' }
  /** It is the file with this digest, which is allowed. */
  | { readonly kind: 'file'; readonly sha256: string }
  /** These publishers take back their denials, and it is decided so. */
  | { readonly kind: 'taken-back'; readonly publishers: readonly string[]; readonly decision: Decided }
  /** Any of these publishers denies it. */
  | { readonly kind: 'denial'; readonly publishers: readonly string[] }
  /** This publisher takes back its word, and it is decided so. */
  | { readonly kind: 'without'; readonly publisher: string; readonly decision: Decided }
  /** The override is gone, and the lists decide it so. */
  | { readonly kind: 'without-override'; readonly decision: Decided }
  /** After this day it is undecided unless somebody renews what it rests on. */
  | { readonly kind: 'ends'; readonly on: Day; readonly what: 'word' | 'override' }

/**
 * Why a policy answers as it does.
 *
 * @spec ask#explaining
 */
export interface Explanation {
  readonly query: Query
  readonly decision: Decided
  readonly cause: DecisionCause
  /** The package that was decided: as asked, or with the qualifier that gave the most severe answer. */
  readonly package: Pattern
  readonly rule?: Pattern
  /** The versions that are decided alike. */
  readonly versions?: string
  readonly until?: Day
  readonly support: number
  readonly voices: number
  readonly reviewed: number
  readonly opposition: number
  /** What an allow asks for. */
  readonly required: Pick<EffectiveProfile, 'allowAt' | 'denyAt' | 'minVoices' | 'minReviewed' | 'criteria'>
  /** Whether the lists behind the policy were at hand, or the policy alone. */
  readonly from: 'policy' | 'lists'
  readonly reasons: readonly Reason[]
  /** The segment before, the one that answered, and the one after; every segment where no version was asked. */
  readonly line: readonly LinePart[]
  readonly wouldChange: readonly WouldChange[]
}
