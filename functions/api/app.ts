import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { may } from '../domain/permission.ts'
import { problem } from '../domain/problem.ts'
import { authority } from '../reference/index.ts'
import { matchAuthority, matchVendor } from '../reference/match.ts'
import { type Person, person } from '../schema/person.ts'
import { createAdded } from './added.ts'
import { signedIn } from './answers.ts'
import { ofTodayAlone, wherePastIsKept } from './asAt.ts'
import { auditRoutes } from './audit.ts'
import { commentRoutes } from './comments.ts'
import type { Deps, Env } from './deps.ts'
import { documentRoutes } from './document.ts'
import { entryRoutes } from './entries.ts'
import { explorerRoutes } from './explorer.ts'
import { framed } from './frame.ts'
import { healthOf } from './health.ts'
import { historyRoutes } from './history.ts'
import { homeRoutes } from './home.ts'
import { importRoutes } from './imports.ts'
import { interestRoutes } from './interests.ts'
import { membersRoutes } from './members.ts'
import { mergeRoutes } from './merges.ts'
import { nameRoutes } from './names.ts'
import { openDataRoutes } from './openData.ts'
import { peopleRoutes } from './people.ts'
import { proposalRoutes } from './proposals.ts'
import { publicly } from './publicly.ts'
import { questionRoutes } from './questions.ts'
import { ratingRoutes } from './rating.ts'
import { createReading } from './reading.ts'
import { recordRoutes } from './records.ts'
import { referenceRoutes } from './reference.ts'
import { reviewRoutes } from './review.ts'
import { roundRoutes } from './rounds.ts'
import { searchRoutes } from './search.ts'
import { skillLevelRoutes } from './skillLevel.ts'
import { submissionRoutes } from './submissions.ts'
import { subscriptionRoutes } from './subscriptions.ts'
import { suggestionRoutes } from './suggestions.ts'
import { tableRoutes } from './tables.ts'
import { tagged } from './tagged.ts'
import { viewRoutes } from './views.ts'
import { workbookRoutes } from './workbook.ts'

/** Everything the service offers over HTTP, under /api/v1. */
export function createApp(deps: Deps) {
  const { store, identity, dataSet, origin } = deps
  const added = createAdded(store)
  const reading = createReading(deps, added)

  const v1 = new Hono<Env>()
    .route('/', identity.routes)
    .get('/session', async (c) => {
      const { actor } = c.var
      c.header('Cache-Control', 'no-store')
      return c.json({
        person: actor ? person.parse(actor) : null,
        actsFor: actor ? actsFor(actor) : [],
        dataSet: await dataSet(),
        mayRemove: may(actor, 'remove demonstration') && deps.demonstration !== undefined,
        removal: (await deps.demonstration?.removal()) ?? null,
      })
    })
    .route('/reference', referenceRoutes(added))
    .get('/match/authorities', (c) => c.json(matchAuthority({ name: c.req.query('name') ?? '' })))
    .get('/match/vendors', async (c) => {
      const { name = '', companyNumber = '' } = c.req.query()
      const { vendors, entries } = await added.lists()
      const withInvented = (await dataSet()) === 'demonstration'
      return c.json(matchVendor({ name, companyNumber }, vendors, { withInvented, entries }))
    })
    .use('/views/*', wherePastIsKept, publicly, tagged())
    .route('/views', viewRoutes(reading))
    .use('/tables/*', publicly, tagged())
    .route('/tables', tableRoutes(reading))
    .use('/search', ofTodayAlone('search results'), publicly, tagged())
    .route('/search', searchRoutes(deps, added))
    .use('/authorities/:authority/*', async (c, next) => {
      if (c.var.actor && !authority(c.req.param('authority'))) throw problem.missing('authority')
      await next()
    })
    .route('/explorer', explorerRoutes(deps, reading))
    .route('/authorities', recordRoutes(deps))
    .route('/authorities', homeRoutes(deps, added))
    .route('/authorities', workbookRoutes(deps, added))
    .route('/authorities', proposalRoutes(deps))
    .route('/authorities', submissionRoutes(deps))
    .route('/authorities', ratingRoutes(deps, added))
    .route('/authorities', skillLevelRoutes(deps))
    .route('/authorities', commentRoutes(deps))
    .route('/authorities', historyRoutes(deps))
    .route('/authorities', suggestionRoutes(deps))
    .route('/authorities', nameRoutes(deps))
    .route('/members', membersRoutes(deps, added))
    .route('/', interestRoutes(deps, added, reading))
    .route('/', roundRoutes(deps))
    .route('/', questionRoutes(deps))
    .route('/', subscriptionRoutes(deps))
    .route('/tidy', mergeRoutes(deps, added))
    .route('/tidy', entryRoutes(deps, added))
    .route('/review', reviewRoutes(deps, added))
    .route('/imports', importRoutes(deps, added))
    .route('/open-data', openDataRoutes(deps, added))
    .route('/people', peopleRoutes(deps))
    .route('/audit', auditRoutes(deps))
    .post('/demonstration/remove', async (c) => {
      const actor = signedIn(c)
      if (!may(actor, 'remove demonstration')) throw problem.notYours('remove the demonstration')
      if (!deps.demonstration) throw problem.missing('demonstration')
      await deps.demonstration.remove(actor.id)
      added.forget()
      return c.json({ dataSet: await dataSet() })
    })

  if (deps.calendars) v1.route('/calendars', deps.calendars(deps, reading))

  return framed(
    new Hono<Env>()
      // Files have a limit of their own, and are read as they arrive.
      .use('/api/*', (c, next) => (takesFiles.has(c.req.path) ? next() : boundedBody(c, next)))
      .use('/api/*', async (c, next) => {
        if (isForeignWrite(c.req.raw, origin)) throw problem.notYours('write from another site')
        const subject = await identity.subjectOf(c.req.raw)
        // Read anew on each request, so that who leaves loses access at once.
        const found = subject === undefined ? undefined : await store.people.bySubject(subject)
        const begun = found?.signedOutAt ? await identity.begunAt?.(c.req.raw) : undefined
        const isOver = begun !== undefined && begun <= Date.parse(found?.signedOutAt ?? '')
        const actor = isOver ? undefined : found
        c.set('actor', actor)
        if (c.req.header('Authorization') && !actor) throw problem.notSignedIn()
        await next()
        if (actor && !c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'private, no-store')
      })
      .route('/api/v1', v1)
      .get('/api/health', async (c) => {
        c.header('Cache-Control', 'no-store')
        return c.json(await healthOf(store))
      })
      .route('/api', documentRoutes(origin)),
    deps,
  )
}

const takesFiles = new Set(['/api/v1/imports', '/api/v1/open-data'])
/** Far above the longest honest request. */
const mostBodyBytes = 1024 * 1024
const boundedBody = bodyLimit({
  maxSize: mostBodyBytes,
  onError: () => {
    throw problem.tooLarge('What was sent is larger than 1 MB. Send less at once.')
  },
})

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A browser's write that carries our cookie but began on another site. Bearer tokens cannot be borrowed that way. */
function isForeignWrite(request: Request, origin: string): boolean {
  if (readOnly.has(request.method) || request.headers.has('Authorization')) return false
  const from = request.headers.get('Origin')
  const site = request.headers.get('Sec-Fetch-Site')
  if (from !== null) return from !== origin
  return site !== null && site !== 'same-origin' && site !== 'none'
}

/** For whom somebody is here, in names. */
const actsFor = ({ approver, admin, memberOf, editorOf }: Person): string[] => [
  ...(approver || admin ? ['LOTI'] : []),
  ...[...new Set([...editorOf, ...memberOf])].map((id) => authority(id)?.name ?? id),
]
