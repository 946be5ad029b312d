import * as z from 'zod'
import { completenessView } from '../schema/completenessView.ts'
import { contract, contractFields } from '../schema/contract.ts'
import { productEntryFields, vendorEntryFields } from '../schema/entry.ts'
import { explorerManifest } from '../schema/explorer.ts'
import { asAt, chainCheck, happenings, versions } from '../schema/history.ts'
import { homeView } from '../schema/home.ts'
import { importLook, importPreview, importRows, importTaken, importUndone } from '../schema/import.ts'
import { areaInterestView, interested, interestFields, interestsView } from '../schema/interest.ts'
import { ratingsView, skillsView, vendorRatingsView } from '../schema/membersView.ts'
import { pair } from '../schema/merge.ts'
import { movesView, moveView } from '../schema/movesView.ts'
import { namesSaid } from '../schema/name.ts'
import { changesView, trendsView } from '../schema/pastView.ts'
import { peersView } from '../schema/peersView.ts'
import { changedRoles, invitation, listedPerson, peoplePage, person } from '../schema/person.ts'
import { conflict, newProduct, newVendor, proposal, typedBy } from '../schema/proposal.ts'
import { askedQuestion, linkView, questionFields, questionsView } from '../schema/question.ts'
import { rating, ratingFields } from '../schema/rating.ts'
import { recordKinds } from '../schema/record.ts'
import { skill } from '../schema/reference.ts'
import {
  alikeGroup,
  approved,
  approvedIn,
  openSubmission,
  queue,
  queueFilter,
  review,
} from '../schema/review.ts'
import { roundFields, roundLeft, roundsView, roundView } from '../schema/round.ts'
import { satisfactionView } from '../schema/satisfactionView.ts'
import { skillLevel, skillLevelFields } from '../schema/skillLevel.ts'
import { submission } from '../schema/submission.ts'
import { subscription } from '../schema/subscription.ts'
import {
  answerResults,
  openDataFile,
  openDataView,
  suggestionAnswers,
  suggestionsView,
} from '../schema/suggestion.ts'
import { system, systemFields } from '../schema/system.ts'
import { servedTable } from '../schema/table.ts'
import { entryView, mergePreview, mergesView, mergeTold, tidyView } from '../schema/tidyView.ts'
import {
  areaChoice,
  authorityView,
  buyTogetherView,
  contractsView,
  contractView,
  dataSets,
  figuresView,
  historyView,
  marketView,
  namedSystems,
  overviewView,
  productView,
  progress,
  referenceLists,
  renewalsView,
  searchView,
  serviceAreaView,
  systemsView,
  systemView,
  timelineView,
  vendorView,
  whoRunsWhatView,
} from '../schema/view.ts'
import { ofQuarter, past } from './asAt.ts'
import { from } from './audit.ts'
import { said } from './comments.ts'
import { health } from './health.ts'
import { asAtAsked, before, restoration } from './history.ts'
import { accepting, lookedAt, asked as rowsAsked } from './imports.ts'
import { whens } from './listReading.ts'
import { look } from './people.ts'
import { begun, patched, saved } from './proposals.ts'
import { answering, linkAsked } from './questions.ts'
import { confirmation } from './records.ts'
import { approval, approvals, returning } from './review.ts'
import { sending } from './sendSome.ts'
import { answersAfter, submissionsBefore } from './submissions.ts'
import { stopping } from './subscriptions.ts'

// What the API's document says of each route, a line a route, from the schemas the routes themselves read and answer
// by. A new route joins `described`; a test holds each to what its route really answers.

const count = z.number().int()
const record = z.union([system, contract])
const draftOrNone = z.union([proposal, z.null()])
const candidate = z.object({ id: z.string(), name: z.string(), score: z.number() })
const versioned = { version: count.optional() }
const kept = z.object({
  id: z.string(),
  outcome: z.enum(['saved', 'same', 'conflict']),
  version: count,
  record: z.union([rating, skillLevel]).optional(),
})
const refusedOne = z.object({ outcome: z.literal('refused'), problems: z.record(z.string(), z.string()) })
const about = z.object({ vendor: z.string(), product: z.string().optional() })
const ofSkill = z.object({ skill: z.string() })
const records = <T extends z.ZodType>(of: T) =>
  z.object({ records: z.array(of), proposals: z.array(proposal) })
const entry = <T extends z.ZodType>(of: T) =>
  z.object({
    record: z.union([of, z.null()]),
    proposal: draftOrNone,
    base: of.optional(),
    conflicts: z.array(conflict),
  })

/** What is answered, by the names the document gives it. */
export const shapes = {
  Problem: z.object({
    type: z.string(),
    title: z.string(),
    status: count,
    detail: z.string(),
    /** The request's id, to be quoted. */
    instance: z.string(),
    /** Messages by the field they are about. */
    fields: z.record(z.string(), z.string()).optional(),
  }),
  Health: health,
  Session: z.object({
    person: z.union([person, z.null()]),
    /** For whom they are here, in names. */
    actsFor: z.array(z.string()),
    dataSet: z.enum(dataSets),
    mayRemove: z.boolean(),
    /** From how many authorities the demonstration is gone, while it is being taken away. */
    removal: z.union([progress, z.null()]),
  }),
  System: system,
  Contract: contract,
  Rating: rating,
  SkillLevel: skillLevel,
  Proposal: proposal,
  /** A draft after an edit, with the fields a colleague changed meanwhile and what they say now. */
  EditedProposal: z.object({
    proposal: draftOrNone,
    record: z.union([record, z.null()]),
    clashes: z.array(z.object({ field: z.string(), theirs: z.unknown().optional(), by: typedBy.optional() })),
  }),
  Submission: submission,
  ReferenceLists: referenceLists,
  Places: referenceLists.pick({ authorities: true, serviceAreas: true }),
  Match: z.object({ match: z.union([candidate, z.null()]), candidates: z.array(candidate) }),
  AreaChoices: z.array(areaChoice),
  Search: searchView,
  Table: servedTable,
  Overview: overviewView,
  Figures: figuresView,
  Trends: trendsView,
  Changes: changesView,
  Timeline: timelineView,
  ContractsPage: contractsView,
  SystemsPage: systemsView,
  VendorPage: vendorView,
  ProductPage: productView,
  SystemPage: systemView,
  ContractPage: contractView,
  NamedSystems: namedSystems,
  History: historyView,
  RatingFigures: ratingsView,
  VendorRatings: vendorRatingsView,
  SkillFigures: skillsView,
  Completeness: completenessView,
  Peers: peersView,
  Satisfaction: satisfactionView,
  Moves: movesView,
  Move: moveView,
  Market: marketView,
  Renewals: renewalsView,
  BuyTogether: buyTogetherView,
  WhoRunsWhat: whoRunsWhatView,
  AuthorityPage: authorityView,
  ServiceAreaPage: serviceAreaView,
  CaughtUp: z.object({ caughtUp: z.boolean(), waitingFor: z.array(z.string()) }),
  ExplorerManifest: explorerManifest,
  Home: homeView,
  Interests: interestsView,
  Rounds: roundsView,
  Round: roundView,
  Tidy: tidyView,
  Merges: mergesView,
  Merge: mergeTold,
  MergePreview: mergePreview,
  Entry: entryView,
  Pair: pair,
  RoundsLeft: z.object({ rounds: z.array(roundLeft) }),
  Subscription: subscription,
  Questions: questionsView,
  Question: askedQuestion,
  LinkRead: linkView,
  AreaInterest: areaInterestView,
  Interested: interested,
  Register: z.object({
    records: z.array(
      z.looseObject({ kind: z.enum(recordKinds), id: z.string(), title: z.string(), state: z.string() }),
    ),
    newVendors: z.array(newVendor),
    newProducts: z.array(newProduct),
  }),
  Systems: records(system),
  Contracts: records(contract),
  SystemEntry: entry(system),
  ContractEntry: entry(contract),
  Confirmed: z.object({
    results: z.array(
      z.object({ recordId: z.string(), outcome: z.enum(['confirmed', 'moved on', 'missing']), ...versioned }),
    ),
  }),
  Ratings: z.object({
    ratings: z.array(rating),
    vendors: z.array(
      z.object({ id: z.string(), name: z.string(), contracts: count, systems: z.array(z.string()) }),
    ),
  }),
  RatingsKept: z.object({
    results: z.array(z.union([about.extend(kept.shape), about.extend(refusedOne.shape)])),
  }),
  Kept: kept,
  Skills: z.object({ levels: z.array(skillLevel), skills: z.array(skill.extend({ core: z.boolean() })) }),
  SkillsKept: z.object({
    results: z.array(z.union([ofSkill.extend(kept.shape), ofSkill.extend(refusedOne.shape)])),
  }),
  OpenSubmission: openSubmission,
  Submissions: z.object({ submissions: z.array(submission), before: z.string().optional() }),
  Queue: queue,
  Review: review,
  Alike: z.object({ groups: z.array(alikeGroup) }),
  Approved: z.object({ results: z.array(approved) }),
  ApprovedIn: z.object({ results: z.array(approvedIn) }),
  Versions: versions,
  AsAt: asAt,
  Happenings: happenings,
  ChainCheck: chainCheck,
  Returned: z.object({ recordId: z.string(), outcome: z.literal('returned') }),
  ImportPreview: importPreview,
  ImportLook: importLook,
  ImportUndone: importUndone,
  ImportRows: importRows,
  Accepted: importTaken.extend({ proposals: count }),
  Suggestions: suggestionsView,
  Answered: answerResults,
  OpenDataFile: openDataFile,
  OpenData: openDataView,
  People: peoplePage,
  Person: listedPerson,
  DataSet: z.object({ dataSet: z.enum(dataSets) }),
  SignedOut: z.object({ next: z.string() }),
} satisfies Record<string, z.ZodType>
export type ShapeName = keyof typeof shapes

/** What is sent, by the names the document gives it. A draft's values may be incomplete. */
export const bodies = {
  SystemFields: systemFields,
  ContractFields: contractFields,
  NewProposal: begun,
  WholeProposal: saved,
  ProposalEdits: patched,
  Confirmation: confirmation,
  Sending: sending,
  Approval: approval,
  Approvals: approvals,
  Comment: said,
  Restoration: restoration,
  Returning: returning,
  Accepting: accepting,
  SuggestionAnswers: suggestionAnswers,
  NamesSaid: namesSaid,
  RatingFields: ratingFields.and(z.object({ version: count.optional() })),
  RatingList: z.object({ ratings: z.array(ratingFields) }),
  SkillLevelFields: skillLevelFields.and(z.object({ version: count.optional() })),
  SkillLevelList: z.object({ levels: z.array(skillLevelFields) }),
  InterestFields: interestFields,
  RoundFields: roundFields,
  SubscriptionFields: subscription,
  Pair: pair,
  EntryFields: z.union([vendorEntryFields, productEntryFields]),
  QuestionFields: questionFields,
  LinkAsked: linkAsked,
  LinkAnswer: answering,
  Unsubscribing: stopping,
  Invitation: invitation,
  ChangedRoles: changedRoles,
} satisfies Record<string, z.ZodType>
export type BodyName = keyof typeof bodies

export type Who = 'anyone' | 'members' | 'officers' | 'editors' | 'editors and LOTI' | 'approvers' | 'admins'
export type Described = {
  says: string
  who: Who
  query?: z.ZodObject
  takes?: BodyName | 'file' | 'open data'
  /** A shape; or what it is where it is not JSON. */
  gives:
    | ShapeName
    | 'csv'
    | 'calendar'
    | 'spreadsheet'
    | 'file'
    | 'page'
    | 'redirect'
    | 'document'
    | 'nothing'
  /** The status when all is well; 200 where none is said. */
  status?: number
  /** What else may be answered when all is well. */
  also?: { status: number; says: string; gives: ShapeName }
}

const route = (
  who: Who,
  says: string,
  gives: Described['gives'],
  rest: Omit<Described, 'who' | 'says' | 'gives'> = {},
): Described => ({ who, says, gives, ...rest })

const named = z.object({ name: z.string().optional() })
const narrowed = z.object({
  area: z.string().optional(),
  vendor: z.string().optional(),
  product: z.string().optional(),
})
const onwards = narrowed.extend({ after: z.string().optional(), ...past.shape })
const counted = past.extend({ area: z.string().optional(), group: z.string().optional() })
const oneOfMine = 'editors and LOTI'

export const described: Record<string, Described> = {
  'GET /api/health': route('anyone', 'How far behind the summaries are, and the last recount', 'Health'),
  'GET /api/openapi.json': route('anyone', 'This document', 'document'),
  'GET /api/docs': route('anyone', 'This document, to be read', 'page'),

  'GET /api/v1/sign-in': route('anyone', 'Begin to sign in', 'redirect', {
    query: z.object({ to: z.string().optional() }),
    status: 302,
  }),
  'GET /api/v1/signed-in': route('anyone', 'Where the identity provider sends people back', 'redirect', {
    status: 302,
  }),
  'POST /api/v1/sign-out': route('anyone', 'Sign out', 'SignedOut'),
  'GET /api/v1/session': route('anyone', 'Who is signed in, and for whom', 'Session'),

  'GET /api/v1/reference': route('anyone', 'The lists records choose from', 'ReferenceLists'),
  'GET /api/v1/reference/places': route('anyone', 'Authorities and service areas', 'Places'),
  'GET /api/v1/reference/service-areas': route('anyone', 'Service areas by group', 'AreaChoices'),
  'GET /api/v1/match/authorities': route('anyone', 'The authority a name means', 'Match', { query: named }),
  'GET /api/v1/match/vendors': route('anyone', 'The vendor a name or company number means', 'Match', {
    query: named.extend({ companyNumber: z.string().optional() }),
  }),

  'GET /api/v1/views/overview/:scope': route('anyone', 'Key figures and findings', 'Overview', {
    query: past,
  }),
  'GET /api/v1/views/trends/:scope': route('anyone', 'Key figures at the end of each quarter', 'Trends', {
    query: past,
  }),
  'GET /api/v1/views/changes/:scope': route('anyone', 'What was approved in a quarter', 'Changes', {
    query: ofQuarter,
  }),
  'GET /api/v1/views/market/:scope': route('anyone', 'Vendors and their shares', 'Market', {
    query: counted,
  }),
  'GET /api/v1/views/renewals/:scope': route('anyone', 'Contracts by the day to decide by', 'Renewals', {
    query: narrowed.extend(past.shape),
  }),
  'GET /api/v1/views/figures/:scope': route('anyone', 'Key figures alone', 'Figures', { query: past }),
  'GET /api/v1/views/timeline/:scope': route('anyone', 'The decisions of the next 36 months', 'Timeline', {
    query: past,
  }),
  'GET /api/v1/views/contracts/:scope': route(
    'anyone',
    'Contracts by the day to decide by, a page at a time',
    'ContractsPage',
    {
      query: onwards.extend({ when: z.enum(whens).optional() }),
    },
  ),
  'GET /api/v1/views/systems/:scope': route('anyone', 'Systems, a page at a time', 'SystemsPage', {
    query: onwards,
  }),
  'GET /api/v1/views/buy-together/:scope/:area': route(
    'anyone',
    'When contracts of one service area could end together',
    'BuyTogether',
    { query: past },
  ),
  'GET /api/v1/views/vendor/:scope/:id': route('anyone', 'One vendor', 'VendorPage', { query: past }),
  'GET /api/v1/views/product/:scope/:id': route('anyone', 'One product', 'ProductPage', { query: past }),
  'GET /api/v1/views/system/:id': route('anyone', 'One system, as the public sees it', 'SystemPage', {
    query: past,
  }),
  'GET /api/v1/views/contract/:id': route('anyone', 'One contract, as the public sees it', 'ContractPage', {
    query: past,
  }),
  'GET /api/v1/views/named-systems': route('anyone', 'Systems by their ids', 'NamedSystems', {
    query: past.extend({ id: z.array(z.string()).optional() }),
  }),
  'GET /api/v1/views/history/:id': route(
    'anyone',
    'A record’s versions, as the public sees them, newest first',
    'History',
    {
      query: before,
    },
  ),
  'GET /api/v1/views/who-runs-what/:scope': route('anyone', 'Service areas by authority', 'WhoRunsWhat', {
    query: past,
  }),
  'GET /api/v1/views/authority/:id': route('anyone', 'One authority’s register', 'AuthorityPage', {
    query: past,
  }),
  'GET /api/v1/views/service-area/:scope/:area': route('anyone', 'One service area', 'ServiceAreaPage', {
    query: past,
  }),
  'GET /api/v1/views/caught-up': route('anyone', 'Whether the summaries show these changes yet', 'CaughtUp', {
    query: z.object({ record: z.array(z.string()).optional() }),
  }),
  'GET /api/v1/search': route('anyone', 'Anything by its name, misspellings forgiven', 'Search', {
    query: z.object({ q: z.string().optional() }),
  }),
  'GET /api/v1/tables/:table/:file{[^/]+[.](?:csv|json)}': route(
    'anyone',
    'A public table, named by its scope or thing: E12000007.json, or .csv',
    'Table',
  ),
  'GET /api/v1/calendars/authority/:file{[^/]+[.]ics}': route(
    'anyone',
    'An authority’s days to decide by, named by its code or its name in addresses: camden.ics',
    'calendar',
  ),
  'GET /api/v1/calendars/renewals/:file{[^/]+[.]ics}': route(
    'anyone',
    'Days to decide by of a service area or a vendor in a scope: E12000007.ics',
    'calendar',
    { query: narrowed.omit({ product: true }) },
  ),
  'GET /api/v1/explorer/:scope': route('anyone', 'The explorer’s files', 'ExplorerManifest', {
    query: past,
  }),
  'GET /api/v1/explorer/files/:name': route('anyone', 'One of the explorer’s files', 'file'),

  'GET /api/v1/authorities/:authority/home': route(oneOfMine, 'What is left to do', 'Home'),
  'GET /api/v1/authorities/:authority/register': route(oneOfMine, 'Everything held, in brief', 'Register'),
  'GET /api/v1/authorities/:authority/systems': route(oneOfMine, 'Systems, with drafts', 'Systems'),
  'GET /api/v1/authorities/:authority/systems/:id': route(oneOfMine, 'One system', 'SystemEntry'),
  'GET /api/v1/authorities/:authority/contracts': route(oneOfMine, 'Contracts, with drafts', 'Contracts'),
  'GET /api/v1/authorities/:authority/contracts/:id': route(oneOfMine, 'One contract', 'ContractEntry'),
  'POST /api/v1/authorities/:authority/confirmations': route(
    'editors',
    'Say that records are still correct',
    'Confirmed',
    { takes: 'Confirmation' },
  ),
  'GET /api/v1/authorities/:authority/ratings': route(
    'officers',
    'Ratings, and the vendors in use',
    'Ratings',
  ),
  'PUT /api/v1/authorities/:authority/ratings': route('editors', 'Rate many vendors', 'RatingsKept', {
    takes: 'RatingList',
  }),
  'PUT /api/v1/authorities/:authority/ratings/:vendor': route('editors', 'Rate a vendor', 'Kept', {
    takes: 'RatingFields',
  }),
  'GET /api/v1/authorities/:authority/skills': route('officers', 'Skill levels', 'Skills'),
  'PUT /api/v1/authorities/:authority/skills': route('editors', 'Assess many skills', 'SkillsKept', {
    takes: 'SkillLevelList',
  }),
  'PUT /api/v1/authorities/:authority/skills/:skill': route('editors', 'Assess a skill', 'Kept', {
    takes: 'SkillLevelFields',
  }),

  'POST /api/v1/authorities/:authority/proposals': route(oneOfMine, 'Begin a draft', 'Proposal', {
    takes: 'NewProposal',
    status: 201,
  }),
  'PUT /api/v1/authorities/:authority/proposals/:recordId': route(oneOfMine, 'Save a draft', 'Proposal', {
    takes: 'WholeProposal',
  }),
  'PATCH /api/v1/authorities/:authority/proposals/:recordId': route(
    oneOfMine,
    'Save fields of a draft',
    'EditedProposal',
    { takes: 'ProposalEdits' },
  ),
  'DELETE /api/v1/authorities/:authority/proposals/:recordId': route(
    oneOfMine,
    'Discard a draft',
    'nothing',
    {
      status: 204,
    },
  ),
  'GET /api/v1/authorities/:authority/submission': route(
    oneOfMine,
    'What is about to be sent, with what it would change, a page at a time',
    'OpenSubmission',
    { query: answersAfter },
  ),
  'GET /api/v1/authorities/:authority/submissions': route(
    oneOfMine,
    'What is under way, and what was decided, latest first',
    'Submissions',
    { query: submissionsBefore },
  ),
  'POST /api/v1/authorities/:authority/submission/send': route(oneOfMine, 'Send for approval', 'Submission', {
    takes: 'Sending',
  }),

  'GET /api/v1/members/ratings/:scope': route('members', 'What members think of vendors', 'RatingFigures', {
    query: past,
  }),
  'GET /api/v1/members/ratings/:scope/:vendor': route('members', 'What they think of one', 'VendorRatings', {
    query: past,
  }),
  'GET /api/v1/members/skills/:scope': route('members', 'Skills by authority', 'SkillFigures', {
    query: past,
  }),
  'GET /api/v1/members/interests/:scope': route('members', 'Who would buy what together', 'Interests'),
  'GET /api/v1/members/interests/:scope/:area': route(
    'members',
    'Who would buy together for a service area, and what their contracts say of it',
    'AreaInterest',
  ),
  'GET /api/v1/rounds': route('approvers', 'Collection rounds, the latest first', 'Rounds'),
  'POST /api/v1/rounds': route('approvers', 'Open a round', 'Round', { takes: 'RoundFields', status: 201 }),
  'GET /api/v1/rounds/:id': route('approvers', 'One round, authority by authority', 'Round'),
  'PUT /api/v1/rounds/:id': route('approvers', 'Change a round', 'Round', { takes: 'RoundFields' }),
  'POST /api/v1/rounds/:id/closing': route('approvers', 'Close a round', 'Round'),
  'GET /api/v1/authorities/:authority/rounds': route(
    oneOfMine,
    'What open rounds still ask of an authority',
    'RoundsLeft',
  ),
  'GET /api/v1/authorities/:authority/questions': route(
    oneOfMine,
    'What an authority asked of people without an account, and their answers',
    'Questions',
  ),
  'POST /api/v1/authorities/:authority/questions': route(
    oneOfMine,
    'Ask someone without an account about a few facts, by a link that is written to them',
    'Question',
    { takes: 'QuestionFields', status: 201 },
  ),
  'DELETE /api/v1/authorities/:authority/questions/:id': route(oneOfMine, 'Take that back', 'nothing', {
    status: 204,
  }),
  'POST /api/v1/questions/reading': route('anyone', 'What the link you were sent asks', 'LinkRead', {
    takes: 'LinkAsked',
  }),
  'POST /api/v1/questions/answering': route('anyone', 'Answer it, once', 'LinkRead', {
    takes: 'LinkAnswer',
  }),
  'GET /api/v1/subscription': route('members', 'What you are written to about', 'Subscription'),
  'PUT /api/v1/subscription': route('members', 'Change that', 'Subscription', {
    takes: 'SubscriptionFields',
  }),
  'POST /api/v1/unsubscribing': route('anyone', 'Stop what a message’s link is about', 'Subscription', {
    takes: 'Unsubscribing',
  }),
  'PUT /api/v1/authorities/:authority/interests/:area': route(
    'editors',
    'Say that the authority would buy together for a service area',
    'Interested',
    { takes: 'InterestFields' },
  ),
  'DELETE /api/v1/authorities/:authority/interests/:area': route('editors', 'Take that back', 'nothing', {
    status: 204,
  }),
  'GET /api/v1/members/completeness/:scope': route(
    'members',
    'How complete and fresh each authority’s records are; of ratings one’s own alone',
    'Completeness',
    { query: past },
  ),
  'GET /api/v1/members/peers/:scope/:authority': route(
    'officers',
    'Where an authority stands among the others, who are not named',
    'Peers',
    { query: past },
  ),
  'GET /api/v1/members/satisfaction/:scope': route(
    'members',
    'How satisfied authorities are, by how many suppliers they have; one’s own exactly',
    'Satisfaction',
    { query: past },
  ),
  'GET /api/v1/members/moves/:scope': route('members', 'Systems to be replaced, the soonest first', 'Moves', {
    query: past,
  }),
  'GET /api/v1/members/moves/:scope/:product': route(
    'members',
    'Who leaves a product, who has left it, and who could help',
    'Move',
    { query: past },
  ),

  'POST /api/v1/authorities/:authority/proposals/:recordId/comments': route(
    oneOfMine,
    'Answer what LOTI asked',
    'Proposal',
    { takes: 'Comment' },
  ),
  'GET /api/v1/authorities/:authority/history': route(
    oneOfMine,
    'What happened, latest first',
    'Happenings',
    {
      query: before,
    },
  ),
  'GET /api/v1/authorities/:authority/records/:id/versions': route(
    oneOfMine,
    'A record’s versions: who, when, what and why',
    'Versions',
    { query: before },
  ),
  'GET /api/v1/authorities/:authority/records/:id/as-at': route(
    oneOfMine,
    'A record as it stood at the end of a day',
    'AsAt',
    { query: asAtAsked },
  ),
  'POST /api/v1/authorities/:authority/records/:id/restore': route(
    oneOfMine,
    'Bring an earlier version back, as a draft',
    'Proposal',
    { takes: 'Restoration' },
  ),

  'GET /api/v1/review': route('approvers', 'What waits for a decision', 'Queue', { query: queueFilter }),
  'POST /api/v1/review/approvals': route(
    'approvers',
    'Approve in several submissions, with a result for each',
    'ApprovedIn',
    { takes: 'Approvals' },
  ),
  'GET /api/v1/review/:submission/alike': route(
    'approvers',
    'Proposals elsewhere that ask for the same',
    'Alike',
  ),
  'GET /api/v1/audit/:authority': route('approvers', 'The audit trail, latest first', 'Happenings', {
    query: before,
  }),
  'GET /api/v1/audit/:authority/check': route(
    'approvers',
    'Whether the trail is whole, a stretch at a time',
    'ChainCheck',
    { query: from },
  ),
  'GET /api/v1/review/:submission': route('approvers', 'One submission, field by field', 'Review'),
  'POST /api/v1/review/:submission/approve': route(
    'approvers',
    'Approve, with a result for each',
    'Approved',
    {
      takes: 'Approval',
    },
  ),
  'POST /api/v1/review/:submission/return': route('approvers', 'Return with comments', 'Returned', {
    takes: 'Returning',
  }),

  'GET /api/v1/authorities/:authority/workbook.xlsx': route(
    oneOfMine,
    'What an authority holds as a spreadsheet, to be changed and imported again',
    'spreadsheet',
  ),
  'POST /api/v1/imports': route(oneOfMine, 'Read a file and preview what it would change', 'ImportPreview', {
    takes: 'file',
    status: 201,
    also: {
      status: 200,
      says: 'What is in a file whose columns nobody has named yet. Nothing of it is kept: send it again with a mapping',
      gives: 'ImportLook',
    },
  }),
  'GET /api/v1/imports/:id': route(
    oneOfMine,
    'A preview again, and how far accepting it has come',
    'ImportPreview',
    {
      query: lookedAt,
    },
  ),
  'GET /api/v1/imports/:id/rows': route(oneOfMine, 'More rows of a preview', 'ImportRows', {
    query: rowsAsked,
  }),
  'GET /api/v1/imports/:id/refused.csv': route(oneOfMine, 'The rows not taken, to be mended', 'csv'),
  'POST /api/v1/imports/:id/stop': route(oneOfMine, 'Take no more of it: what was taken stays', 'nothing', {
    status: 204,
  }),
  'POST /api/v1/imports/:id/undo': route(
    oneOfMine,
    'Undo it: withdraw what was not sent, propose what was approved back as it was',
    'ImportUndone',
  ),
  'POST /api/v1/imports/:id/accept': route(oneOfMine, 'Take the good rows into drafts', 'Accepted', {
    takes: 'Accepting',
  }),

  'GET /api/v1/authorities/:authority/found': route(
    oneOfMine,
    'What open data says of an authority and its register does not',
    'Suggestions',
  ),
  'POST /api/v1/authorities/:authority/found/answers': route(
    oneOfMine,
    'Accept, correct, put off or turn down what was found, with a result for each',
    'Answered',
    { takes: 'SuggestionAnswers' },
  ),
  'POST /api/v1/authorities/:authority/names': route(
    oneOfMine,
    'Say whether a company’s name is that of a vendor on the list',
    'nothing',
    { takes: 'NamesSaid', status: 204 },
  ),
  'POST /api/v1/imports/:id/names': route(
    oneOfMine,
    'Say the same of names in a preview, and judge its rows again',
    'ImportPreview',
    { takes: 'NamesSaid' },
  ),
  'GET /api/v1/open-data': route(
    'approvers',
    'Files of open data that were loaded, and how many suggestions each authority was made and has answered',
    'OpenData',
  ),
  'POST /api/v1/open-data': route('approvers', 'Read a file of open data', 'OpenDataFile', {
    takes: 'open data',
    status: 201,
  }),
  'GET /api/v1/open-data/:id': route(
    'approvers',
    'One file: about whom its rows are, and which could not be placed',
    'OpenDataFile',
  ),
  'POST /api/v1/open-data/:id/suggestions': route(
    'approvers',
    'Go on making suggestions of a file, until all of it is done',
    'OpenDataFile',
  ),

  'GET /api/v1/people': route('admins', 'Who may sign in, a page at a time', 'People', { query: look }),
  'POST /api/v1/people': route('admins', 'Invite someone by e-mail', 'Person', {
    takes: 'Invitation',
    status: 201,
  }),
  'GET /api/v1/people/:id': route('admins', 'One person', 'Person'),
  'PUT /api/v1/people/:id': route('admins', 'Change what someone may do', 'Person', {
    takes: 'ChangedRoles',
  }),
  'DELETE /api/v1/people/:id': route('admins', 'Remove someone', 'nothing', { status: 204 }),
  'POST /api/v1/people/:id/suspension': route('admins', 'Suspend someone', 'Person'),
  'DELETE /api/v1/people/:id/suspension': route('admins', 'Restore someone', 'Person'),
  'POST /api/v1/people/:id/invitation': route('admins', 'Invite someone again', 'Person'),

  'GET /api/v1/tidy': route('approvers', 'Vendors and products that may be the same', 'Tidy'),
  'GET /api/v1/tidy/preview': route('approvers', 'What merging two would move', 'MergePreview', {
    query: pair,
  }),
  'GET /api/v1/tidy/merges': route('approvers', 'All merges, the latest first', 'Merges'),
  'GET /api/v1/tidy/merges/:id': route('approvers', 'One merge, and how far it has come', 'Merge'),
  'POST /api/v1/tidy/proposals': route('approvers', 'Propose a merge', 'Merge', {
    takes: 'Pair',
    status: 201,
  }),
  'POST /api/v1/tidy/merges': route('approvers', 'Merge one into another', 'Merge', {
    takes: 'Pair',
    status: 201,
  }),
  'POST /api/v1/tidy/merges/:id/steps': route('approvers', 'Go on with what is not done yet', 'Merge'),
  'POST /api/v1/tidy/merges/:id/undoing': route('approvers', 'Undo a merge', 'Merge'),
  'POST /api/v1/tidy/merges/:id/looks': route('approvers', 'Look again for records it has missed', 'Merge'),
  'POST /api/v1/tidy/merges/:id/declining': route('approvers', 'Decline a proposed merge', 'Merge'),
  'POST /api/v1/tidy/apart': route('approvers', 'Say that two are not the same', 'Pair', { takes: 'Pair' }),
  'GET /api/v1/tidy/entries/:id': route('approvers', 'A vendor or product, as it may be changed', 'Entry'),
  'PUT /api/v1/tidy/entries/:id': route('approvers', 'Change it', 'Entry', { takes: 'EntryFields' }),

  'POST /api/v1/demonstration/remove': route('approvers', 'Take the demonstration away', 'DataSet'),
}
