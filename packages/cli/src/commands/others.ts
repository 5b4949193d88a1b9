/**
 * Every command but `verify`, as one piece of the program. A piece for each would share so much, in so many
 * combinations, that the bundler makes dozens of files of it; loading those takes longer than one file that is too large.
 */
export * as check from './check.js'
export * as completion from './completion.js'
export * as explainFromLists from './explain-from-lists.js'
export * as fmt from './fmt.js'
export * as identityCreate from './identity-create.js'
export * as identityShow from './identity-show.js'
export * as init from './init.js'
export * as keygen from './keygen.js'
export * as merge from './merge.js'
export * as sign from './sign.js'
export * as trustAdd from './trust-add.js'
export * as trustInit from './trust-init.js'
export * as trustList from './trust-list.js'
export * as trustPin from './trust-pin.js'
export * as trustRemove from './trust-remove.js'
export * as trustWeigh from './trust-weigh.js'
