import type { Page } from 'playwright-core'
import { addDays, londonToday } from '../../functions/domain/calendar.ts'
import { fileOf } from './contractsFinder.ts'
import type { Journey } from './journey.ts'

/** Pages by who opens them. `a > b` is the first link of page `a` that begins with `b`; `~c` is `c` put after that. */
export const everyPage: Record<string, string[]> = {
  '': [
    '/',
    '/market',
    '/market?area=all-housing&by=systems',
    '/renewals',
    '/buy-together',
    '/buy-together?area=scanning',
    '/who-runs-what',
    '/trends',
    '/changes',
    '/changes > /changes/',
    '/?asAt=2026-03-31',
    '/renewals?asAt=2026-03-31',
    '/buy-together?area=scanning&asAt=2026-03-31',
    '/vendors/ven_demo-brindlewick?asAt=2026-03-31',
    '/boroughs/camden?asAt=2026-03-31',
    '/boroughs/camden?asAt=2026-03-31 > /systems/',
    '/boroughs/camden?asAt=2026-03-31 > /contracts/',
    '/trends?asAt=2026-03-31',
    '/explore',
    '/explore?show=contracts&asAt=2026-03-31',
    '/explore?show=contracts&view=map',
    '/explore?show=contracts&view=timeline',
    '/boroughs',
    '/boroughs/camden',
    '/boroughs/camden > /systems/',
    '/boroughs/camden > /contracts/',
    '/boroughs/camden > /vendors/',
    '/service-areas',
    '/service-areas/parking',
    '/service-areas/parking > /products/',
    '/search?q=libary',
    '/data',
    '/about',
    '/accessibility',
    '/nowhere',
  ],
  camden: [
    '/our',
    '/our/systems',
    '/our/systems/new',
    '/our/systems/under-contract',
    '/our/systems > /our/systems/sys_',
    '/our/systems > /our/systems/sys_ ~/history',
    '/our/contracts',
    '/our/contracts/new',
    '/our/contracts > /our/contracts/con_',
    '/our/contracts > /our/contracts/con_ ~/history',
    '/our/contracts > /our/contracts/con_ ~/renew',
    '/our/ratings',
    '/our/skills',
    '/our/confirm',
    '/our/import',
    '/our/found',
    '/our/submission',
    '/our/history',
    '/members',
    '/members/ratings',
    '/members/ratings > /members/ratings/',
    '/members/satisfaction',
    '/members/ratings?asAt=2026-06-30',
    '/members/ratings/ven_demo-fenmarrow?asAt=2026-06-30',
    '/members/satisfaction?asAt=2026-06-30',
    '/members/skills',
    '/members/completeness',
    '/members/peers',
    '/members/moves',
    '/members/moves > /members/moves/',
    '/members/completeness?asAt=2026-03-31',
    '/members/peers?asAt=2026-03-31',
    '/members/moves?asAt=2026-03-31',
    '/members/skills?asAt=2026-03-31',
    '/our/messages',
    '/unsubscribe?key=none',
    '/answer?key=none',
    '/our/questions',
    '/our/questions/new',
  ],
  loti: [
    '/review',
    '/review > /review/sub_',
    '/audit',
    '/open-data',
    '/open-data > /open-data/',
    '/rounds',
    '/rounds/new',
    '/rounds > /rounds/',
    '/rounds > /rounds/ ~/change',
    '/vendors/tidy',
    '/vendors/tidy/preview?from=ven_demo-oakumber-ltd&into=ven_demo-oakumber',
    '/vendors/tidy/merges',
    '/vendors/tidy/merges > /vendors/tidy/merges/',
    '/vendors/ven_demo-fenmarrow/change',
    '/products/tidy',
  ],
  admin: [
    '/people',
    '/people/invite',
    '/people > /people/',
    '/people > /people/ ~/change',
    '/people > /people/ ~/suspend',
    '/people > /people/ ~/restore',
    '/people > /people/ ~/remove',
    '/people > /people/ ~/send-again',
  ],
}

const listed = new Set(Object.values(everyPage).flat())

/** What the pages need that no demonstration has. */
export async function prepare(journey: Journey) {
  const camden = 'E09000007'
  await journey.told('loti', 'POST', '/rounds', {
    name: 'Winter check',
    sections: ['system', 'contract'],
    authorities: [camden, 'E09000012'],
    deadline: addDays(londonToday(), 60),
    remindDays: [14],
  })
  const { records } = await journey.told('camden', 'GET', `/authorities/${camden}/contracts`)
  await journey.told('camden', 'POST', `/authorities/${camden}/questions`, {
    to: 'service@cast.example.org',
    days: 14,
    facts: [{ recordId: records[0].id, field: 'endsOn' }],
  })
  // A pair that no other page shows.
  await journey.told('loti', 'POST', '/tidy/merges', {
    from: 'ven_demo-brindelwick',
    into: 'ven_demo-brindlewick',
  })
  await loadOpenData(
    journey,
    fileOf({ title: 'Web filtering' }, { id: 'N-2', buyer: 'Nowhere Parish Council' }),
  )
}

/** Loads a file of notices as LOTI. Its id is answered. */
export async function loadOpenData({ service, told }: Journey, file: string): Promise<string> {
  const form = new FormData()
  const said = {
    publisher: 'Contracts Finder',
    licence: 'Open Government Licence v3.0',
    takenOn: londonToday(),
  }
  for (const [field, value] of Object.entries(said)) form.set(field, value)
  form.set('file', new Blob([file]), 'notices.csv')
  const answer = await fetch(`${service.origin}/api/v1/open-data`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await service.tokenFor('loti')}` },
    body: form,
  })
  const { id } = (await answer.json()) as { id: string }
  await told('loti', 'POST', `/open-data/${id}/suggestions`)
  return id
}

/** Where the links of pages that were reached lead, in the order they stand in. */
const linksSeen = new WeakMap<Page, Map<string, string[]>>()

async function look(page: Page, path: string): Promise<string[]> {
  const found = await page
    .locator('main a[href]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
  linksSeen.set(page, (linksSeen.get(page) ?? new Map()).set(path, found))
  return found
}

/** Goes to a page of the list. Its own address is answered. A page that was reached is not opened again for its links. */
export async function reach(journey: Journey, page: Page, path: string): Promise<string> {
  const [from = '', way] = path.split(' > ')
  if (way === undefined) {
    await journey.go(page, from)
    // Whoever is sent on arrives in the middle of the page; here each is walked from its top.
    const { pathname } = new URL(page.url())
    if (pathname !== from.split('?')[0]) await journey.go(page, pathname)
    await look(page, from)
    return from
  }
  const [to = '', after = ''] = way.split(' ~')
  const first = (links: string[] = []) =>
    links
      .filter((one) => one.startsWith(to))
      .map((one) => one.split(/[?#]/)[0] ?? '')
      .find((one) => !listed.has(one))
  let href = first(linksSeen.get(page)?.get(from))
  if (href === undefined) {
    await journey.go(page, from)
    await page.locator(`main a[href^="${to}"]`).first().waitFor()
    href = first(await look(page, from)) ?? ''
  }
  await journey.go(page, href + after)
  return href + after
}
