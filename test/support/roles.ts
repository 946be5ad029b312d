import { terms } from '../../functions/config.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { type Asking, someoneWho } from './asking.ts'

// Who may ask, and what they ask about, for the walk of every route as every role. The authority is Camden throughout.

export const camden = 'E09000007'
export const hackney = 'E09000012'
/** In every record the scene makes: to be seen by nobody but Camden's editors and LOTI's approvers. */
export const secret = 'Unpublished and nobody’s business'

/** People the cast does not have. */
export const others = [
  someoneWho('hackney-member', { memberOf: [hackney] }),
  someoneWho('two', { memberOf: [camden, hackney], editorOf: [camden, hackney] }),
  someoneWho('admin-only', { admin: true }),
]

/** Every role, and who plays it. */
export const roles = {
  anonymous: '',
  removed: 'nobody-known',
  memberElsewhere: 'hackney-member',
  member: 'member',
  editorElsewhere: 'hackney',
  editor: 'camden',
  editorOfTwo: 'two',
  approver: 'loti',
  /** An approver who edits for Camden too, and has typed in and sent what there is. */
  approverWhoProposed: 'loti-camden',
  admin: 'admin-only',
  suspended: 'suspended',
} as const
export type Role = keyof typeof roles
export const roleList = Object.keys(roles) as Role[]
export type Expected = Record<Role, number>

/** The status each role gets: `status` for those named, 401 or 403 for all others. */
const to = (status: number, ...named: Role[]): Expected => {
  const others = (role: Role) => (role === 'anonymous' || role === 'removed' ? 401 : 403)
  return Object.fromEntries(
    roleList.map((role) => [role, named.includes(role) ? status : others(role)]),
  ) as Expected
}

/** Anyone at all. */
export const everyone = (status: number) => to(status, ...roleList)
/** Whoever is signed in and not suspended. */
export const signedIn = (status: number) =>
  to(status, ...roleList.filter((role) => !['anonymous', 'removed', 'suspended'].includes(role)))
/** Whoever keeps Camden's register. */
export const editors = (status: number) => to(status, 'editor', 'editorOfTwo', 'approverWhoProposed')
/** Camden's officers, those who only read as well. */
export const officers = (status: number) =>
  to(status, 'member', 'editor', 'editorOfTwo', 'approverWhoProposed')
/** Whoever keeps Camden's register, and LOTI's approvers. */
export const insiders = (status: number) => ({
  ...editors(status),
  approver: status,
})
export const approvers = (status: number) => to(status, 'approver', 'approverWhoProposed')
/** Whoever acts for LOTI. */
export const loti = (status: number) => to(status, 'approver', 'approverWhoProposed', 'admin')
export const admins = (status: number) => to(status, 'admin')

type Kind = 'system' | 'contract'

/** What a route is asked about, made anew for each request. */
export type Scene = ReturnType<typeof createScene>

export function createScene({ store, ask, app }: Asking) {
  const drafts = `/authorities/${camden}/proposals`
  const done = <T extends { status: number; body: unknown }>(answer: T): T => {
    if (answer.status >= 300) throw new Error(`The scene failed: ${JSON.stringify(answer.body)}`)
    return answer
  }
  /** Nothing on its way, so that what one request leaves behind does not meet the next. */
  async function clear() {
    const open = await store.submissions.open(camden)
    if (!open) return
    const proposals = await store.proposals.of(open.id)
    for (let from = 0; from < proposals.length; from += 90) {
      await store.write(proposals.slice(from, from + 90).map((one) => store.writes.discard(one)))
    }
    await store.write([store.writes.closed(camden)])
  }
  async function draft(kind: Kind = 'contract', title = secret) {
    const values =
      kind === 'contract'
        ? { title, supplier: 'ven_demo-quillmere', serviceAreas: ['library-management'] }
        : { name: title, serviceAreas: ['library-management'] }
    const { body } = done(await ask('camden', 'POST', drafts, { kind, values }))
    return { recordId: String(body.recordId), submission: String(body.submission), revision: 1, values }
  }
  /** Sent by Camden, after LOTI's officer from Camden typed in it too. */
  async function sent(kind?: Kind, title?: string) {
    const made = await draft(kind, title)
    const { recordId, values } = made
    done(await ask('loti-camden', 'PUT', `${drafts}/${recordId}`, { values, revision: 1 }))
    done(await ask('camden', 'POST', `/authorities/${camden}/submission/send`, {}))
    return made
  }
  async function published(kind?: Kind, title?: string) {
    const made = await sent(kind, title)
    done(await ask('loti', 'POST', `/review/${made.submission}/approve`, {}))
    return made
  }
  /** Published, and in the summaries. */
  async function shown(kind: Kind) {
    const { recordId } = await published(kind, 'Known to everyone')
    const ref = { authority: camden, kind, id: recordId }
    await applyRecords(store, [ref], { terms, day: new Date().toISOString().slice(0, 10) })
    return { id: recordId }
  }
  /** Rated by Camden and nobody else. */
  async function rated(rating: { vendor: string }) {
    done(await ask('camden', 'PUT', `/authorities/${camden}/ratings`, { ratings: [rating] }))
    return rating.vendor
  }
  /** A notice of Camden's, as Contracts Finder exports one. */
  const file = (title = 'A notice') => {
    const columns = {
      'Notice Identifier': 'SCENE-1',
      'Notice Type': 'Contract',
      'Organisation Name': 'London Borough of Camden',
      Status: 'Awarded',
      Title: title,
      'Cpv Codes': '48000000',
      'Awarded Value': '240000',
      'Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]': '[Quillmere Systems||||No|No]',
      'Contract start date': '01/04/2026',
      'Contract end date': '31/03/2030',
    }
    const csv = [Object.keys(columns), Object.values(columns)].map((row) => row.join(',')).join('\n')
    const form = new FormData()
    form.set('file', new File([csv], 'notices.csv', { type: 'text/csv' }))
    return form
  }
  /** A file Camden's editor has read in. */
  async function imported() {
    const answer = await app.request('/api/v1/imports', {
      method: 'POST',
      headers: { 'X-Who': 'camden' },
      body: file(secret),
    })
    return { id: String(done({ status: answer.status, body: await answer.json() }).body.id) }
  }
  /** The same file as LOTI loads it, and what is asked of Camden because of it. */
  function loaded() {
    const form = new FormData()
    const said = {
      publisher: 'Contracts Finder',
      licence: 'OGL',
      takenOn: new Date().toISOString().slice(0, 10),
    }
    for (const [field, value] of Object.entries(said)) form.set(field, value)
    form.set('file', file(secret).get('file') as File)
    return form
  }
  async function openData() {
    const answer = await app.request('/api/v1/open-data', {
      method: 'POST',
      headers: { 'X-Who': 'loti' },
      body: loaded(),
    })
    const id = String(done({ status: answer.status, body: await answer.json() }).body.id)
    done(await ask('loti', 'POST', `/open-data/${id}/suggestions`))
    return { id }
  }
  async function invited() {
    const email = `${crypto.randomUUID()}@example.org`
    const asked = { name: 'New', email, editorOf: [hackney] }
    const { body } = done(await ask('admin-only', 'POST', '/people', asked))
    return { id: String(body.id), revision: Number(body.revision) }
  }
  return { clear, draft, sent, published, shown, rated, imported, invited, file, loaded, openData }
}
