export { catalogue, type ProblemCode } from './problem/catalogue.js'
export { entryOf } from './problem/entry-of.js'
export {
  accept,
  Impossible,
  problem,
  refuse,
  type Accepted,
  type Outcome,
  type Place,
  type Problem,
  type Problems,
  type Refused,
  type Severity,
} from './problem/problem.js'
export { parseBase64, toBase64 } from './text/base64.js'
export { sha256, type Sha256 } from './text/digest.js'
export { parseHex, toHex } from './text/hex.js'
export {
  addDays,
  addSeconds,
  clockToleranceSeconds,
  dayOf,
  daysBetween,
  isDay,
  isInstant,
  type Day,
  type Instant,
} from './text/instant.js'
export { findInvisible, isInvisible, nameOfCodePoint } from './text/invisible.js'
export { decodeUtf8, encodeUtf8 } from './text/utf8.js'
export { toCanonicalText, type JsonValue } from './json/canonical.js'
export { findGateFault, findGateProblem, GateFault, maxDepth } from './json/gate.js'
export { locatePointer } from './json/locate.js'
export { placeOfOffset } from './json/place.js'
export {
  expectType,
  readHead,
  type DocumentHead,
  type DocumentSignature,
  type HeadOf,
} from './document/document-head.js'
export { toDocumentBytes, toDocumentText } from './document/layout.js'
export { maxEntries, maxFileBytes, maxHeadBytes, maxSignatures, maxSignedBytes } from './document/limits.js'
export { payloadTypeOf, toSignedBytes, type DocumentType } from './document/signed-bytes.js'
export { findSubject, parseSubject, type SubjectBytes } from './document/subject.js'
export { countSignatures, type SignatureCount } from './key/count-signatures.js'
export { findKeyFault, publicKeyOf, signWithSeed, verifySignature } from './key/ed25519.js'
export { compareIdentities, type IdentityChange, type IdentityContent } from './key/identity-changes.js'
export {
  followIdentities,
  maxRotations,
  type FollowedIdentity,
  type FollowOptions,
} from './key/identity-chain.js'
export { keyIdOf } from './key/key-id.js'
export { toKeyRoles, type KeyRole, type KeyRoles } from './key/key-role.js'
export { openIdentity, type PublisherIdentity } from './key/publisher-identity.js'
export { toDsseEnvelope, type DsseEnvelope } from './seal/dsse.js'
export {
  prepareDocument,
  reopenDocument,
  specVersion,
  toPreparedBytes,
  withSignatures,
  type HeadFields,
  type PreparedDocument,
  type SubjectOf,
} from './seal/prepare-document.js'
export { matchSubject, type WholeDocument } from './seal/match-subject.js'
export { addSignature, signDocument, type Signer } from './seal/sign-document.js'
export type { StepName, Trace, VerificationStep } from './seal/verification-step.js'
export {
  verifyDocument,
  verifyHead,
  verifySubject,
  type SealedType,
  type VerifiedDocument,
  type VerifiedHead,
  type VerifyOptions,
} from './seal/verify-document.js'
export { compileList, type CompiledList } from './list/compile-list.js'
export type { ListEntry, WrittenEntry } from './list/entry.js'
export type { ReadSubject } from './list/read-subject.js'
export {
  isUnsignedList,
  matchUnsigned,
  openUnsignedList,
  type UnsignedFile,
  type UnsignedList,
} from './list/unsigned-list.js'
export { readUntrustedList, type UntrustedList } from './list/untrusted-list.js'
export { isVerifiedList, openList, verifyList, type VerifiedList } from './list/verified-list.js'
export { acceptPublisher } from './lock/accept-publisher.js'
export type { AcceptRequest, Kept, OfferedState } from './lock/accept-request.js'
export type { AcceptVerdict, KeptDocument, ListChange } from './lock/accept-verdict.js'
export { acceptUnsigned, type AcceptedUnsigned, type AcceptUnsignedRequest } from './lock/accept-unsigned.js'
export { withoutAcknowledged } from './lock/acknowledged-denials.js'
export { findClockFault } from './lock/find-clock-fault.js'
export { toLockText } from './lock/lock-text.js'
export type {
  KeptDenial,
  Lock,
  LockFault,
  LockIdentity,
  LockList,
  LockPublisher,
  LockQuarantine,
} from './lock/lock.js'
export { findDisagreements, toObserved, type Disagreement, type Witness } from './lock/observed.js'
export { findPastState, type PastDocument, type PastRequest, type PastState } from './lock/past-state.js'
export { toHeldProblem } from './lock/quarantine.js'
export { parseLock, readLock } from './lock/read-lock.js'
export { reopenPublisher, type ReopenedPublisher, type ReopenRequest } from './lock/reopen-publisher.js'
export { updateLock, type LockChange } from './lock/update-lock.js'
export { buildPurl } from './purl/build-purl.js'
export { checkAllow } from './purl/check-allow.js'
export { checkPackage, isFolded, parsePattern } from './purl/check-package.js'
export { foldPackage, type PackageId } from './purl/fold-package.js'
export { identifyPackage, type IdentifiedPackage } from './purl/identify-package.js'
export { purlLimits } from './purl/limits.js'
export { parsePurl } from './purl/parse-purl.js'
export { PatternIndex, type PatternRow } from './purl/pattern-index.js'
export { covers, isPackageId, meetOf, rankOf, typeOfPattern, type Pattern } from './purl/pattern.js'
export { isSamePurl, toPurlText, type Purl, type PurlParts } from './purl/purl.js'
export {
  complementRange,
  intersectRanges,
  isSubrange,
  overlap,
  subtractRange,
  uniteAllRanges,
  uniteRanges,
} from './version/combine-ranges.js'
export { containsVersion, namesVersion, selectVersions } from './version/contains.js'
export { lintRange } from './version/lint-range.js'
export { nativeEcosystems, parseNativeRange, type NativeRange } from './version/native/parse-native-range.js'
export { maxRangeLength, parseCanonicalRange, parseRange } from './version/parse-range.js'
export { toRangeText } from './version/range-text.js'
export {
  everyVersion,
  isEmptyRange,
  isEveryVersion,
  isSameRange,
  noVersion,
  oneVersion,
  type VersionRange,
} from './version/range.js'
export { findScheme, knownTypes, schemeOf } from './version/registry.js'
export { VersionFault, type VersionScheme } from './version/scheme.js'
export {
  betterSpelt,
  compareVersions,
  isPreRelease,
  maxVersionLength,
  parseVersion,
  type Version,
} from './version/version.js'
export {
  formatNames,
  formatsInYaml,
  formatsOfNames,
  formatTitles,
  isFormatName,
  type FormatName,
} from './inventory/formats.js'
export type { ControlParagraph } from './inventory/control-file.js'
export { maxInventoryBytes } from './inventory/inventory-text.js'
export type {
  Inventory,
  InventoryDigest,
  InventoryInclude,
  InventoryOther,
  InventoryPackage,
  UnreadableItem,
} from './inventory/inventory.js'
export { findYamlTokenFault, type YamlTokenFault } from './inventory/find-yaml-token-fault.js'
export { parseYamlText } from './inventory/parse-yaml.js'
export type { YamlParser, YamlText } from './inventory/structured-text.js'
export { joinInventories } from './inventory/join-inventories.js'
export { readControlFile } from './inventory/read-control-file.js'
export { readInventory, type InventoryOptions } from './inventory/read-inventory.js'
export { recogniseFormat } from './inventory/recognise-format.js'
export { settleRegistries, type OwnRegistries, type SettledInventory } from './inventory/settle-registries.js'
export type { DroppedEntry, DropReason } from './merge/dropped-entry.js'
export { openHearing, type Hearing } from './merge/hearing.js'
export { mergeLists, type MergeResult } from './merge/merge-lists.js'
export { openPolicy, openPolicyPart, type OpenPolicyOptions } from './merge/open-policy.js'
export type { AskedPolicy, PolicyPart } from './merge/policy-part.js'
export { judgePolicyAt, preparePolicy, type Policy } from './merge/policy.js'
export type { PublisherState } from './merge/publisher-state.js'
export { readTrust } from './merge/read-trust.js'
export { toWeights, type Trust, type TrustPublisher, type Weights } from './merge/trust.js'
export { decide, type Decision, type DecisionCause, type Query } from './ask/decide.js'
export { explain } from './ask/explain.js'
export type { Explanation, LinePart, Reason, Word, WouldChange } from './ask/explanation.js'
export { packagesNamed, packagesNamedIn } from './ask/find-named.js'
export type { Lacking } from './ask/find-lacking.js'
export type { Remedy, RemedyKind } from './ask/remedies.js'
export { suggest, type Settled, type Suggestion, type Suggestions } from './ask/suggest.js'
export { summarise, type Conflict, type Summary, type UndecidedBecause } from './ask/summarise.js'
export type { Taken } from './ask/take-entries.js'
export { holdWidening } from './ask/hold-widening.js'
export { findLoss, type Loss } from './ask/find-loss.js'
export { compare, type InputChange, type PolicyComparison } from './ask/compare.js'
export {
  compareDanger,
  isWidening,
  type ChangeCause,
  type DecisionChange,
  type Standing,
} from './ask/decision-change.js'
export { importInventories, type ImportedList, type ImportSource } from './import/import-inventories.js'
export type { ImportOptions } from './import/import-options.js'
export type { FoldedPackage, ImportReport, Spelling } from './import/import-report.js'
export {
  planUpdate,
  type DraftEdit,
  type KeptDecision,
  type UpdateOptions,
  type UpdatePlan,
} from './import/plan-update.js'
export { toStartedFrom, type StartedFrom } from './import/started-from.js'
export {
  checkInventory,
  type CheckedPackage,
  type CheckOptions,
  type CheckStatus,
  type InventoryCheck,
  type MissingPackage,
} from './ask/check-inventory.js'
export type { NearestPermitted, NearestVersion } from './ask/nearest-permitted.js'
