/** As much of a browser as signing in takes: cookies, redirects and one form. */
export function browser(origin: string) {
  const jar = new Map<string, { name: string; value: string; path: string }>()
  const cookiesSet: string[] = []
  const cookies = (path = '/api/v1/x') =>
    [...jar.values()]
      .filter((cookie) => path.startsWith(cookie.path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')

  type Page = { url: string; status: number; text: string }

  async function go(to: string, init: RequestInit = {}, stopAt?: string): Promise<Page> {
    const url = new URL(to, origin)
    if (stopAt && url.pathname === stopAt) return { url: url.href, status: 0, text: '' }
    const headers = new Headers(init.headers)
    headers.set('Cookie', cookies(url.pathname))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      cookiesSet.push(line)
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/'
      const gone = /max-age=0/i.test(line) || /expires=Thu, 01 Jan 1970/i.test(line)
      if (gone) jar.delete(`${name} ${path}`)
      else jar.set(`${name} ${path}`, { name, value, path })
    }
    const next = response.headers.get('Location')
    if (next && response.status >= 300 && response.status < 400) {
      return go(new URL(next, url).href, {}, stopAt)
    }
    return { url: url.href, status: response.status, text: await response.text() }
  }

  const post = (to: string, body: string, headers: Record<string, string> = {}, stopAt?: string) =>
    go(to, { method: 'POST', body, headers }, stopAt)

  return {
    cookies,
    cookiesSet,
    open: (to: string) => go(to),
    post,
    /** Sends the page's only form. */
    submit(page: Page, values: Record<string, string>, { stopAt }: { stopAt?: string } = {}) {
      const action = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1]
      if (!action) throw new Error(`No form on ${page.url}: ${page.text.slice(0, 300)}`)
      const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
      return post(new URL(action, page.url).href, new URLSearchParams(values).toString(), type, stopAt)
    },
  }
}
